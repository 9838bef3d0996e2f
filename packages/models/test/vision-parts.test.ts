// Parts of seeing: lines in probability maps, thumbnails, features of messages, and the gradients that classifiers learn by.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { randomFrom, seedFrom } from '../src/random.ts'
import {
  type ClassifierShape,
  classifierFile,
  convolution,
  dense,
  initialClassifier,
  openClassifierTrainer,
} from '../src/train/index.ts'
import { findLines } from '../src/vision/find-lines.ts'
import { messageFeatures, openNetwork, thumbnail } from '../src/vision/index.ts'

/** A map with filled bars: centre, half sizes, direction. */
function bars(
  width: number,
  height: number,
  list: readonly (readonly [number, number, number, number, number])[],
) {
  const map = new Float32Array(width * height)
  for (const [x, y, along, across, angle] of list)
    for (let py = 0; py < height; py++)
      for (let px = 0; px < width; px++) {
        const u = (px - x) * Math.cos(angle) + (py - y) * Math.sin(angle)
        const v = (py - y) * Math.cos(angle) - (px - x) * Math.sin(angle)
        if (Math.abs(u) <= along && Math.abs(v) <= across) map[py * width + px] = 0.9
      }
  return map
}

describe('lines', () => {
  test('a turned bar is found where it is, as it is turned', () => {
    const angle = fc.double({ min: -0.3, max: 0.3, noNaN: true })
    fc.assert(
      fc.property(angle, fc.integer({ min: 30, max: 70 }), (turned, along) => {
        const [[line] = []] = findLines(bars(200, 120, [[100, 60, along, 6.5, turned]]), 200, 120)
        assert.ok(line)
        assert.ok(Math.abs(Math.atan2(line.sin, line.cos) - turned) < 0.02)
        assert.ok(Math.hypot(line.x - 100, line.y - 60) < 1.5)
        // Grown by the same amount on every side.
        assert.ok(Math.abs(line.along - along - (line.across - 6.5)) < 2.5)
        assert.ok(line.along > along && line.along < along + 14)
      }),
      { numRuns: 40 },
    )
  })

  test('reading goes down, and to the right in one row', () => {
    const map = bars(300, 120, [
      [220, 30, 40, 6, 0],
      [70, 90, 50, 6, 0],
      [70, 31, 50, 6, 0],
    ])
    const rows = findLines(map, 300, 120).map(row => row.map(({ x, y }) => [Math.round(x), Math.round(y)]))
    assert.deepEqual(rows, [
      [
        [70, 31],
        [220, 30],
      ],
      [[70, 90]],
    ])
  })

  test('dust and faint parts are no lines', () => {
    const map = bars(100, 50, [[20, 20, 1, 1, 0]])
    for (let i = 3000; i < 3060; i++) map[i] = 0.4
    assert.deepEqual(findLines(map, 100, 50), [])
  })
})

test('a thumbnail is the same for dark on light and light on dark, in any colours', () => {
  const data = Uint8Array.from({ length: 400 }, (_, i) =>
    i % 20 > 5 && i % 20 < 12 && i > 100 && i < 300 ? 40 : 220,
  )
  const dark = { width: 20, height: 20, channels: 1 as const, data }
  const light = { ...dark, data: data.map(value => 255 - value) }
  const coloured = { ...dark, channels: 3 as const, data: Uint8Array.from([...data].flatMap(v => [v, v, v])) }
  const small = thumbnail(dark, 10)
  for (const other of [light, coloured])
    for (const [i, value] of thumbnail(other, 10).entries())
      assert.ok(Math.abs(value - (small[i] ?? 0)) < 1e-5)
  assert.equal(Math.max(...small), 1)
  assert.equal(small[0], 0)
})

test('a wide picture keeps its proportions on the paper around it', () => {
  const data = new Uint8Array(40 * 10).fill(200)
  for (let y = 0; y < 10; y++) data.fill(0, y * 40 + 15, y * 40 + 25)
  const small = thumbnail({ width: 40, height: 10, channels: 1, data }, 8)
  const rows = Array.from({ length: 8 }, (_, row) => Math.max(...small.subarray(row * 8, row * 8 + 8)) > 0.3)
  assert.deepEqual(rows, [false, false, false, true, true, false, false, false])
})

test('features of a message survive case, blanks and look-alike letters', () => {
  const features = messageFeatures('Send 10 coins to Bill')
  assert.deepEqual(messageFeatures('send lO COINS  to B1II'), features)
  assert.ok(Math.abs(features.reduce((sum, value) => sum + value * value, 0) - 1) < 1e-6)
  assert.deepEqual(new Set(messageFeatures('')), new Set([0]))
  assert.notDeepEqual(messageFeatures('Send it back to Anna'), features)
})

describe('classifiers', () => {
  const shape: ClassifierShape = {
    layers: [
      convolution(6, 1, 3, { window: 3, stride: 2 }),
      convolution(3, 3, 4, { window: 3, stride: 1 }),
      dense(36, 5),
    ],
  }
  const random = randomFrom(seedFrom('classifier'))
  const parameters = initialClassifier(shape, random)
  const input = Float32Array.from({ length: 2 * 36 }, () => random.normal())
  const labels = [3, 1]

  test('gradients are what small changes of the parameters do to the loss', async () => {
    const trainer = await openClassifierTrainer(shape, 2)
    const { gradients } = await trainer.lossAndGradients(parameters, { input, labels })
    const step = 1e-3
    for (const [name, values] of parameters)
      for (let i = 0; i < values.length; i += 1 + Math.floor(values.length / 12)) {
        const lossAt = async (change: number) => {
          const moved = new Map(parameters).set(
            name,
            values.map((value, at) => (at === i ? value + change : value)),
          )
          return (await trainer.lossAndGradients(moved, { input, labels })).loss
        }
        const slope = ((await lossAt(step)) - (await lossAt(-step))) / (2 * step)
        assert.ok(Math.abs(slope - (gradients.get(name)?.[i] ?? Number.NaN)) < 5e-3, `${name} ${i}`)
      }
    await trainer.close()
  })

  test('the file that is served gives the chances whose loss was measured', async () => {
    const trainer = await openClassifierTrainer(shape, 2)
    const { loss } = await trainer.lossAndGradients(parameters, { input, labels })
    await trainer.close()
    const network = await openNetwork(classifierFile(shape, parameters))
    let sum = 0
    for (const [row, label] of labels.entries()) {
      const { data } = await network.run({ data: input.slice(row * 36, row * 36 + 36), dims: [1, 36] })
      assert.ok(Math.abs(data.reduce((all, one) => all + one, 0) - 1) < 1e-5)
      sum -= Math.log(data[label] ?? 0) / labels.length
    }
    await network.close()
    assert.ok(Math.abs(sum - loss) < 1e-4)
  })
})
