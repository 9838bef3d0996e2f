// What neurons publish fits into a commitment and reads back; what others publish is left alone.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  COMMITMENT_FIELDS,
  type Declaration,
  FormatError,
  type Hash,
  hash32,
  type Published,
  publishedFields,
  RAW_FIELD_BYTES,
  readPublished,
} from '../src/index.ts'

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes): Hash => hash32(bytes))
const name = fc
  .string({ unit: 'grapheme', maxLength: 128 })
  .filter(text => new TextEncoder().encode(text).length <= 128)
const plain = { noNullPrototype: true } as const
const declaration = fc.record({ model: name, sha256: hash, engine: name, protocol: hash }, plain)
const epoch = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const anchor = fc.record({ epoch, root: hash, last: hash, lines: fc.nat({ max: 2 ** 32 - 1 }) }, plain)
const secrets = fc.record(
  { epoch, current: hash, next: hash, evidence: fc.option(anchor, { nil: undefined }) },
  plain,
)
const published: fc.Arbitrary<Published> = fc.oneof(
  declaration.map((value): Published => ({ type: 'Miner', value })),
  secrets.map((value): Published => ({ type: 'Validator', value })),
)

const longest: Declaration = {
  model: 'm'.repeat(128),
  sha256: hash32(new Uint8Array(32).fill(1)),
  engine: 'é'.repeat(64),
  protocol: hash32(new Uint8Array(32).fill(2)),
}

test('everything published reads back from at most three fields of at most 128 bytes', () => {
  fc.assert(
    fc.property(published, value => {
      const fields = publishedFields(value)
      assert.ok(fields.length <= COMMITMENT_FIELDS)
      for (const field of fields) {
        assert.ok(field.value.length > 0 && field.value.length <= RAW_FIELD_BYTES)
        assert.equal(field.type, `Raw${field.value.length}`)
      }
      assert.deepEqual(readPublished(fields), value)
    }),
  )
})

test('the longest names fit, longer ones are refused', () => {
  assert.deepEqual(readPublished(publishedFields({ type: 'Miner', value: longest })), {
    type: 'Miner',
    value: longest,
  })
  for (const value of [
    { ...longest, model: 'm'.repeat(129) },
    { ...longest, engine: 'é'.repeat(65) },
  ]) {
    assert.throws(() => publishedFields({ type: 'Miner', value }), FormatError)
  }
})

test('what is not ours, cut short, or of another version reads as nothing', () => {
  const fields = publishedFields({ type: 'Miner', value: longest })
  const [first, ...rest] = fields
  assert.ok(first)
  assert.equal(readPublished(rest), undefined)
  assert.equal(readPublished(fields.slice(0, -1)), undefined)
  assert.equal(readPublished([]), undefined)
  assert.equal(readPublished([{ type: 'Sha256', value: new Uint8Array(32) }]), undefined)
  assert.equal(readPublished([{ type: 'Raw1', value: Uint8Array.of(2) }, ...rest]), undefined)
  const newer = first.value.slice()
  newer[0] = 2
  assert.equal(readPublished([{ ...first, value: newer }, ...rest]), undefined)
})

test('arbitrary bytes never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 128 }), bytes => {
      bytes[0] = 1
      readPublished([{ type: `Raw${bytes.length}`, value: bytes }])
    }),
  )
})
