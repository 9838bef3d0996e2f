// Pages of text as pictures: any seed gives another page, and what stands on it is known.

import type { Random } from '@taonet/models/random'
import type { Picture } from '@taonet/models/vision'
import { after, moved, turn } from './drawing/outline.ts'
import { blank, blurred, developed, lengthOf, shades, write } from './drawing/paper.ts'
import { TYPEFACES } from './drawing/typefaces.ts'

/** Pixels of an em, tangents of half the angle (± 0.044 is ± 5°), grey levels. */
const SIZE = { least: 18, most: 30 }
const TILT = 0.044
const CONTRAST = 110
const NOISE = 34
const LEADING = 1.45
const MARGIN = 1

/** Draws the lines in one typeface, size and tilt, with noise, weak contrast or a slight blur at times. */
export function pageOf(lines: readonly string[], random: Random): Picture {
  const face = random.pick(TYPEFACES)
  const size = random.between(SIZE.least, SIZE.most)
  const tilt = turn((random.unit() * 2 - 1) * TILT)
  const wide = Math.max(...lines.map(line => lengthOf(face, line))) * size
  const tall = lines.length * LEADING * size
  const lean = tilt.b < 0 ? -tilt.b : tilt.b
  const width = Math.ceil(wide + tall * lean + 2 * MARGIN * size)
  const height = Math.ceil(tall + wide * lean + 2 * MARGIN * size)
  const ink = blank(width, height)
  const centred = moved(tilt, width / 2, height / 2)
  lines.forEach((line, i) => {
    const baseline = i * LEADING * size + size - tall / 2
    write(ink, face, line, after(centred, { a: size, b: 0, c: 0, d: size, e: -wide / 2, f: baseline }))
  })
  const soft = blurred(ink, random.below(4) === 0 ? 1 : 0)
  return developed(soft, shades(random, CONTRAST, random.between(0, NOISE)), random)
}
