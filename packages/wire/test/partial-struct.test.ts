// Structs of which only a part was asked for.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  bytesToHex,
  DecodeError,
  decode,
  encode,
  hexToBytes,
  option,
  partialStruct,
  struct,
  u8,
  u16,
} from '../src/index.ts'

const Part = partialStruct('a::Part', { id: u16 }, { size: u8, note: option(u8) })

test('the wire form is that of a struct of Options', () => {
  const plain = struct('a::Part', { id: u16, size: option(u8), note: option(option(u8)) })
  assert.deepEqual(Part.shape, plain.shape)
  assert.equal(bytesToHex(encode(Part, { id: 1, size: 7, note: 9 })), '0x01000107010109')
  assert.equal(bytesToHex(encode(Part, { id: 1 })), '0x01000000')
})

test('None inside Some is not None', () => {
  const known = encode(Part, { id: 2, note: undefined })
  assert.equal(bytesToHex(known), '0x0200000100')
  const read = decode(Part, known)
  assert.ok(Object.hasOwn(read, 'note'))
  assert.ok(!Object.hasOwn(read, 'size'))
  assert.deepEqual(read, { id: 2, note: undefined })
})

test('every part comes back as it was', () => {
  const value = fc.record(
    { id: fc.nat(0xffff), size: fc.nat(255), note: fc.option(fc.nat(255), { nil: undefined }) },
    { requiredKeys: ['id'], noNullPrototype: true },
  )
  fc.assert(fc.property(value, one => assert.deepEqual(decode(Part, encode(Part, one)), one)))
})

test('a tag that is neither None nor Some is refused', () => {
  for (const hex of ['0x01000200', '0x01000002', '0x0100000102', '0x010000'])
    assert.throws(() => decode(Part, hexToBytes(hex)), DecodeError)
})
