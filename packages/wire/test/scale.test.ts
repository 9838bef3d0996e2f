// SCALE against polkadot-api's codecs as an independent reading of the format, and against hostile bytes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as oracle from '../../../peers/node_modules/@polkadot-api/substrate-bindings/dist/index.js'
import { DecodeError } from '../src/bytes.ts'
import { EraCodec, eraBirth, mortalEra } from '../src/era.ts'
import {
  arm,
  bool,
  bytes,
  type Codec,
  compact,
  decode,
  encode,
  i16,
  i32,
  i64,
  i128,
  option,
  record,
  str,
  struct,
  tuple,
  u8,
  u16,
  u32,
  u64,
  u128,
  union,
  unit,
  vec,
} from '../src/scale.ts'

const CASES = 1_000 * Number(process.env.TAONET_EFFORT ?? 1)

interface Theirs<T> {
  readonly enc: (value: T) => Uint8Array
  readonly dec: (bytes: Uint8Array) => T
}

function agrees<T>(name: string, ours: Codec<T>, theirs: Theirs<T>, values: fc.Arbitrary<T>): void {
  test(`${name}: same bytes both ways`, () => {
    fc.assert(
      fc.property(values, value => {
        const encoded = encode(ours, value)
        assert.deepEqual(encoded, theirs.enc(value))
        assert.deepEqual(decode(ours, encoded), value)
      }),
      { numRuns: CASES },
    )
  })
}

const big = (bits: number): fc.Arbitrary<bigint> => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n })
const signed = (bits: number): fc.Arbitrary<bigint> =>
  fc.bigInt({ min: -(1n << BigInt(bits - 1)), max: (1n << BigInt(bits - 1)) - 1n })

agrees('u8', u8, oracle.u8, fc.nat(0xff))
agrees('u16', u16, oracle.u16, fc.nat(0xffff))
agrees('u32', u32, oracle.u32, fc.nat(0xffffffff))
agrees('u64', u64, oracle.u64, big(64))
agrees('u128', u128, oracle.u128, big(128))
agrees('i16', i16, oracle.i16, fc.integer({ min: -0x8000, max: 0x7fff }))
agrees('i32', i32, oracle.i32, fc.integer({ min: -0x80000000, max: 0x7fffffff }))
agrees('i64', i64, oracle.i64, signed(64))
agrees('i128', i128, oracle.i128, signed(128))
agrees('bool', bool, oracle.bool, fc.boolean())
agrees('str', str, oracle.str, fc.string({ unit: 'grapheme' }))
agrees('compact u32', compact(u32), oracle.compactNumber, fc.nat(0xffffffff))
agrees('compact u128', compact(u128), oracle.compactBn, big(128))
agrees('vec of u16', vec(u16), oracle.Vector(oracle.u16), fc.array(fc.nat(0xffff)))
agrees('option of u64', option(u64), oracle.Option(oracle.u64), fc.option(big(64), { nil: undefined }))
agrees('tuple', tuple(u8, u64), oracle.Tuple(oracle.u8, oracle.u64), fc.tuple(fc.nat(0xff), big(64)))

const Shape = union('Shape', {
  0: unit('Point'),
  3: arm('Circle', u32),
  7: record('Box', { width: u16, height: u16 }),
})

test('variants keep the wire index of their key', () => {
  assert.deepEqual(encode(Shape, { type: 'Point', value: undefined }), new Uint8Array([0]))
  assert.deepEqual(encode(Shape, { type: 'Circle', value: 1 }), new Uint8Array([3, 1, 0, 0, 0]))
  const box = { type: 'Box', value: { width: 1, height: 2 } } as const
  assert.deepEqual(encode(Shape, box), new Uint8Array([7, 1, 0, 2, 0]))
  assert.deepEqual(decode(Shape, encode(Shape, box)), box)
  assert.throws(() => decode(Shape, new Uint8Array([1])), DecodeError)
})

test('a number has one compact form', () => {
  for (const malleable of ['fd00', '02000000', '0300000000', '13ffffffff00', '0700000000']) {
    assert.throws(() => decode(compact(u128), Buffer.from(malleable, 'hex')), DecodeError, malleable)
  }
})

test('out of range is refused when written and when read', () => {
  assert.throws(() => encode(u8, 256), RangeError)
  assert.throws(() => encode(u16, 1.5), RangeError)
  assert.throws(() => encode(u64, -1n), RangeError)
  assert.throws(() => decode(compact(u32), encode(compact(u64), 1n << 32n)), DecodeError)
})

test('a length is compared with what is left before anything is allocated', () => {
  const huge = Buffer.from('feffffff', 'hex')
  for (const codec of [bytes, str, vec(u8), vec(u64), vec(struct('', {}))]) {
    assert.throws(() => decode(codec as Codec<unknown>, huge), DecodeError)
  }
})

test('any bytes decode or throw DecodeError, and decode to what they were made of', () => {
  const Everything = struct('', { a: vec(Shape), b: option(str), c: compact(u64), d: tuple(bool, i16) })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), raw => {
      try {
        assert.deepEqual(encode(Everything, decode(Everything, raw)), raw)
      } catch (thrown) {
        assert.ok(thrown instanceof DecodeError, String(thrown))
      }
    }),
    { numRuns: 5 * CASES },
  )
})

test('an era contains the block it was made for, for its whole period', () => {
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.integer({ min: 1, max: 100_000 }), (current, period) => {
      const era = mortalEra(current, period)
      assert.deepEqual(decode(EraCodec, encode(EraCodec, era)), era)
      const birth = eraBirth(era, current)
      assert.ok(birth <= current)
      assert.ok(era.type === 'Mortal' && current < birth + era.period)
    }),
    { numRuns: CASES },
  )
})
