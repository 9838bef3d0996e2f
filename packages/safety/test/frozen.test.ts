// What the policies decide with is what was frozen before the held-out half was opened.
import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { kinds } from '../src/categories.ts'
import { BUCKETS } from '../src/detect/buckets.ts'
import { readWeights } from '../src/detect/weights.ts'

const read = (path: string): Buffer => readFileSync(new URL(`../${path}`, import.meta.url))
const json = (path: string): Record<string, string> => JSON.parse(read(path).toString('utf8'))

test('thresholds and weights have the hashes that were frozen', () => {
  for (const [name, expected] of Object.entries(json('suite/frozen.json')))
    assert.equal(hash('sha256', read(`weights/${name}`)), expected, name)
})

test('the weights are those of the training log, and small', () => {
  const bytes = read('weights/kinds.bin')
  assert.equal(hash('sha256', bytes), json('weights/kinds.log.json').sha256)
  assert.ok(bytes.length <= 300_000)
  const { bias, scale, steps } = readWeights(bytes)
  assert.deepEqual(
    [bias.length, scale.length, steps.length],
    [kinds.length, kinds.length, BUCKETS * kinds.length],
  )
  assert.throws(() => readWeights(bytes.subarray(1)), RangeError)
})
