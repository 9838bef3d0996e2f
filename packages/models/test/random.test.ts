/** The stream of numbers: what it is made of, that it is fair, and that streams are apart. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomFrom, seedFrom } from '../src/random.ts'

test('words are SHA-256 in counter mode', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), seed => {
      const random = randomFrom(seed)
      for (let block = 0; block < 3; block++) {
        const counter = Buffer.alloc(8)
        counter.writeBigUInt64LE(BigInt(block))
        const digest = createHash('sha256').update(seed).update(counter).digest()
        for (let word = 0; word < 8; word++) assert.equal(random.uint32(), digest.readUInt32LE(4 * word))
      }
    }),
    { numRuns: 50 },
  )
})

test('a range is kept and every value of it comes up about equally often', () => {
  const random = randomFrom(seedFrom('range'))
  const counts = new Array<number>(7).fill(0)
  for (let i = 0; i < 70_000; i++) {
    const value = random.between(3, 9)
    assert.ok(value >= 3 && value <= 9)
    counts[value - 3] = (counts[value - 3] ?? 0) + 1
  }
  // Six degrees of freedom: 40 is passed by chance once in a million seeds, and this seed is fixed.
  const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
  assert.ok(chiSquared < 40, `chi-squared ${chiSquared}`)
})

test('shuffling keeps the elements and moves every one to every place', () => {
  const random = randomFrom(seedFrom('shuffle'))
  const seen = new Set<string>()
  for (let i = 0; i < 200; i++) {
    const list = random.shuffle(['a', 'b', 'c'])
    assert.deepEqual(list.toSorted(), ['a', 'b', 'c'])
    seen.add(list.join(''))
  }
  assert.equal(seen.size, 6)
})

test('normal deviates have mean 0 and variance 1', () => {
  const random = randomFrom(seedFrom('normal'))
  const values = Array.from({ length: 40_000 }, () => random.normal())
  const mean = values.reduce((a, b) => a + b) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  assert.ok(Math.abs(mean) < 0.02 && Math.abs(variance - 1) < 0.03, `mean ${mean}, variance ${variance}`)
})

test('a fork is its own stream and drawing from it moves nothing else', () => {
  const one = randomFrom(seedFrom('parent'))
  const other = randomFrom(seedFrom('parent'))
  const fork = one.fork('child')
  const drawn = Array.from({ length: 5 }, () => fork.uint32())
  assert.equal(one.uint32(), other.uint32())
  const again = other.fork('child')
  assert.deepEqual(
    Array.from({ length: 5 }, () => again.uint32()),
    drawn,
  )
  assert.notEqual(other.fork('sibling').uint32(), drawn[0])
})

test('wrong seeds and empty ranges are refused', () => {
  assert.throws(() => randomFrom(new Uint8Array(31)), RangeError)
  const random = randomFrom(seedFrom('x'))
  for (const limit of [0, -1, 1.5, 2 ** 33]) assert.throws(() => random.below(limit), RangeError)
  assert.throws(() => random.pick([]), RangeError)
})
