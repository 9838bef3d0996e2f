// A table whose rows carry a checksum over table, key and value: what comes out is what was put in there, or an error.

import { crc32 } from 'node:zlib'
import type { Database as Rows } from 'lmdb'
import { StoreError } from './store-error.ts'

const SUM_BYTES = 4

type Key = number | Uint8Array

/** As LMDB keeps it. */
const keyBytes = (key: Key): Uint8Array =>
  typeof key === 'number' ? Uint8Array.from(new Uint8Array(new Uint32Array([key]).buffer)) : key

const sumOf = (table: string, key: Uint8Array, value: Uint8Array): number =>
  crc32(value, crc32(key, crc32(table)))

/** The value of a row, a copy. @throws StoreError `corrupt`. */
export function openRow(table: string, key: Uint8Array, row: Uint8Array): Uint8Array {
  const value = new Uint8Array(row.subarray(SUM_BYTES))
  if (
    row.length >= SUM_BYTES &&
    Buffer.from(row.buffer, row.byteOffset, SUM_BYTES).readUInt32LE() === sumOf(table, key, value)
  )
    return value
  throw new StoreError(
    'corrupt',
    `a row of the table ${table} is damaged`,
    'restore the data directory from a copy, or start a new one: a node of several fetches the chain anew',
  )
}

export class CheckedTable<K extends Key> {
  readonly #name: string
  readonly #rows: Rows<Uint8Array, K>

  constructor(name: string, rows: Rows<Uint8Array, K>) {
    this.#name = name
    this.#rows = rows
  }

  /** A copy. */
  get(key: K): Uint8Array | undefined {
    const row = this.#rows.get(key)
    return row && openRow(this.#name, keyBytes(key), row)
  }

  /** In a transaction. */
  put(key: K, value: Uint8Array): void {
    const row = Buffer.allocUnsafe(SUM_BYTES + value.length)
    row.writeUInt32LE(sumOf(this.#name, keyBytes(key), value))
    row.set(value, SUM_BYTES)
    this.#rows.put(key, row)
  }

  /** In a transaction. */
  remove(key: K): void {
    this.#rows.remove(key)
  }

  /** In a transaction. */
  clear(): void {
    this.#rows.clearSync()
  }

  *entries(range: { start?: K; end?: K; limit?: number } = {}): Generator<[K, Uint8Array], void, undefined> {
    for (const { key, value } of this.#rows.getRange(range))
      yield [key, openRow(this.#name, keyBytes(key), value)]
  }

  keys(range: { start?: K; end?: K; limit?: number }): Iterable<K> {
    return this.#rows.getKeys(range)
  }
}
