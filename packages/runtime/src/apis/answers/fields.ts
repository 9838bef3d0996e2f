// How an answer is put together: one reader for each field, by the field's name on the wire.
import type { Codec } from '@taonet/wire'
import type { SubnetAt } from './subnet-at.ts'

/** A reader for every field of `V`. */
export type Readers<V> = { readonly [K in keyof V]-?: (subnet: SubnetAt) => V[K] }

/** Names of a struct's fields, in the order of the wire. */
export function fieldsOf(codec: Codec<unknown>): readonly string[] {
  const { shape } = codec
  if (shape.kind !== 'composite') throw new TypeError('only a struct has fields')
  return shape.fields.map(({ name = '' }) => name)
}

/** The struct that `codec` describes. `readers` may know more than it has fields; only what it has is read. */
export function answerOf<V extends object>(codec: Codec<V>, readers: Readers<V>): (subnet: SubnetAt) => V {
  const names = new Set(fieldsOf(codec))
  const wanted = Object.entries<(subnet: SubnetAt) => unknown>(readers).filter(([name]) => names.has(name))
  // Each name has the reader that `Readers` gave it, and no name is missing: the result is a V field by field.
  return subnet => Object.fromEntries(wanted.map(([name, read]) => [name, read(subnet)])) as V
}
