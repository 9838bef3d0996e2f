// From tokens to bytes: always a distribution, always best served by honesty, the same for every way to cut text.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bitsPerByte, distributionOf, WORST_BITS } from '../src/text/next-byte.ts'
import { byteToken } from './simulated.ts'

const token = (text: string, chance: number) => ({
  token: text,
  logprob: Math.log(chance),
  bytes: [...Buffer.from(text)],
})

const dist = (...alternatives: ReturnType<typeof token>[]) => {
  const found = distributionOf(alternatives)
  assert.ok(found)
  return found
}

/** Chance of a byte, read back from its bits. */
const chance = (byte: number, said: number[], asked: Parameters<typeof bitsPerByte>[1]): number => {
  const target = [...said, byte]
  const before = said.length === 0 ? 0 : bitsPerByte(said, asked.slice(0, said.length)) * said.length
  return 2 ** -(bitsPerByte(target, asked) * target.length - before)
}

const words = fc.uniqueArray(fc.string({ unit: fc.constantFrom(...'abc '), minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 20,
})
const shares = (count: number) =>
  fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: count + 1, maxLength: count + 1 })
const distribution = words.chain(list =>
  shares(list.length).map(parts => {
    const sum = parts.reduce((a, b) => a + b, 0)
    return dist(...list.map((word, i) => token(word, (parts[i] ?? 0) / sum)))
  }),
)

test('the chances of all bytes sum to one, at every depth', () => {
  fc.assert(
    fc.property(
      distribution,
      distribution,
      fc.constantFrom(...Buffer.from('abc ')),
      (first, second, said) => {
        const total = (prefix: number[], asked: (typeof first)[]) =>
          Array.from({ length: 256 }, (_, byte) => chance(byte, prefix, asked)).reduce((a, b) => a + b, 0)
        assert.ok(Math.abs(total([], [first]) - 1) < 1e-6)
        assert.ok(Math.abs(total([said], [first, second]) - 1) < 1e-6)
      },
    ),
    { numRuns: 300 },
  )
})

test('the log score pays no other distribution more than the true one', () => {
  const dense = fc.array(fc.double({ min: 0.02, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 })
  fc.assert(
    fc.property(dense, dense, (a, b) => {
      const normal = (list: number[]) => list.map(one => one / list.reduce((x, y) => x + y, 0))
      const [p, q] = [normal(a), normal(b)]
      const said = (list: number[]) => dist(...list.map((share, i) => byteToken(97 + i, share)))
      const expected = (list: number[]) =>
        p.reduce((sum, share, i) => sum + share * bitsPerByte([97 + i], [said(list)]), 0)
      // The floor that bounds losses bends the score by less than this.
      assert.ok(expected(p) <= expected(q) + 0.01)
    }),
    { numRuns: 300 },
  )
})

test('a tokenizer with long tokens is read from the answer that covers the byte', () => {
  const target = [...Buffer.from(' fa')]
  const long = dist(token(' farmer', 0.6), token(' bird', 0.3))
  // Asked in the middle of its own tokens it knows nothing; its first answer already said it all.
  const lost = dist(token('zz', 0.9))
  const bits = bitsPerByte(target, [long, lost, lost])
  assert.ok(bits < 0.4, String(bits))
  // Byte by byte: each byte from the answer asked for it.
  const bytes = bitsPerByte(target, [dist(token(' ', 0.9)), dist(token('f', 0.6)), dist(token('a', 0.9))])
  assert.ok(bytes < 0.5, String(bytes))
})

test('what is no distribution is refused', () => {
  assert.equal(distributionOf([]), undefined)
  assert.equal(distributionOf([token('a', 0.7), token('b', 0.7)]), undefined)
  assert.equal(distributionOf([token('a', 0.4), token('a', 0.4)]), undefined)
  assert.equal(distributionOf([{ token: 'a', logprob: 0.5, bytes: [97] }]), undefined)
  assert.equal(distributionOf([{ token: 'a', logprob: Number.NaN, bytes: [97] }]), undefined)
})

test('silence is worse than the worst answer', () => {
  const wrong = dist(token('z', 1))
  assert.ok(bitsPerByte([97], [wrong]) < WORST_BITS)
  assert.equal(bitsPerByte([97], [undefined]), WORST_BITS)
})
