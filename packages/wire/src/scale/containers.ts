// Codecs that hold others: lists, tuples, options, structs.
import { DecodeError } from '../bytes.ts'
import type { FieldShape, Shape, TypeParam } from '../shape.ts'
import type { Codec, ValueOf } from './codec.ts'

/** `Vec<T>`. `max` bounds the length of what is read; elements of no size are refused beyond 65,536. */
export function vec<T>(item: Codec<T>, max = 0xffffffff): Codec<T[]> {
  const each = minimumSize(item.shape)
  return {
    shape: { kind: 'sequence', of: item.shape },
    write(writer, values) {
      writer.compact(values.length)
      for (const value of values) item.write(writer, value)
    },
    read(reader) {
      const at = reader.offset
      const length = reader.items(each)
      if (length > max || (each === 0 && length > 0x10000))
        throw new DecodeError(`list of ${length} is too long`, at)
      const values: T[] = new Array(length)
      for (let i = 0; i < length; i++) values[i] = item.read(reader)
      return values
    },
  }
}

/** `[T; length]`. */
export function array<T>(item: Codec<T>, length: number): Codec<T[]> {
  return {
    shape: { kind: 'array', of: item.shape, length },
    write(writer, values) {
      if (values.length !== length) throw new RangeError(`${values.length} items where ${length} belong`)
      for (const value of values) item.write(writer, value)
    },
    read: reader => Array.from({ length }, () => item.read(reader)),
  }
}

export function tuple<const C extends readonly Codec<unknown>[]>(
  ...items: C
): Codec<{ -readonly [K in keyof C]: ValueOf<C[K]> }>
export function tuple(...items: readonly Codec<unknown>[]): Codec<unknown[]> {
  return {
    shape: { kind: 'tuple', of: items.map(item => item.shape) },
    write(writer, values) {
      items.forEach((item, i) => {
        item.write(writer, values[i])
      })
    },
    read: reader => items.map(item => item.read(reader)),
  }
}

const noneSome = (of: Shape): Shape => ({
  kind: 'variant',
  path: 'Option',
  params: [{ name: 'T', of }],
  variants: [
    { name: 'None', index: 0, fields: [] },
    { name: 'Some', index: 1, fields: [{ of }] },
  ],
})

/** `Option<T>`, with `undefined` for None. */
export function option<T>(item: Codec<T>): Codec<T | undefined> {
  return {
    shape: noneSome(item.shape),
    write(writer, value) {
      writer.u8(value === undefined ? 0 : 1)
      if (value !== undefined) item.write(writer, value)
    },
    read(reader) {
      const at = reader.offset
      const tag = reader.u8()
      if (tag > 1) throw new DecodeError(`${tag} is not an Option`, at)
      return tag === 0 ? undefined : item.read(reader)
    },
  }
}

export type FieldCodecs = Readonly<Record<string, Codec<unknown>>>
export type StructOf<F> = { readonly [K in keyof F]: ValueOf<F[K]> }

/** A composite with named fields, in the order written. */
export function struct<const F extends FieldCodecs>(
  path: string,
  fields: F,
  params?: readonly TypeParam[],
): Codec<StructOf<F>>
export function struct(
  path: string,
  fields: Record<string, Codec<unknown>>,
  params?: readonly TypeParam[],
): Codec<Record<string, unknown>> {
  const entries = Object.entries(fields)
  const shapes: FieldShape[] = entries.map(([name, codec]) => ({ name, of: codec.shape }))
  return {
    shape: { kind: 'composite', path, fields: shapes, ...(params ? { params } : {}) },
    write(writer, value) {
      for (const [name, codec] of entries) codec.write(writer, value[name])
    },
    read(reader) {
      const value: Record<string, unknown> = {}
      for (const [name, codec] of entries) value[name] = codec.read(reader)
      return value
    },
  }
}

/** A composite with one field (`name` undefined for a tuple struct) whose value is the field's own. */
export function wrapper<T>(
  path: string,
  inner: Codec<T>,
  name?: string,
  params?: readonly TypeParam[],
): Codec<T> {
  const field: FieldShape = name === undefined ? { of: inner.shape } : { name, of: inner.shape }
  return {
    shape: { kind: 'composite', path, fields: [field], ...(params ? { params } : {}) },
    write: (writer, value) => inner.write(writer, value),
    read: reader => inner.read(reader),
  }
}

/** A codec of the same bytes under a narrower TypeScript type. */
export function branded<B, T>(inner: Codec<T>, into: (value: T) => B, from: (value: B) => T): Codec<B> {
  return {
    shape: inner.shape,
    write: (writer, value) => inner.write(writer, from(value)),
    read: reader => into(inner.read(reader)),
  }
}

/** The fewest bytes any value of the shape takes; bounds a list's length before it is allocated. */
function minimumSize(shape: Shape): number {
  switch (shape.kind) {
    case 'primitive':
      return {
        bool: 1,
        char: 4,
        str: 1,
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
      }[shape.name]
    case 'compact':
    case 'sequence':
    case 'variant':
    case 'lazy':
      return 1
    case 'array':
      return shape.length * minimumSize(shape.of)
    case 'tuple':
      return shape.of.reduce((sum, of) => sum + minimumSize(of), 0)
    case 'composite':
      return shape.fields.reduce((sum, field) => sum + minimumSize(field.of), 0)
  }
}
