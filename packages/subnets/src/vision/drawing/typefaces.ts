// Typefaces that come with npm, so that everybody draws the same letters: no font of the machine is ever asked.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import opentype, { type Command, type Font } from 'opentype.js'
import type { Contour, Outline, Point } from './outline.ts'

/** Sans serif, rounded sans serif, serif, typewriter, handwriting; regular and bold where there is a bold one. */
export const TYPEFACES = [
  'carme-latin-400-normal',
  'varela-latin-400-normal',
  'quattrocento-latin-400-normal',
  'quattrocento-latin-700-normal',
  'courier-prime-latin-400-normal',
  'courier-prime-latin-700-normal',
  'patrick-hand-latin-400-normal',
] as const
export type Typeface = (typeof TYPEFACES)[number]

/** In units of the em, y downwards, the baseline at 0. */
export interface Letter {
  readonly advance: number
  readonly outline: Outline
}

const require = createRequire(import.meta.url)
const fonts = new Map<Typeface, Font>()
const letters = new Map<string, Letter>()

function fontOf(face: Typeface): Font {
  let font = fonts.get(face)
  if (font === undefined) {
    const family = face.slice(0, face.indexOf('-latin-'))
    const file = readFileSync(require.resolve(`@fontsource/${family}/files/${face}.woff`))
    font = opentype.parse(Uint8Array.from(file).buffer)
    fonts.set(face, font)
  }
  return font
}

/** @throws RangeError for a character the typeface lacks. */
export function letterOf(face: Typeface, character: string): Letter {
  const key = `${face} ${character}`
  let letter = letters.get(key)
  if (letter === undefined) {
    const font = fontOf(face)
    if (!font.hasChar(character)) throw new RangeError(`${face} has no ${character}`)
    const glyph = font.charToGlyph(character)
    // Whole units: their scaling to the em is done here, in one division.
    const path = glyph.getPath(0, 0, font.unitsPerEm)
    letter = {
      advance: glyph.advanceWidth / font.unitsPerEm,
      outline: flattened(path.commands).map(contour =>
        contour.map(([x, y]) => [x / font.unitsPerEm, y / font.unitsPerEm] as const),
      ),
    }
    letters.set(key, letter)
  }
  return letter
}

/** Straight pieces a curve becomes: at the sizes drawn here more would change no pixel by a shade. */
const PIECES = 8

function flattened(commands: readonly Command[]): Outline {
  const contours: Contour[] = []
  let points: Point[] = []
  for (const command of commands) {
    if (command.type === 'Z') continue
    const [x0, y0] = points.at(-1) ?? [0, 0]
    if (command.type === 'M') {
      points = []
      contours.push(points)
    }
    if (command.type === 'M' || command.type === 'L') points.push([command.x, command.y])
    else
      for (let i = 1; i <= PIECES; i++) {
        const t = i / PIECES
        const s = 1 - t
        points.push(
          command.type === 'Q'
            ? [
                s * s * x0 + 2 * s * t * command.x1 + t * t * command.x,
                s * s * y0 + 2 * s * t * command.y1 + t * t * command.y,
              ]
            : [
                s * s * s * x0 +
                  3 * s * s * t * command.x1 +
                  3 * s * t * t * command.x2 +
                  t * t * t * command.x,
                s * s * s * y0 +
                  3 * s * s * t * command.y1 +
                  3 * s * t * t * command.y2 +
                  t * t * t * command.y,
              ],
        )
      }
  }
  return contours
}
