// One row of storage: its key, its value, and how to read and write it. Reads need a state, writes need a world.
import {
  type Codec,
  decode,
  decodeColumns,
  encode,
  hashedColumn,
  itemPrefix,
  joinKey,
  type KeyColumn,
} from '@taonet/wire'
import type { StorageKey } from './state.ts'
import type { Reads, World } from './world.ts'

export type Columns = readonly KeyColumn<unknown>[]
export type KeysOf<K extends Columns> = {
  -readonly [I in keyof K]: K[I] extends KeyColumn<infer T> ? T : never
}
/** Any number of leading keys, but not all of them. */
export type Leading<T extends readonly unknown[]> = T extends readonly [...infer Head, unknown]
  ? T | Leading<Head>
  : []

/** A row as the table writes it. `Out` is `V`, or `V | undefined` where absence has no default. */
export interface Item<K extends Columns, V, Out> {
  readonly columns: K
  readonly value: Codec<V>
  readonly fallback: Out
  readonly docs: string
  /** A read-only view that the runtime computes: clients still read it, the trie does not hold it (DESIGN §3). */
  readonly computed: boolean
}

export interface Cell<K extends Columns, V, Out> extends Item<K, V, Out> {
  readonly pallet: string
  readonly name: string
  readonly prefix: StorageKey
  key(...keys: KeysOf<K>): StorageKey
  /** Key prefix of all entries below the leading keys. */
  leading(...keys: Leading<KeysOf<K>>): StorageKey
  /** Reads one entry back from its key and its bytes. */
  entry(key: StorageKey, bytes: Uint8Array): [KeysOf<K>, V]
  get(world: Reads, ...keys: KeysOf<K>): Out
  has(world: Reads, ...keys: KeysOf<K>): boolean
  /** All entries below the leading keys given, in the order of their encoded keys. */
  entries(world: Reads, ...leading: Leading<KeysOf<K>>): Iterable<[KeysOf<K>, V]>
  put(world: World, ...entry: [...keys: KeysOf<K>, value: V]): void
  update(world: World, ...entry: [...keys: KeysOf<K>, change: (now: Out) => V]): void
  remove(world: World, ...keys: KeysOf<K>): void
  clear(world: World, ...leading: Leading<KeysOf<K>>): void
}

/** A single value with a default. */
export const value = <V>(codec: Codec<V>, fallback: V, docs: string): Item<[], V, V> => ({
  columns: [],
  value: codec,
  fallback,
  docs,
  computed: false,
})
/** A single value that may be absent. */
export const valueOpt = <V>(codec: Codec<V>, docs: string): Item<[], V, V | undefined> => ({
  columns: [],
  value: codec,
  fallback: undefined,
  docs,
  computed: false,
})
/** A map whose missing entries read as the default. */
export const mapOr = <const K extends Columns, V>(
  columns: K,
  codec: Codec<V>,
  fallback: V,
  docs: string,
): Item<K, V, V> => ({ columns, value: codec, fallback, docs, computed: false })
/** A map whose missing entries are undefined. */
export const map = <const K extends Columns, V>(
  columns: K,
  codec: Codec<V>,
  docs: string,
): Item<K, V, V | undefined> => ({ columns, value: codec, fallback: undefined, docs, computed: false })
/** A read-only view, computed when asked for. */
export const view = <const K extends Columns, V>(
  columns: K,
  codec: Codec<V>,
  fallback: V,
  docs: string,
): Item<K, V, V> => ({ columns, value: codec, fallback, docs, computed: true })

export function bindCell<K extends Columns, V, Out>(
  pallet: string,
  name: string,
  item: Item<K, V, Out>,
): Cell<K, V, Out>
export function bindCell(
  pallet: string,
  name: string,
  item: Item<Columns, unknown, unknown>,
): Cell<Columns, unknown, unknown> {
  const prefix = itemPrefix(pallet, name)
  const keyOf = (keys: readonly unknown[]): StorageKey =>
    keys.length === 0
      ? prefix
      : joinKey(prefix, ...keys.map((one, i) => hashedColumn(columnAt(item.columns, i), one)))
  const read = (bytes: Uint8Array | undefined): unknown =>
    bytes === undefined ? item.fallback : decode(item.value, bytes)
  const split = (entry: readonly unknown[]): [StorageKey, unknown] => [
    keyOf(entry.slice(0, -1)),
    entry[entry.length - 1],
  ]
  const cell = {
    ...item,
    pallet,
    name,
    prefix,
    key: (...keys: readonly unknown[]) => keyOf(keys),
    leading: (...keys: readonly unknown[]) => keyOf(keys),
    entry: (key: StorageKey, bytes: Uint8Array) => [
      decodeColumns(item.columns, prefix, key),
      decode(item.value, bytes),
    ],
    get: (world: Reads, ...keys: readonly unknown[]) => read(world.state.get(keyOf(keys))),
    has: (world: Reads, ...keys: readonly unknown[]) => world.state.get(keyOf(keys)) !== undefined,
    *entries(world: Reads, ...leading: readonly unknown[]): Iterable<[unknown[], unknown]> {
      for (const key of world.state.keys(keyOf(leading))) {
        const bytes = world.state.get(key)
        if (bytes !== undefined) yield [decodeColumns(item.columns, prefix, key), decode(item.value, bytes)]
      }
    },
    put(world: World, ...entry: readonly unknown[]) {
      const [key, now] = split(entry)
      world.state.put(key, encode(item.value, now))
    },
    update(world: World, ...entry: readonly unknown[]) {
      const [key, change] = split(entry)
      if (typeof change !== 'function') throw new TypeError('update takes a function')
      world.state.put(key, encode(item.value, change(read(world.state.get(key)))))
    },
    remove: (world: World, ...keys: readonly unknown[]) => world.state.remove(keyOf(keys)),
    clear(world: World, ...leading: readonly unknown[]) {
      for (const key of world.state.keys(keyOf(leading))) world.state.remove(key)
    },
  }
  return cell as Cell<Columns, unknown, unknown>
}

function columnAt(columns: Columns, index: number): KeyColumn<unknown> {
  const column = columns[index]
  if (!column) throw new RangeError('more keys than columns')
  return column
}
