// Outlines to pixels: every pixel gets the exact area that the outline covers of it.

import type { Outline } from './outline.ts'

/** How much of each pixel is ink, 0 … 1; several outlines may be drawn on one another. */
export interface Ink {
  readonly width: number
  readonly height: number
  readonly cover: Float64Array
}

/**
 * Each edge adds, in its rows, what it covers to its right: sums along a row then give areas (non-zero winding for outlines
 * whose contours do not overlap against each other). Points outside the paper are cut off.
 */
export function draw(ink: Ink, outline: Outline): void {
  const { width, height, cover } = ink
  const stride = width + 1
  const change = new Float64Array(stride * height)
  for (const contour of outline)
    contour.forEach(([x0, y0], i) => {
      const [x1, y1] = contour[(i + 1) % contour.length] ?? [x0, y0]
      if (y0 !== y1) addEdge(change, width, height, x0, y0, x1, y1)
    })
  for (let y = 0; y < height; y++) {
    let sum = 0
    for (let x = 0; x < width; x++) {
      sum += change[y * stride + x] ?? 0
      if (sum === 0) continue
      const area = Math.min(1, sum < 0 ? -sum : sum)
      const before = cover[y * width + x] ?? 0
      cover[y * width + x] = before + (1 - before) * area
    }
  }
}

function addEdge(
  change: Float64Array,
  width: number,
  height: number,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
): void {
  const down = fromY < toY
  const [x0, y0, x1, y1] = down ? [fromX, fromY, toX, toY] : [toX, toY, fromX, fromY]
  const slope = (x1 - x0) / (y1 - y0)
  const xAt = (y: number): number => x0 + slope * (y - y0)
  for (let row = Math.max(0, Math.floor(y0)); row < Math.min(height, y1); row++) {
    const top = Math.max(row, y0)
    const bottom = Math.min(row + 1, y1)
    const [left, right] = slope < 0 ? [xAt(bottom), xAt(top)] : [xAt(top), xAt(bottom)]
    const all = (down ? 1 : -1) * (bottom - top)
    let done = 0
    for (let column = Math.floor(left); column <= Math.floor(right); column++) {
      const enter = Math.max(left, column)
      const leave = Math.min(right, column + 1)
      const share = right > left ? (leave - enter) / (right - left) : 1
      const part = column < Math.floor(right) ? all * share : all - done
      done += part
      put(change, width, row, column, part, (enter + leave) / 2 - column)
    }
  }
}

/** `part` of a row's height is crossed in this column, on average `inside` of a pixel from its left edge. */
function put(change: Float64Array, width: number, row: number, column: number, part: number, inside: number) {
  const start = row * (width + 1)
  if (column >= width) return
  const before = column < 0 ? 0 : inside
  const index = start + Math.max(0, column)
  change[index] = (change[index] ?? 0) + part * (1 - before)
  change[index + 1] = (change[index + 1] ?? 0) + part * before
}
