// Digits as pictures: typefaces turned, slanted, stretched, blurred, struck through and made noisy.

import type { Random } from '@taonet/models/random'
import type { Picture } from '@taonet/models/vision'
import { type Affine, after, moved, turn } from './drawing/outline.ts'
import { blank, blurred, developed, lengthOf, shades, write } from './drawing/paper.ts'
import { draw, type Ink } from './drawing/rasterise.ts'
import { TYPEFACES } from './drawing/typefaces.ts'

export const DIGIT_SIDE = 56
/** ± 0.25 as the tangent of half the angle is ± 28°. */
const TILT = 0.25
const SLANT = 0.35
const CONTRAST = 60
const NOISE = { least: 28, most: 120 }
const MOST_STROKES = 2

const spread = (random: Random, most: number): number => (random.unit() * 2 - 1) * most

export function digitPicture(digit: number, random: Random): Picture {
  const ink = blank(DIGIT_SIDE, DIGIT_SIDE)
  const face = random.pick(TYPEFACES)
  const size = random.between(36, 60)
  const character = String(digit)
  const shape: Affine = {
    a: size * (0.75 + 0.5 * random.unit()),
    b: 0,
    c: spread(random, SLANT) * size,
    d: size,
    e: 0,
    f: 0,
  }
  const centre = DIGIT_SIDE / 2
  const placed = moved(turn(spread(random, TILT)), centre + spread(random, 7), centre + spread(random, 7))
  // Digits stand on the baseline and are about 0.7 of the em tall.
  const middle: Affine = { a: 1, b: 0, c: 0, d: 1, e: -lengthOf(face, character) / 2, f: 0.35 }
  write(ink, face, character, after(placed, after(shape, middle)))
  for (let i = random.below(MOST_STROKES + 1); i > 0; i--) strike(ink, random)
  const soft = blurred(ink, random.below(3))
  return developed(soft, shades(random, CONTRAST, random.between(NOISE.least, NOISE.most)), random)
}

/** A thin line from one side to the other. */
function strike(ink: Ink, random: Random): void {
  const [from, to] = [random.below(DIGIT_SIDE), random.below(DIGIT_SIDE)]
  const thick = 1 + 2 * random.unit()
  const flat = random.below(2) === 0
  const along = [
    [0, from],
    [DIGIT_SIDE, to],
    [DIGIT_SIDE, to + thick],
    [0, from + thick],
  ] as const
  draw(ink, [along.map(([x, y]) => (flat ? ([x, y] as const) : ([y, x] as const)))])
}
