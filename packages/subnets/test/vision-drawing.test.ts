// Drawing: the same seed gives the same picture everywhere, and areas are what geometry says.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { randomFrom, seedFrom } from '@taonet/models/random'
import { type Picture, readPng, writePng } from '@taonet/models/vision'
import fc from 'fast-check'
import { digitPicture } from '../src/vision/digit.ts'
import { mapped, type Outline, type Point, turn } from '../src/vision/drawing/outline.ts'
import { blank } from '../src/vision/drawing/paper.ts'
import { draw } from '../src/vision/drawing/rasterise.ts'
import { letterOf, TYPEFACES } from '../src/vision/drawing/typefaces.ts'
import { labelledPicture } from '../src/vision/kinds/labels.ts'
import { LABELS } from '../src/vision/labels.ts'
import { pageOf } from '../src/vision/page.ts'
import { signPicture } from '../src/vision/signs.ts'
import { writing } from '../src/vision/writings.ts'

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16)

/** Written down from one run: whoever regenerates a challenge must come to the same bytes, packed ones too. */
const GOLDEN: Readonly<Record<string, readonly [pixels: string, file: string]>> = {
  page: ['ed2aca2d8dd66ada', '8f6af349fca6b841'],
  digit: ['a7c6e2e028c4f2df', '867f50438ab3d8ba'],
  sign: ['ac4f2ad4fb36e514', '27deae3c1f332959'],
}

test('a seed gives the same pixels and the same file on every machine', () => {
  const random = (name: string) => randomFrom(seedFrom(`golden ${name}`))
  const page = random('page')
  const pictures: Record<string, Picture> = {
    page: pageOf(writing(page), page),
    digit: digitPicture(7, random('digit')),
    sign: signPicture(true, random('sign')),
  }
  const found = Object.fromEntries(
    Object.entries(pictures).map(([name, picture]) => [
      name,
      [digest(picture.data), digest(writePng(picture))],
    ]),
  )
  assert.deepEqual(found, GOLDEN)
})

const inked = (outline: Outline, side = 40): number => {
  const ink = blank(side, side)
  draw(ink, outline)
  return ink.cover.reduce((sum, cover) => sum + cover, 0)
}

const doubled = (contour: readonly Point[]): number =>
  contour.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = contour[(i + 1) % contour.length] ?? [0, 0]
    return sum + x * nextY - nextX * y
  }, 0)

test('a shape covers as much as its area, however it is turned and wherever it stands', () => {
  const part = fc.double({ min: -1, max: 1, noNaN: true })
  fc.assert(
    fc.property(part, part, part, part, part, (a, b, tilt, x, y) => {
      const corners = [
        [-6, -4 + a],
        [5 + b, -7],
        [7, 6],
        [a, 9],
        [-8, 5 + b],
      ] as const
      const map = { ...turn(tilt), e: 20 + x, f: 20 + y }
      const [outline = []] = mapped([corners], map)
      const area = Math.abs(doubled(outline)) / 2
      assert.ok(Math.abs(inked([outline]) - area) < 1e-9)
    }),
  )
})

test('holes stay white, what lies outside the paper is cut off', () => {
  const square = (from: number, to: number): readonly Point[] => [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
  ]
  assert.ok(Math.abs(inked([square(10, 30), square(15, 25).toReversed()]) - 300) < 1e-9)
  assert.ok(Math.abs(inked([square(-100, 10)]) - 100) < 1e-9)
  assert.ok(Math.abs(inked([square(30, 1000)]) - 100) < 1e-9)
  assert.ok(Math.abs(inked([square(-100, 200)]) - 1600) < 1e-9)
  assert.equal(inked([square(50, 60)]), 0)
})

test('every typeface has the letters that are written', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:']
  for (const face of TYPEFACES)
    for (const letter of letters) {
      const { advance, outline } = letterOf(face, letter)
      assert.ok(advance > 0.1 && advance < 1.3, `${face} ${letter}`)
      assert.equal(outline.length > 0, letter !== ' ', `${face} ${letter}`)
    }
  assert.throws(() => letterOf('carme-latin-400-normal', '溜'), RangeError)
})

test('every picture of a probe fits what a request may hold', () => {
  for (let i = 0; i < 12; i++) {
    const random = randomFrom(seedFrom(`fits ${i}`))
    const pictures = [pageOf(writing(random), random), ...LABELS.map(label => labelledPicture(label, random))]
    for (const picture of pictures) assert.deepEqual(readPng(writePng(picture)), picture)
  }
})
