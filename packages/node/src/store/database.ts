// The tables on disk. History is kept backwards: next to a key and a block stands what the key held before that block,
// so the newest state is stored once and a read of an old one is a single seek.

import { createRequire } from 'node:module'
import { join } from 'node:path'
import {
  bytesToHex,
  decode,
  encode,
  fixedBytes,
  type Hash,
  hash32,
  hexToBytes,
  type StorageKey,
  type Trie,
  tuple,
  u32,
} from '@taonet/wire'
import type { RootDatabase } from 'lmdb'
import { CheckedTable, openRow } from './checked-table.ts'
import { keyBytes, keyOf, LAST_BLOCK, prefixBytes, versionBytes, versionOf } from './history-key.ts'
import { checkPages } from './page-check.ts'
import { decodeList, encodeList } from './record.ts'
import type { BlockRecord } from './store.ts'
import { guarded } from './store-error.ts'

/** The newest block in the tables. */
export interface Flushed {
  readonly number: number
  readonly root: Hash
  /** Oldest block whose state can still be read. */
  readonly oldest: number
}

/** A value as it was: undefined = the key was not there. */
export interface Past {
  readonly value: Uint8Array | undefined
}

const TIP = Buffer.from('tip')
const HASH_BYTES = 32
const FlushedRow = tuple(u32, fixedBytes(HASH_BYTES), u32)
const ABSENT = Uint8Array.of(0)
const PRESENT = 1
/** So that a change from archive to pruning does not stop the chain. */
const DISCARDED_AT_ONCE = 256

export class Database {
  readonly #dir: string
  readonly #root: RootDatabase
  readonly #meta: CheckedTable<Uint8Array>
  readonly #current: CheckedTable<Uint8Array>
  readonly #history: CheckedTable<Uint8Array>
  readonly #touched: CheckedTable<number>
  readonly #headers: CheckedTable<number>
  readonly #bodies: CheckedTable<number>
  readonly #numbers: CheckedTable<Uint8Array>
  #flushed: Flushed | undefined

  constructor(dir: string) {
    this.#dir = dir
    const path = join(dir, 'state.mdb')
    checkPages(path, openRow)
    // Loaded only here, because it costs time and memory that a store without a disk need not pay.
    const lmdb: typeof import('lmdb') = createRequire(import.meta.url)('lmdb')
    // The plain commit: data on disk, then the page that makes it valid.
    const options = { path, noSubdir: true, maxDbs: 8, overlappingSync: false }
    this.#root = guarded('opening the database', () => lmdb.open(options), dir)
    // Where a table is new it is written.
    const open = <K extends Uint8Array | number>(
      name: string,
      keyEncoding: 'binary' | 'uint32',
    ): CheckedTable<K> => {
      const make = () => this.#root.openDB<Uint8Array, K>({ name, encoding: 'binary', keyEncoding })
      return new CheckedTable(name, guarded(`opening the table ${name}`, make, dir))
    }
    const byBytes = (name: string) => open<Uint8Array>(name, 'binary')
    const byNumber = (name: string) => open<number>(name, 'uint32')
    try {
      this.#meta = byBytes('meta')
      this.#current = byBytes('current')
      this.#history = byBytes('history')
      this.#touched = byNumber('touched')
      this.#headers = byNumber('headers')
      this.#bodies = byNumber('bodies')
      this.#numbers = byBytes('numbers')
      const tip = this.#meta.get(TIP)
      this.#flushed = tip && decodeFlushed(tip)
    } catch (error) {
      this.close()
      throw error
    }
  }

  get flushed(): Flushed | undefined {
    return this.#flushed
  }

  get oldest(): number {
    return this.#flushed?.oldest ?? 0
  }

  close(): void {
    void this.#root.close()
  }

  /**
   * Adds the blocks, each with the state before it, in one transaction that is durable on return.
   * @param keepFrom states before this block may be discarded
   */
  write(blocks: readonly { block: BlockRecord; before: Trie }[], root: Hash, keepFrom: number): void {
    const newest = blocks.at(-1)?.block.number
    if (newest === undefined) return
    const oldest = Math.max(this.oldest, Math.min(keepFrom, this.oldest + DISCARDED_AT_ONCE))
    const flushed: Flushed = { number: newest, root, oldest }
    guarded(
      'writing the database',
      () =>
        this.#root.transactionSync(() => {
          const current = new Map<StorageKey, Uint8Array | undefined>()
          for (const { block, before } of blocks) {
            this.#addBlock(block)
            this.#addHistory(block, before)
            for (const [key, value] of block.changes) current.set(key, value)
          }
          for (const [key, value] of current) {
            if (value === undefined) this.#current.remove(keyBytes(key))
            else this.#current.put(keyBytes(key), value)
          }
          for (let number = this.oldest + 1; number <= oldest; number++) this.#discardBefore(number)
          this.#meta.put(TIP, encodeFlushed(flushed))
        }),
      this.#dir,
    )
    this.#flushed = flushed
  }

  #addBlock({ number, hash, header, body }: BlockRecord): void {
    const hashBytes = hexToBytes(hash)
    this.#headers.put(number, Buffer.concat([hashBytes, header]))
    this.#bodies.put(number, encodeList(body))
    const numberBytes = Buffer.alloc(4)
    numberBytes.writeUInt32LE(number)
    this.#numbers.put(hashBytes, numberBytes)
  }

  #addHistory({ number, changes }: BlockRecord, before: Trie): void {
    // There is no state before genesis.
    if (number === 0) return
    const touched: Uint8Array[] = []
    for (const [key, value] of changes) {
      const past = before.get(key)
      if (same(past, value)) continue
      const version = versionBytes(key, number)
      this.#history.put(version, past === undefined ? ABSENT : Buffer.concat([Uint8Array.of(PRESENT), past]))
      touched.push(version)
    }
    if (touched.length > 0) this.#touched.put(number, encodeList(touched))
  }

  /** What `number` wrote over is read only by states before it. */
  #discardBefore(number: number): void {
    const touched = this.#touched.get(number)
    if (touched === undefined) return
    for (const version of decodeList(touched)) this.#history.remove(version)
    this.#touched.remove(number)
  }

  /** Takes back every block after `number`, in one transaction that is durable on return. `root` is the state's then. */
  revertTo(number: number, root: Hash): void {
    const from = this.#flushed?.number ?? number
    const flushed: Flushed = { number, root, oldest: this.oldest }
    guarded(
      'writing the database',
      () =>
        this.#root.transactionSync(() => {
          for (let last = from; last > number; last--) this.#takeBack(last)
          this.#meta.put(TIP, encodeFlushed(flushed))
        }),
      this.#dir,
    )
    this.#flushed = flushed
  }

  /** Puts the whole state after `block` in place of what was there, in one transaction that is durable on return. */
  restore(block: BlockRecord, root: Hash): void {
    const flushed: Flushed = { number: block.number, root, oldest: block.number }
    guarded(
      'writing the database',
      () =>
        this.#root.transactionSync(() => {
          for (const table of [this.#current, this.#history, this.#touched]) table.clear()
          this.#addBlock(block)
          for (const [key, value] of block.changes)
            if (value !== undefined) this.#current.put(keyBytes(key), value)
          this.#meta.put(TIP, encodeFlushed(flushed))
        }),
      this.#dir,
    )
    this.#flushed = flushed
  }

  #takeBack(number: number): void {
    const touched = this.#touched.get(number)
    for (const version of touched === undefined ? [] : decodeList(touched)) {
      const past = this.#history.get(version)
      const key = keyBytes(versionOf(version).key)
      if (past?.[0] === PRESENT) this.#current.put(key, past.subarray(1))
      else this.#current.remove(key)
      this.#history.remove(version)
    }
    this.#touched.remove(number)
    const hash = this.hashOf(number)
    if (hash !== undefined) this.#numbers.remove(hexToBytes(hash))
    this.#headers.remove(number)
    this.#bodies.remove(number)
  }

  /** The newest state, ascending by key. */
  *state(): Generator<[StorageKey, Uint8Array], void, undefined> {
    for (const [key, value] of this.#current.entries()) yield [keyOf(key), value]
  }

  hashOf(number: number): Hash | undefined {
    const row = this.#headers.get(number)
    return row === undefined ? undefined : hash32(bytesToHex(row.subarray(0, HASH_BYTES)))
  }

  numberOf(hash: Hash): number | undefined {
    const row = this.#numbers.get(hexToBytes(hash))
    return row === undefined ? undefined : Buffer.from(row).readUInt32LE()
  }

  header(number: number): Uint8Array | undefined {
    const row = this.#headers.get(number)
    return row === undefined ? undefined : row.subarray(HASH_BYTES)
  }

  body(number: number): Uint8Array[] | undefined {
    const row = this.#bodies.get(number)
    return row === undefined ? undefined : decodeList(row)
  }

  /** What `key` held after block `number`, if a later block changed it; else undefined. */
  past(key: StorageKey, number: number): Past | undefined {
    const range = { start: versionBytes(key, number + 1), end: versionBytes(key, LAST_BLOCK), limit: 1 }
    for (const [, value] of this.#history.entries(range)) {
      return { value: value[0] === PRESENT ? value.subarray(1) : undefined }
    }
    return undefined
  }

  /** Every key with `prefix`, after `after`, that a block later than `number` changed, ascending. */
  *changedAfter(
    number: number,
    prefix: string,
    after: string | undefined,
  ): Generator<{ key: StorageKey; past: Past }, void, undefined> {
    const first = after !== undefined && after > prefix ? after : prefix
    let found = this.#seek(prefixBytes(first))
    while (found !== undefined) {
      const { key, block } = found
      if (!key.startsWith(prefix)) {
        if (key > prefix) return
        found = this.#seek(versionBytes(key, LAST_BLOCK))
      } else if (after !== undefined && key <= after) {
        found = this.#seek(versionBytes(key, LAST_BLOCK))
      } else if (block <= number) {
        // Either a later version of this key, or the next key.
        found = this.#seek(versionBytes(key, number + 1))
      } else {
        const past = this.past(key, number)
        if (past !== undefined) yield { key, past }
        found = this.#seek(versionBytes(key, LAST_BLOCK))
      }
    }
  }

  #seek(start: Uint8Array): { key: StorageKey; block: number } | undefined {
    for (const version of this.#history.keys({ start, limit: 1 })) return versionOf(version)
    return undefined
  }
}

const encodeFlushed = ({ number, root, oldest }: Flushed): Uint8Array =>
  encode(FlushedRow, [number, hexToBytes(root), oldest])

function decodeFlushed(row: Uint8Array): Flushed {
  const [number, root, oldest] = decode(FlushedRow, row)
  return { number, root: hash32(root), oldest }
}

function same(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return Buffer.compare(a, b) === 0
}
