// SCALE codecs as values. A codec writes, reads, and carries its own shape, so that metadata, decoders and storage
// defaults all come from the one declaration.
import { DecodeError, Reader, Writer } from './bytes.ts'
import type { FieldShape, PrimitiveName, Shape, TypeParam, VariantShape } from './shape.ts'

export interface Codec<T> {
  readonly shape: Shape
  write(writer: Writer, value: T): void
  read(reader: Reader): T
}

export type ValueOf<C> = C extends Codec<infer T> ? T : never

// Writers are used again: making one costs more than writing most values. One that has grown large is let go.
const idle: Writer[] = []
const KEEP_BYTES = 4096

export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const writer = idle.pop() ?? new Writer()
  codec.write(writer, value)
  const bytes = writer.done()
  writer.clear()
  if (bytes.length <= KEEP_BYTES) idle.push(writer)
  return bytes
}

/** Throws DecodeError on malformed or left-over bytes. */
export function decode<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const reader = new Reader(bytes)
  const value = codec.read(reader)
  reader.end()
  return value
}

const primitive = (name: PrimitiveName): Shape => ({ kind: 'primitive', name })

function small(
  name: PrimitiveName,
  write: (w: Writer, v: number) => void,
  read: (r: Reader) => number,
  max: number,
): Codec<number> {
  return {
    shape: primitive(name),
    write(writer, value) {
      if (!Number.isInteger(value) || value < 0 || value > max)
        throw new RangeError(`${value} is not a ${name}`)
      write(writer, value)
    },
    read,
  }
}

function unsigned(
  name: PrimitiveName,
  bits: bigint,
  write: (w: Writer, v: bigint) => void,
  read: (r: Reader) => bigint,
): Codec<bigint> {
  const limit = 1n << bits
  return {
    shape: primitive(name),
    write(writer, value) {
      if (value < 0n || value >= limit) throw new RangeError(`${value} is not a ${name}`)
      write(writer, value)
    },
    read,
  }
}

function signed(
  name: PrimitiveName,
  bits: number,
  write: (w: Writer, v: bigint) => void,
  read: (r: Reader) => bigint,
): Codec<bigint> {
  const limit = 1n << BigInt(bits - 1)
  return {
    shape: primitive(name),
    write(writer, value) {
      if (value < -limit || value >= limit) throw new RangeError(`${value} is not an ${name}`)
      write(writer, BigInt.asUintN(bits, value))
    },
    read: reader => BigInt.asIntN(bits, read(reader)),
  }
}

export const u8 = small(
  'u8',
  (w, v) => w.u8(v),
  r => r.u8(),
  0xff,
)
export const u16 = small(
  'u16',
  (w, v) => w.u16(v),
  r => r.u16(),
  0xffff,
)
export const u32 = small(
  'u32',
  (w, v) => w.u32(v),
  r => r.u32(),
  0xffffffff,
)
export const u64 = unsigned(
  'u64',
  64n,
  (w, v) => w.u64(v),
  r => r.u64(),
)
export const u128 = unsigned(
  'u128',
  128n,
  (w, v) => w.u128(v),
  r => r.u128(),
)
export const u256 = unsigned(
  'u256',
  256n,
  (w, v) => w.u256(v),
  r => r.u256(),
)
export const i64 = signed(
  'i64',
  64,
  (w, v) => w.u64(v),
  r => r.u64(),
)
export const i128 = signed(
  'i128',
  128,
  (w, v) => w.u128(v),
  r => r.u128(),
)

export const i16: Codec<number> = {
  shape: primitive('i16'),
  write(writer, value) {
    if (!Number.isInteger(value) || value < -0x8000 || value > 0x7fff)
      throw new RangeError(`${value} is not an i16`)
    writer.u16(value & 0xffff)
  },
  read: reader => (reader.u16() << 16) >> 16,
}

export const i32: Codec<number> = {
  shape: primitive('i32'),
  write(writer, value) {
    if ((value | 0) !== value) throw new RangeError(`${value} is not an i32`)
    writer.u32(value >>> 0)
  },
  read: reader => reader.u32() | 0,
}

export const bool: Codec<boolean> = {
  shape: primitive('bool'),
  write: (writer, value) => writer.u8(value ? 1 : 0),
  read(reader) {
    const at = reader.offset
    const byte = reader.u8()
    if (byte > 1) throw new DecodeError(`${byte} is not a bool`, at)
    return byte === 1
  },
}

/** Compact form of an integer codec; the value keeps the inner type. */
export function compact<T extends number | bigint>(inner: Codec<T>): Codec<T> {
  return {
    shape: { kind: 'compact', of: inner.shape },
    write: (writer, value) => writer.compact(value),
    read(reader) {
      const at = reader.offset
      const value = reader.compact()
      // The inner codec decides the range and the JavaScript type: its widest form is 32 bytes.
      const wide = new Writer()
      wide.u256(value & ((1n << 256n) - 1n))
      const bytes = new Reader(wide.done())
      const narrowed = inner.read(bytes)
      if (BigInt(narrowed) !== value) throw new DecodeError(`compact ${value} out of range`, at)
      return narrowed
    },
  }
}

/** `Vec<u8>`. */
export const bytes: Codec<Uint8Array> = {
  shape: { kind: 'sequence', of: u8.shape },
  write(writer, value) {
    writer.compact(value.length)
    writer.raw(value)
  },
  read: reader => reader.raw(reader.length()),
}

/** `[u8; length]`. */
export function fixedBytes(length: number): Codec<Uint8Array> {
  return {
    shape: { kind: 'array', of: u8.shape, length },
    write(writer, value) {
      if (value.length !== length) throw new RangeError(`${value.length} bytes where ${length} belong`)
      writer.raw(value)
    },
    read: reader => reader.raw(length),
  }
}

const text = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true })

export const str: Codec<string> = {
  shape: primitive('str'),
  write: (writer, value) => bytes.write(writer, text.encode(value)),
  read(reader) {
    const at = reader.offset
    const raw = bytes.read(reader)
    try {
      return strict.decode(raw)
    } catch {
      throw new DecodeError('text is not UTF-8', at)
    }
  },
}

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
      const length = reader.length(each)
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

type FieldCodecs = Readonly<Record<string, Codec<unknown>>>
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

export interface Arm<N extends string, T> {
  readonly name: N
  readonly fields: readonly FieldShape[]
  readonly docs?: string
  write(writer: Writer, value: T): void
  read(reader: Reader): T
}

/** A variant without content. */
export function unit<N extends string>(name: N, docs?: string): Arm<N, undefined> {
  return { name, fields: [], write() {}, read: () => undefined, ...(docs ? { docs } : {}) }
}

/** A variant with one unnamed field. */
export function arm<N extends string, T>(name: N, content: Codec<T>, docs?: string): Arm<N, T> {
  return {
    name,
    fields: [{ of: content.shape }],
    write: (writer, value) => content.write(writer, value),
    read: reader => content.read(reader),
    ...(docs ? { docs } : {}),
  }
}

/** A variant with several fields; `named: false` leaves their names off the wire's description. */
export function record<N extends string, const F extends FieldCodecs>(
  name: N,
  fields: F,
  options: { readonly named?: boolean; readonly docs?: string } = {},
): Arm<N, StructOf<F>> {
  const inner = struct('', fields)
  const shapes = inner.shape.kind === 'composite' ? inner.shape.fields : []
  return {
    name,
    fields: options.named === false ? shapes.map(field => ({ of: field.of })) : shapes,
    write: (writer, value) => inner.write(writer, value),
    read: reader => inner.read(reader),
    ...(options.docs ? { docs: options.docs } : {}),
  }
}

type Arms = Readonly<Record<number, Arm<string, unknown>>>
type ArmValue<A> = A extends Arm<infer N, infer T> ? { readonly type: N; readonly value: T } : never
export type UnionOf<A> = { [K in keyof A]: ArmValue<A[K]> }[keyof A]

/** A tagged union; the object key is the wire index, so a number used twice does not compile. */
export function union<const A extends Arms>(
  path: string,
  arms: A,
  params?: readonly TypeParam[],
): Codec<UnionOf<A>>
export function union(
  path: string,
  arms: Record<number, Arm<string, unknown>>,
  params?: readonly TypeParam[],
): Codec<{ type: string; value: unknown }> {
  const byIndex = new Map<number, Arm<string, unknown>>()
  const byName = new Map<string, number>()
  const variants: VariantShape[] = []
  for (const [key, one] of Object.entries(arms)) {
    const index = Number(key)
    byIndex.set(index, one)
    byName.set(one.name, index)
    variants.push({ name: one.name, index, fields: one.fields, ...(one.docs ? { docs: one.docs } : {}) })
  }
  return {
    shape: { kind: 'variant', path, variants, ...(params ? { params } : {}) },
    write(writer, { type, value }) {
      const index = byName.get(type)
      const one = index === undefined ? undefined : byIndex.get(index)
      if (index === undefined || !one) throw new RangeError(`${path} has no variant ${type}`)
      writer.u8(index)
      one.write(writer, value)
    },
    read(reader) {
      const at = reader.offset
      const index = reader.u8()
      const one = byIndex.get(index)
      if (!one) throw new DecodeError(`${path || 'enum'} has no variant ${index}`, at)
      return { type: one.name, value: one.read(reader) }
    },
  }
}

/** A codec that may mention itself; resolved at first use. `path` names it in metadata. */
export function lazy<T>(path: string, get: () => Codec<T>): Codec<T> {
  return {
    shape: { kind: 'lazy', path, get: () => get().shape },
    write: (writer, value) => get().write(writer, value),
    read: reader => get().read(reader),
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
