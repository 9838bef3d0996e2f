// Arbitrary SCALE bytes of a shape, made from the shape alone: no codec of ours takes part.
import { type Shape, Writer } from '@taonet/wire'
import fc from 'fast-check'

type Bytes = fc.Arbitrary<Uint8Array>

const SIZES: Readonly<Record<string, number>> = {
  u8: 1,
  i8: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  u64: 8,
  i64: 8,
  u128: 16,
  i128: 16,
  u256: 32,
  i256: 32,
}

/** System.remark of no bytes: the smallest call, wherever a call is wanted. */
const SMALLEST_CALL = new Uint8Array([0, 0, 0])

const join = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(parts.flatMap(part => [...part]))
const of = (length: number): Bytes => fc.uint8Array({ minLength: length, maxLength: length })
const each = (parts: readonly Bytes[]): Bytes => fc.tuple(...parts).map(join)

function compact(value: bigint | number): Uint8Array {
  const writer = new Writer()
  writer.compact(value)
  return writer.done()
}

const counted = (items: readonly Uint8Array[]): Uint8Array => join([compact(items.length), ...items])

export function scaleBytes(shape: Shape): Bytes {
  switch (shape.kind) {
    case 'primitive':
      if (shape.name === 'bool') return fc.constantFrom(new Uint8Array([0]), new Uint8Array([1]))
      if (shape.name === 'str')
        return fc
          .stringMatching(/^[a-z]{0,9}$/)
          .map(text => counted([...text].map(one => new Uint8Array([one.charCodeAt(0)]))))
      return of(SIZES[shape.name] ?? 0)
    case 'compact': {
      if (shape.of.kind !== 'primitive') return fc.constant(new Uint8Array())
      return fc.bigInt(0n, (1n << BigInt(8 * (SIZES[shape.of.name] ?? 0))) - 1n).map(compact)
    }
    case 'sequence':
      return fc.array(scaleBytes(shape.of), { maxLength: 3 }).map(counted)
    case 'array':
      return fc.array(scaleBytes(shape.of), { minLength: shape.length, maxLength: shape.length }).map(join)
    case 'tuple':
      return each(shape.of.map(scaleBytes))
    case 'composite':
      return each(shape.fields.map(field => scaleBytes(field.of)))
    case 'variant':
      return fc.oneof(
        ...shape.variants.map(({ index, fields }) =>
          each([fc.constant(new Uint8Array([index])), ...fields.map(field => scaleBytes(field.of))]),
        ),
      )
    case 'lazy':
      return fc.constant(SMALLEST_CALL)
  }
}
