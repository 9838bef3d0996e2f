// Prompts as points: what is alike lies together whatever the numbers are, and the same seed finds the same clusters.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom, seedFrom } from '@taonet/models/random'
import fc from 'fast-check'
import { clustersOf } from '../../src/mixture/clusters.ts'
import { FEATURE_SIZE, type Features, featuresOf, featuresOfVector } from '../../src/mixture/features.ts'
import { numeral, sum } from './experts.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const random = () => randomFrom(seedFrom('clusters'))
const lengthOf = ({ values }: Features) => Math.hypot(...values)
const cosine = (a: Features, b: Features) => {
  const there = new Map([...b.places].map((place, i) => [place, b.values[i] ?? 0]))
  return [...a.places].reduce((total, place, i) => total + (a.values[i] ?? 0) * (there.get(place) ?? 0), 0)
}

test('any text is a point of length one, with each place once and within bounds', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2_000, unit: 'binary' }), text => {
      const features = featuresOf(text)
      assert.equal(features.places.length, features.values.length)
      assert.equal(new Set(features.places).size, features.places.length)
      assert.ok([...features.places].every(place => place < FEATURE_SIZE))
      if (text !== '') assert.ok(Math.abs(lengthOf(features) - 1) < 1e-3)
      assert.deepEqual(featuresOf(text), features)
    }),
    { numRuns: 200 * EFFORT },
  )
})

test('numbers make no difference, words do', () => {
  const a = featuresOf('What is 347 plus 581?')
  assert.ok(cosine(a, featuresOf('What is 120 plus 999?')) > 0.99)
  assert.ok(cosine(a, featuresOf('Spell gonuf backwards.')) < 0.2)
})

test('a vector of an encoder keeps its direction', () => {
  const features = featuresOfVector(new Float32Array([3, 0, 4]))
  assert.deepEqual(
    [...features.values].map(value => value.toFixed(1)),
    ['0.6', '0.0', '0.8'],
  )
})

test('two kinds of questions fall into clusters of one kind each', async () => {
  const prompts = Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? sum(i) : numeral(i)))
  const clusters = await clustersOf(prompts.map(featuresOf), 4, random())
  const of = (prompt: string) => clusters.nearest(featuresOf(prompt), 1)[0]
  const sums = new Set(Array.from({ length: 50 }, (_, i) => of(sum(1_000 + i))?.cluster))
  const numerals = new Set(Array.from({ length: 50 }, (_, i) => of(numeral(1_000 + i))?.cluster))
  assert.deepEqual(
    [...sums].filter(cluster => numerals.has(cluster)),
    [],
  )
  assert.ok((of(sum(7))?.similarity ?? 0) > 0.8)
})

test('one seed, one result; never more clusters than kinds of points; pauses are taken', async () => {
  const points = Array.from({ length: 400 }, (_, i) => featuresOf(sum(i)))
  let pauses = 0
  const pause = async () => void pauses++
  const [a, b] = [await clustersOf(points, 8, random(), pause), await clustersOf(points, 8, random())]
  assert.equal(a.count, b.count)
  assert.ok(a.count <= 8)
  assert.ok(pauses > 3)
  const asked = featuresOf(numeral(1))
  assert.deepEqual(a.nearest(asked, 3), b.nearest(asked, 3))
  const same = await clustersOf(
    Array.from({ length: 9 }, () => featuresOf('hello')),
    5,
    random(),
  )
  assert.equal(same.count, 1)
})
