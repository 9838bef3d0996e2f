// Signatures in batches: the arithmetic against big integers and another library's points, and what a sum could hide.

import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { ristretto255 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { loadFastVerifier } from '../src/fast-sr25519.ts'
import { sr25519FromSeed, sr25519Sign } from '../src/sr25519.ts'
import { Sr25519Batch, type Sr25519Item } from '../src/sr25519-batch/batch.ts'
import { Field } from '../src/sr25519-batch/field.ts'
import { RISTRETTO_BYTES, Ristretto, TABLE_BYTES } from '../src/sr25519-batch/ristretto.ts'
import { DIGITS, digitsOf, littleEndian, ORDER } from '../src/sr25519-batch/scalar.ts'
import { compileSr25519, sr25519Engine } from '../src/sr25519-wasm.ts'
import { BATCH_ITEMS } from '../src/verify-batch.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const P = 2n ** 255n - 19n
const { Point } = ristretto255

// The ends of limbs are where a carry would be forgotten.
const edges = [
  0n,
  1n,
  2n,
  19n,
  P - 1n,
  P - 19n,
  ...Array.from({ length: 254 }, (_, bit) => 2n ** BigInt(bit + 1) - 1n),
]
const elements = fc.oneof(
  fc.bigInt({ min: 0n, max: P - 1n }),
  fc.constantFrom(...edges.map(edge => edge % P)),
)
const scalars = fc.oneof(
  fc.bigInt({ min: 0n, max: ORDER }),
  fc.constantFrom(0n, 1n, ORDER, ORDER - 1n, 2n ** 252n, 2n ** 252n - 1n, 2n ** 128n - 1n),
)

const littleEndianBytes = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * index)) & 255n))

const signed = (seed: number, message = new Uint8Array(seed % 200).fill(seed)): Sr25519Item => {
  const pair = sr25519FromSeed(new Uint8Array(32).fill(seed).fill(seed >> 8, 0, 1))
  return { publicKey: pair.publicKey, message, signature: sr25519Sign(pair, message) }
}

/** With `by` added to the number that answers the challenge. */
function moved(item: Sr25519Item, by: bigint): Sr25519Item {
  const s = (littleEndian(item.signature.subarray(32)) - 2n ** 255n + by + ORDER) % ORDER
  const signature = Uint8Array.from([...item.signature.subarray(0, 32), ...littleEndianBytes(s + 2n ** 255n)])
  return { ...item, signature }
}

before(loadFastVerifier)

test('numbers behave as integers modulo 2^255 - 19', async () => {
  const field = await Field.load(4096)
  const [a, b, c] = [field.number(), field.number(), field.number()]
  const mod = (value: bigint) => ((value % P) + P) % P
  fc.assert(
    fc.property(elements, elements, (x, y) => {
      field.write(a, x)
      field.write(b, y)
      assert.equal(field.read(a), x)
      field.multiply(c, a, b)
      assert.equal(field.read(c), mod(x * y))
      field.square(c, a, 2)
      assert.equal(field.read(c), mod(x ** 4n))
      field.subtract(c, a, b)
      assert.equal(field.read(c), mod(x - y))
      // Sums as the points' formulas have them, not carried yet.
      field.add(c, a, b)
      field.add(c, c, c)
      field.multiply(c, c, c)
      assert.equal(field.read(c), mod(4n * (x + y) ** 2n))
    }),
    { numRuns: 2000 * EFFORT },
  )
})

test('digits make up their scalar, and each other one of five is 0', () => {
  fc.assert(
    fc.property(scalars, scalar => {
      const digits = digitsOf(scalar)
      assert.equal(
        digits.reduceRight((sum, digit) => 2n * sum + BigInt(digit), 0n),
        scalar,
      )
      for (let at = 0; at < DIGITS; at++)
        if (digits[at] !== 0) assert.ok(digits.subarray(at + 1, at + 5).every(digit => digit === 0))
    }),
  )
})

test('the same bytes are points as in another library, and sums of multiples are 0 when theirs are', async () => {
  const field = await Field.load(RISTRETTO_BYTES + 5 * TABLE_BYTES)
  const ristretto = new Ristretto(field)
  const tables = Array.from({ length: 5 }, () => field.reserve(TABLE_BYTES))
  const theirs = (encoded: Uint8Array): boolean => {
    try {
      Point.fromBytes(encoded)
      return true
    } catch {
      return false
    }
  }
  const encodings = fc.oneof(elements, fc.bigInt({ min: P, max: 2n ** 256n - 1n })).map(littleEndianBytes)
  fc.assert(
    fc.property(encodings, encoded => assert.equal(ristretto.keep(encoded, tables[0]!), theirs(encoded))),
    { numRuns: 500 * EFFORT },
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(scalars, scalars), { minLength: 1, maxLength: 4 }), pairs => {
      let sum = Point.ZERO
      const terms = pairs.map(([of, times], index) => {
        const point = of % ORDER === 0n ? Point.ZERO : Point.BASE.multiply(of)
        if (times % ORDER !== 0n) sum = sum.add(point.multiply(times % ORDER))
        assert.ok(ristretto.keep(point.toBytes(), tables[index]!))
        return { digits: digitsOf(times), table: tables[index]! }
      })
      assert.equal(ristretto.isZero(terms), sum.equals(Point.ZERO))
      assert.ok(ristretto.keep(sum.toBytes(), tables[4]!))
      assert.ok(ristretto.isZero([...terms, { digits: digitsOf(ORDER - 1n), table: tables[4]! }]))
    }),
    { numRuns: 50 * EFFORT },
  )
})

test('a full batch is good, and is not with any of it changed', async () => {
  const batch = await Sr25519Batch.load()
  const items = Array.from({ length: BATCH_ITEMS }, (_, index) => signed(index))
  assert.ok(batch.areGood(items) && batch.areGood([]))
  for (const [index, item] of items.entries())
    assert.equal(batch.areGood(items.with(index, { ...item, message: Uint8Array.of(1, 2) })), false)
  assert.throws(() => batch.areGood([...items, ...items]), RangeError)
})

test('a batch is good exactly when schnorrkel finds each of it good', async () => {
  const batch = await Sr25519Batch.load()
  const schnorrkel = await sr25519Engine(await compileSr25519())
  const flip = (bytes: Uint8Array, bit: number): Uint8Array =>
    bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
  const change = fc.record({
    of: fc.constantFrom('publicKey' as const, 'message' as const, 'signature' as const),
    bit: fc.nat(511),
  })
  // Most are left as they are, so that batches are good now and then.
  const seldom = fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: change })
  const samples = fc.tuple(fc.integer({ min: 1, max: 40 }), seldom)
  let good = 0
  fc.assert(
    fc.property(fc.array(samples, { minLength: 1, maxLength: 8 }), drawn => {
      const items = drawn.map(([seed, change]) => {
        const item = signed(seed)
        return change ? { ...item, [change.of]: flip(item[change.of], change.bit) } : item
      })
      const each = items.every(item => schnorrkel.verify(item.publicKey, item.message, item.signature))
      assert.equal(batch.areGood(items), each)
      if (each) good++
    }),
    { numRuns: 100 * EFFORT },
  )
  assert.ok(good > 20 * EFFORT, `${good} good batches`)
})

test('errors that cancel each other are errors', async () => {
  const batch = await Sr25519Batch.load()
  const [a, b] = [signed(1), signed(2)]
  for (const by of [1n, 12345n]) {
    assert.equal(batch.areGood([moved(a, by), moved(b, -by)]), false)
    // Of one key too, whose challenges are summed before they meet its point.
    const other = signed(1, Uint8Array.of(7))
    assert.equal(batch.areGood([moved(a, by), moved(other, -by)]), false)
  }
  assert.ok(batch.areGood([moved(moved(a, 5n), -5n), b]))
})

test('more keys than are kept, some of them no point, leave the others good', async () => {
  const batch = await Sr25519Batch.load()
  for (let round = 0; round < 10; round++) {
    const items = Array.from({ length: BATCH_ITEMS }, (_, index) => signed(1 + round * BATCH_ITEMS + index))
    assert.ok(batch.areGood(items))
    const noPoint = { ...signed(1), publicKey: littleEndianBytes(P - 1n) }
    assert.equal(batch.areGood([noPoint]), false)
    assert.ok(batch.areGood([signed(1), ...items.slice(1)]))
  }
})
