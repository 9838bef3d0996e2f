// Plain data read as the value of a codec: numbers and decimal text become what the codec's shape wants.
import type { Codec, Shape } from '@taonet/wire'
import type { PlainValue } from './genesis-spec.ts'

const LARGE = new Set(['u64', 'u128', 'u256', 'i64', 'i128', 'i256'])

/** Throws TypeError for a value that the codec's type cannot be, RangeError or SyntaxError for a number it cannot hold. */
export const fromPlain = (codec: Codec<unknown>, value: PlainValue): unknown => read(codec.shape, value)

function read(shape: Shape, value: PlainValue): unknown {
  switch (shape.kind) {
    case 'primitive':
      if (shape.name === 'bool' || shape.name === 'str') return value
      if (typeof value !== 'number' && typeof value !== 'string') break
      return LARGE.has(shape.name) ? BigInt(value) : Number(value)
    case 'compact':
      return read(shape.of, value)
    case 'composite': {
      const [only, another] = shape.fields
      if (only && !another) return read(only.of, value)
      break
    }
    case 'sequence':
    case 'array':
      if (Array.isArray(value)) return value.map((one: PlainValue) => read(shape.of, one))
      break
    case 'tuple':
      if (Array.isArray(value))
        return value.map((one: PlainValue, i) => read(shape.of[i] ?? { kind: 'tuple', of: [] }, one))
  }
  throw new TypeError(`${JSON.stringify(value)} is no ${shape.kind}`)
}
