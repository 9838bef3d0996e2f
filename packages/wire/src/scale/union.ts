// Tagged unions, and codecs that mention themselves.
import { DecodeError, type Reader, type Writer } from '../bytes.ts'
import type { FieldShape, TypeParam, VariantShape } from '../shape.ts'
import type { Codec } from './codec.ts'
import { type FieldCodecs, type StructOf, struct } from './containers.ts'

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
