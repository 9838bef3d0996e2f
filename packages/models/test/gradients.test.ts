/** The hand-derived gradients against central finite differences, for every parameter of a small network. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom, seedFrom } from '../src/random.ts'
import { initialParameters, type LlamaShape, openTrainer, parameterShapes } from '../src/train/index.ts'

const shape: LlamaShape = { vocabulary: 11, width: 8, layers: 2, heads: 2, hidden: 12, ropeBase: 10_000 }
const size = { rows: 2, length: 6 }
const positions = size.rows * size.length

/** Float32 sums limit the difference quotient to about three digits. */
const STEP = 1e-2
const RELATIVE = 0.02
const ABSOLUTE = 2e-4

test('every gradient matches finite differences', async () => {
  const random = randomFrom(seedFrom('gradient test'))
  // Larger weights than at the start of training, so that no gradient hides near zero.
  const parameters = new Map(
    [...initialParameters(shape, random)].map(([name, values]) => [
      name,
      values.map(value => value + random.normal() * 0.3),
    ]),
  )
  const batch = {
    tokens: Int32Array.from({ length: positions }, () => random.below(shape.vocabulary)),
    targets: Int32Array.from({ length: positions }, () => random.below(shape.vocabulary)),
    weights: Float32Array.from({ length: positions }, () => random.unit()),
  }
  const trainer = await openTrainer(shape, size)
  try {
    const { gradients } = await trainer.lossAndGradients(parameters, batch)
    for (const name of parameterShapes(shape).keys()) {
      const values = parameters.get(name)
      const gradient = gradients.get(name)
      assert.ok(values !== undefined && gradient !== undefined, name)
      assert.equal(gradient.length, values.length, name)
      for (let tries = 0; tries < 4; tries++) {
        const i = random.below(values.length)
        const before = values[i] ?? 0
        values[i] = before + STEP
        const above = (await trainer.lossAndGradients(parameters, batch)).loss
        values[i] = before - STEP
        const below = (await trainer.lossAndGradients(parameters, batch)).loss
        values[i] = before
        const numeric = (above - below) / (2 * STEP)
        const exact = gradient[i] ?? Number.NaN
        const allowed = ABSOLUTE + RELATIVE * Math.abs(numeric)
        assert.ok(Math.abs(numeric - exact) <= allowed, `${name}[${i}]: ${exact} against ${numeric}`)
      }
    }
  } finally {
    await trainer.close()
  }
})
