/** Where lines of text stand: connected parts of a text probability map, each with the turned box around it. */

/** A turned box: its centre, half its extents along and across the line, and the direction of the line. */
export interface Line {
  readonly x: number
  readonly y: number
  readonly along: number
  readonly across: number
  readonly cos: number
  readonly sin: number
}

/** Above this a pixel belongs to text; a part whose mean lies below the second figure does not (as in PP-OCR's own settings). */
const PIXEL = 0.3
const PART = 0.5
const FEWEST_PIXELS = 12
/** The network marks the core of a line; its box grows by area · this / perimeter. */
const GROWTH = 1.6
/** From this ratio of the axes on, a part knows its own direction. */
const LONG = 2.5

interface Part {
  readonly pixels: readonly number[]
  readonly x: number
  readonly y: number
  /** Direction of the longer axis, −90° … 90°, and how many times longer it is. */
  readonly angle: number
  readonly stretch: number
}

/** `map` has width · height probabilities. Lines in reading order, those side by side in one group. */
export function findLines(map: Float32Array, width: number, height: number): readonly (readonly Line[])[] {
  const parts = partsOf(map, width, height)
  const long = parts.filter(({ stretch }) => stretch >= LONG)
  const weight = long.reduce((sum, { pixels }) => sum + pixels.length, 0)
  const common = long.reduce((sum, { angle, pixels }) => sum + angle * pixels.length, 0) / Math.max(1, weight)
  return inReadingOrder(
    parts.map(part => boxOf(part, width, part.stretch >= LONG ? part.angle : common)),
    common,
  )
}

function partsOf(map: Float32Array, width: number, height: number): Part[] {
  const seen = new Uint8Array(map.length)
  const parts: Part[] = []
  for (let start = 0; start < map.length; start++) {
    if (seen[start] || map[start]! < PIXEL) continue
    const pixels = [start]
    seen[start] = 1
    let sum = 0
    for (let next = 0; next < pixels.length; next++) {
      const at = pixels[next]!
      sum += map[at]!
      const x = at % width
      const around = [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]
      for (const other of around) {
        if (other < 0 || other >= width * height || seen[other] || map[other]! < PIXEL) continue
        seen[other] = 1
        pixels.push(other)
      }
    }
    if (pixels.length >= FEWEST_PIXELS && sum / pixels.length >= PART) parts.push(measured(pixels, width))
  }
  return parts
}

/** Centre and axes from the first and second moments. */
function measured(pixels: readonly number[], width: number): Part {
  const n = pixels.length
  const x = pixels.reduce((sum, at) => sum + (at % width), 0) / n
  const y = pixels.reduce((sum, at) => sum + Math.floor(at / width), 0) / n
  let xx = 0
  let yy = 0
  let xy = 0
  for (const at of pixels) {
    const dx = (at % width) - x
    const dy = Math.floor(at / width) - y
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  const spread = Math.hypot(xx - yy, 2 * xy)
  const stretch = Math.sqrt((xx + yy + spread) / Math.max(1e-9, xx + yy - spread))
  return { pixels, x, y, angle: 0.5 * Math.atan2(2 * xy, xx - yy), stretch }
}

function boxOf(part: Part, width: number, angle: number): Line {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  let [left, right, top, bottom] = [0, 0, 0, 0]
  for (const at of part.pixels) {
    const dx = (at % width) - part.x
    const dy = Math.floor(at / width) - part.y
    const u = dx * cos + dy * sin
    const v = dy * cos - dx * sin
    left = Math.min(left, u)
    right = Math.max(right, u)
    top = Math.min(top, v)
    bottom = Math.max(bottom, v)
  }
  const w = right - left + 1
  const h = bottom - top + 1
  const growth = (w * h * GROWTH) / (2 * (w + h))
  const [u, v] = [(left + right) / 2, (top + bottom) / 2]
  return {
    x: part.x + u * cos - v * sin,
    y: part.y + u * sin + v * cos,
    along: w / 2 + growth,
    across: h / 2 + growth,
    cos,
    sin,
  }
}

/** Boxes whose centres differ by less than half a height across the common direction stand in one row. */
function inReadingOrder(lines: readonly Line[], angle: number): readonly (readonly Line[])[] {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const down = ({ x, y }: Line) => y * cos - x * sin
  const right = ({ x, y }: Line) => x * cos + y * sin
  const rows: Line[][] = []
  for (const line of lines.toSorted((a, b) => down(a) - down(b))) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && down(line) - down(first) < 0.6 * Math.min(first.across, line.across)) row.push(line)
    else rows.push([line])
  }
  return rows.map(row => row.toSorted((a, b) => right(a) - right(b)))
}
