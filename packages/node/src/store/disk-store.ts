// The durable store. A commit appends to the block log; the database follows some blocks later, and until then the
// newest blocks and states are in memory, as is the head's at all times.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Changes, StateView, StorageKey } from '@taonet/runtime'
import { DecodeError, type Hash, storageKey, Trie } from '@taonet/wire'
import { BlockLog, type LogFile } from './block-log.ts'
import { Database } from './database.ts'
import { checkFormat } from './format.ts'
import { HistoryView } from './history.ts'
import { type Lock, lock } from './lock.ts'
import { RecentBlocks } from './recent.ts'
import { decodeRecord, encodeRecord } from './record.ts'
import type { BlockRecord, Head, Store } from './store.ts'
import { guarded, StoreError } from './store-error.ts'
import { Tip } from './tip.ts'

/** The database follows after this many blocks or bytes of log: some ten milliseconds of work at a time. */
const LAG_BLOCKS = 8
const LAG_BYTES = 128 * 1024
/** States at hand, for proofs and for reads near the head: so many blocks, or so many bytes of their records. */
const RECENT_BLOCKS = 256
const RECENT_BYTES = 8 * 1024 * 1024

const LOCK = 'LOCK'
const EVERYTHING = storageKey('')

/** @throws StoreError */
export function openDiskStore(dir: string, keep: number | 'archive', file?: LogFile): DiskStore {
  guarded('making the data directory', () => mkdirSync(dir, { recursive: true }))
  const opened: { close(): void }[] = []
  try {
    const held: Lock = lock(join(dir, LOCK), dir)
    opened.push({ close: () => held.release() })
    checkFormat(dir, [LOCK, `${LOCK}-journal`])
    const database = new Database(dir)
    opened.push(database)
    const { log, payloads } = BlockLog.open(join(dir, 'blocks.log'), file)
    opened.push(log)
    const store = new DiskStore(database, log, held, keep)
    store.load(payloads)
    return store
  } catch (error) {
    for (const part of opened.reverse()) part.close()
    throw error
  }
}

export class DiskStore implements Store {
  readonly #database: Database
  readonly #log: BlockLog
  readonly #lock: Lock
  readonly #keep: number
  readonly #tip = new Tip()
  readonly #recent = new RecentBlocks()
  #closed = false

  constructor(database: Database, log: BlockLog, held: Lock, keep: number | 'archive') {
    this.#database = database
    this.#log = log
    this.#lock = held
    this.#keep = keep === 'archive' ? Number.POSITIVE_INFINITY : Math.max(keep, 1)
  }

  /** The state from the database, then what only the log knows. */
  load(payloads: readonly Uint8Array[]): void {
    const { flushed } = this.#database
    if (flushed !== undefined) this.#loadFlushed(flushed.number, flushed.root)
    for (const payload of payloads) {
      const block = readRecord(payload)
      if (block.number <= this.#flushedNumber) continue
      if (block.number !== (this.head?.number ?? -1) + 1)
        throw corrupt(`the log goes on with block ${block.number}`)
      this.#take(block, this.#tip.after(block.changes), payload.length)
    }
  }

  #loadFlushed(number: number, root: Hash): void {
    const state = Trie.empty.apply(this.#database.state())
    if (state.root() !== root)
      throw corrupt(`the state of block ${number} has root ${state.root()} instead of ${root}`)
    const hash = this.#database.hashOf(number)
    const header = this.#database.header(number)
    const body = this.#database.body(number)
    if (hash === undefined || header === undefined || body === undefined)
      throw corrupt(`block ${number} is missing`)
    this.#take({ number, hash, header, body, changes: new Map() }, state, header.length)
  }

  get head(): Head | undefined {
    return this.#tip.head
  }

  get #flushedNumber(): number {
    return this.#database.flushed?.number ?? -1
  }

  /** States before it are discarded; the database may still hold some of them. */
  get #oldest(): number {
    return Math.max(this.#database.oldest, (this.head?.number ?? 0) - this.#keep + 1)
  }

  at(number: number): StateView | undefined {
    return this.#stateAt(number)
  }

  #stateAt(number: number): Trie | HistoryView | undefined {
    if (!this.#tip.covers(number) || number < this.#oldest) return undefined
    const recent = this.#recent.get(number)
    if (recent !== undefined) return recent.state
    return new HistoryView(this.#database, number, this.#inMemory(this.#flushedNumber).state)
  }

  #inMemory(number: number) {
    const recent = this.#recent.get(number)
    if (recent === undefined) throw new RangeError(`block ${number} is not in memory`)
    return recent
  }

  rootAfter(changes: Changes): Hash {
    return this.#tip.after(changes).root()
  }

  commit(block: BlockRecord): void {
    if (this.#closed) throw new RangeError('commit after close')
    this.#tip.expect(block)
    // First, so that a database that cannot follow stops the chain before the block exists.
    const lag = (this.head?.number ?? -1) - this.#flushedNumber
    if (lag >= LAG_BLOCKS || this.#log.length >= LAG_BYTES) this.#flush()
    const payload = encodeRecord(block)
    this.#log.append(payload)
    this.#take(block, this.#tip.after(block.changes), payload.length)
  }

  revertTo(number: number): void {
    const hash = this.hashOf(number)
    const header = this.header(number)
    const body = this.body(number)
    const trie = this.#trieAt(number)
    if (!trie || !hash || !header || !body) throw new RangeError(`there is no state of block ${number}`)
    if (number === this.head?.number) return
    // The database alone knows how to go back; from here on the log is empty.
    this.#flush()
    this.#database.revertTo(number, trie.root())
    this.#recent.forgetAfter(number)
    const block = { number, hash, header, body, changes: new Map() }
    if (this.#recent.get(number)) this.#tip.advance(block, trie)
    else this.#take(block, trie, header.length)
  }

  restore(block: BlockRecord): void {
    if (this.#closed) throw new RangeError('restore after close')
    this.#tip.expectLater(block)
    const state = Trie.empty.apply(block.changes)
    // Begins with an empty log: what is in there would be taken for what follows this block.
    this.#flush()
    this.#database.restore(block, state.root())
    this.#recent.forgetAfter(-1)
    const { number, hash, header, body } = block
    this.#take({ number, hash, header, body, changes: new Map() }, state, header.length)
  }

  #take(block: BlockRecord, state: Trie, size: number): void {
    // Copies: the runtime remembers what an extrinsic says for as long as the bytes that it read live, which is more.
    const kept = { ...block, body: block.body.map(bytes => bytes.slice()) }
    this.#recent.push({ block: kept, state, size })
    this.#tip.advance(block, state)
    this.#forgetOld()
  }

  #forgetOld(): void {
    const recent = this.#recent
    for (let number = recent.oldest; number < this.#flushedNumber; number++) {
      if (recent.count <= RECENT_BLOCKS && recent.size <= RECENT_BYTES && number >= this.#oldest) break
      recent.forget(number)
    }
  }

  #flush(): void {
    const blocks: { block: BlockRecord; before: Trie }[] = []
    const newest = this.head?.number ?? -1
    for (let number = this.#flushedNumber + 1; number <= newest; number++) {
      const before = number === 0 ? Trie.empty : this.#inMemory(number - 1).state
      blocks.push({ block: this.#inMemory(number).block, before })
    }
    this.#database.write(blocks, this.#tip.state.root(), this.#oldest)
    this.#log.clear()
    this.#forgetOld()
  }

  hashOf(number: number): Hash | undefined {
    if (!this.#tip.covers(number)) return undefined
    return this.#recent.get(number)?.block.hash ?? this.#database.hashOf(number)
  }

  numberOf(hash: Hash): number | undefined {
    return this.#recent.numberOf(hash) ?? this.#database.numberOf(hash)
  }

  header(number: number): Uint8Array | undefined {
    if (!this.#tip.covers(number)) return undefined
    return this.#recent.get(number)?.block.header ?? this.#database.header(number)
  }

  body(number: number): readonly Uint8Array[] | undefined {
    if (!this.#tip.covers(number)) return undefined
    return this.#recent.get(number)?.block.body ?? this.#database.body(number)
  }

  /** Away from the head it costs a walk over the whole state. */
  prove(number: number, keys: readonly StorageKey[]): readonly Uint8Array[] | undefined {
    return this.#trieAt(number)?.prove(keys)
  }

  /** As dear as `prove`. */
  merkleBelow(number: number, prefix: StorageKey): Uint8Array | undefined {
    return this.#trieAt(number)?.merkleBelow(prefix)
  }

  #trieAt(number: number): Trie | undefined {
    const state = this.#stateAt(number)
    return state instanceof HistoryView ? rebuilt(state) : state
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    try {
      this.#flush()
    } catch (error) {
      // Nothing is lost: what the database lacks is in the log, and the next start reads it from there.
      if (!(error instanceof StoreError)) throw error
    } finally {
      this.#log.close()
      this.#database.close()
      this.#lock.release()
    }
  }
}

function rebuilt(view: StateView): Trie {
  const entries: [StorageKey, Uint8Array | undefined][] = []
  for (const key of view.keys(EVERYTHING)) entries.push([key, view.get(key)])
  return Trie.empty.apply(entries)
}

function readRecord(payload: Uint8Array): BlockRecord {
  try {
    return decodeRecord(payload)
  } catch (error) {
    if (error instanceof DecodeError) throw corrupt(`a log record is not one: ${error.message}`)
    throw error
  }
}

function corrupt(what: string): StoreError {
  return new StoreError('corrupt', what, 'restore the data directory from a copy, or start a new one')
}
