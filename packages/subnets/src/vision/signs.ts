// Signs as pictures: warnings in a triangle, and harmless signs, some of them in triangles too.

import type { Random } from '@taonet/models/random'
import type { Picture } from '@taonet/models/vision'
import { type Affine, type Contour, mapped, moved, type Outline, turn } from './drawing/outline.ts'
import { blank, blurred, developed, shades } from './drawing/paper.ts'
import { draw } from './drawing/rasterise.ts'

/** Coordinates reach from −1 to 1, y downwards. */
const polygon = (...numbers: readonly number[]): Contour =>
  Array.from(
    { length: numbers.length / 2 },
    (_, i) => [numbers[2 * i] ?? 0, numbers[2 * i + 1] ?? 0] as const,
  )

const STEPS = 6
/** From the rational points of a quarter circle, so that no sine is needed. */
function circle(x: number, y: number, radius: number): Contour {
  const quarter = Array.from({ length: STEPS }, (_, i) => {
    const t = i / STEPS
    return [(1 - t * t) / (1 + t * t), (2 * t) / (1 + t * t)] as const
  })
  const turned = [
    ...quarter,
    ...quarter.map(([a, b]) => [-b, a] as const),
    ...quarter.map(([a, b]) => [-a, -b] as const),
    ...quarter.map(([a, b]) => [b, -a] as const),
  ]
  return turned.map(([a, b]) => [x + a * radius, y + b * radius] as const)
}

/** A contour and a smaller copy of it that runs the other way: what is drawn is the rim. */
const rim = (contour: Contour, share: number, y = 0): Outline => [
  contour,
  contour.map(([a, b]) => [a * share, y + (b - y) * share] as const).toReversed(),
]

const TRIANGLE = polygon(0, -0.95, 1, 0.8, -1, 0.8)
const frame = rim(TRIANGLE, 0.8, 0.22)

const WARNINGS: readonly Outline[] = [
  // An exclamation mark.
  [polygon(-0.1, -0.35, 0.1, -0.35, 0.06, 0.3, -0.06, 0.3), circle(0, 0.5, 0.1)],
  // Lightning.
  [polygon(0.12, -0.4, -0.22, 0.18, -0.02, 0.18, -0.12, 0.62, 0.24, 0.02, 0.04, 0.02)],
  // A flame.
  [
    polygon(
      0,
      -0.4,
      0.22,
      0,
      0.16,
      -0.02,
      0.34,
      0.35,
      0.18,
      0.62,
      -0.18,
      0.62,
      -0.34,
      0.3,
      -0.18,
      0.08,
      -0.12,
      0.2,
    ),
  ],
  // A skull: the head, eyes left open, and a jaw.
  [
    circle(0, 0.08, 0.32),
    circle(-0.13, 0.06, 0.08).toReversed(),
    circle(0.13, 0.06, 0.08).toReversed(),
    polygon(-0.16, 0.42, 0.16, 0.42, 0.16, 0.62, -0.16, 0.62),
  ],
  // Three blades around a dot.
  [
    circle(0, 0.2, 0.09),
    polygon(-0.1, 0.02, -0.24, -0.26, 0.24, -0.26, 0.1, 0.02),
    polygon(-0.2, 0.2, -0.5, 0.24, -0.3, 0.62, -0.08, 0.36),
    polygon(0.2, 0.2, 0.08, 0.36, 0.3, 0.62, 0.5, 0.24),
  ],
]

const HARMLESS: readonly Outline[] = [
  // A house with a door.
  [
    polygon(
      0,
      -0.8,
      0.8,
      -0.1,
      0.6,
      -0.1,
      0.6,
      0.8,
      0.15,
      0.8,
      0.15,
      0.25,
      -0.15,
      0.25,
      -0.15,
      0.8,
      -0.6,
      0.8,
      -0.6,
      -0.1,
      -0.8,
      -0.1,
    ),
  ],
  // A star.
  [
    polygon(
      0,
      -0.9,
      0.21,
      -0.29,
      0.86,
      -0.28,
      0.34,
      0.11,
      0.53,
      0.73,
      0,
      0.36,
      -0.53,
      0.73,
      -0.34,
      0.11,
      -0.86,
      -0.28,
      -0.21,
      -0.29,
    ),
  ],
  // An arrow.
  [polygon(-0.9, -0.2, 0.2, -0.2, 0.2, -0.6, 0.9, 0, 0.2, 0.6, 0.2, 0.2, -0.9, 0.2)],
  // A heart.
  [
    polygon(
      0,
      -0.35,
      0.25,
      -0.65,
      0.6,
      -0.65,
      0.85,
      -0.3,
      0.75,
      0.1,
      0,
      0.8,
      -0.75,
      0.1,
      -0.85,
      -0.3,
      -0.6,
      -0.65,
      -0.25,
      -0.65,
    ),
  ],
  // A tree: a triangle that warns of nothing.
  [polygon(0, -0.95, 0.7, 0.5, -0.7, 0.5), polygon(-0.12, 0.5, 0.12, 0.5, 0.12, 0.9, -0.12, 0.9)],
  // A ring, a face, an empty triangle, one that points down.
  rim(circle(0, 0, 0.9), 0.75),
  [
    ...rim(circle(0, 0, 0.9), 0.85),
    circle(-0.3, -0.2, 0.12),
    circle(0.3, -0.2, 0.12),
    polygon(-0.45, 0.25, 0.45, 0.25, 0.25, 0.5, -0.25, 0.5),
  ],
  frame,
  frame.map(contour => contour.map(([x, y]) => [x, -y] as const)),
  // A triangle around a heart, and one around a fork and a spoon.
  [...frame, polygon(0, 0.05, 0.12, -0.1, 0.3, -0.05, 0.3, 0.2, 0, 0.6, -0.3, 0.2, -0.3, -0.05, -0.12, -0.1)],
  [
    ...frame,
    polygon(-0.2, -0.2, -0.12, -0.2, -0.12, 0.62, -0.2, 0.62),
    circle(0.16, -0.05, 0.13),
    polygon(0.12, 0, 0.2, 0, 0.2, 0.62, 0.12, 0.62),
  ],
]

export const SIGN_SIDE = 72
const TILT = 0.12
const CONTRAST = 80
const NOISE = { least: 14, most: 84 }

export function signPicture(hazard: boolean, random: Random): Picture {
  const ink = blank(SIGN_SIDE, SIGN_SIDE)
  const size = random.between(20, 30)
  const spread = (most: number): number => (random.unit() * 2 - 1) * most
  const shape: Affine = moved(turn(spread(TILT), size), SIGN_SIDE / 2 + spread(4), SIGN_SIDE / 2 + spread(4))
  const outline = hazard ? [...frame, ...random.pick(WARNINGS)] : random.pick(HARMLESS)
  draw(ink, mapped(outline, shape))
  const soft = blurred(ink, random.below(2))
  return developed(soft, shades(random, CONTRAST, random.between(NOISE.least, NOISE.most)), random)
}
