// The transaction pool: verified transactions that wait for a block. Synchronous; whoever puts one in has validated it
// and checked its signature. Every bound is in `PoolLimits`.
import type { Validity, ValidTransaction } from '@taonet/runtime'
import {
  type AccountId,
  AccountId32,
  type Hash,
  hashedColumn,
  itemPrefix,
  joinKey,
  type StorageKey,
} from '@taonet/wire'
import { AccountQueue } from './account-queue.ts'
import { Bans } from './bans.ts'
import { BlockOrder, type BlockRoom } from './block-order.ts'
import { type Entry, POOL_LIMITS, type PoolLimits, type PoolRejection, type Readiness } from './entry.ts'
import { type Watcher, Watchers } from './watchers.ts'

/** What the pool asks of the chain, always at the newest block. */
export interface PoolChain {
  readonly number: number
  validate(extrinsic: Uint8Array): Validity
  nonceOf(account: AccountId): number
}

export interface PoolOptions {
  /** What a block holds. */
  readonly room: BlockRoom
  readonly limits?: PoolLimits
  /** These could enter a block, and could not before; none of them are new when a block left others behind. */
  readonly onReady?: (entries: readonly Entry[]) => void
}

export interface Candidate {
  readonly hash: Hash
  readonly bytes: Uint8Array
  readonly signer: AccountId
  readonly nonce: number
  readonly tip: bigint
  readonly valid: ValidTransaction
}

export interface BlockNews {
  readonly number: number
  readonly hash: Hash
  readonly included: readonly Hash[]
  /** Whether the block changed a row. */
  changed(key: StorageKey): boolean
}

export type Added =
  | { readonly ok: true; readonly state: Readiness }
  | { readonly ok: false; readonly rejection: PoolRejection }

// What other state a validity depends on (a stake, a rate limit) the pool cannot see: each block looks again at this
// many accounts that it did not touch, in turn.
const LOOKED_AT_AGAIN = 64

const no = (rejection: PoolRejection): Added => ({ ok: false, rejection })

export class Pool {
  readonly watchers = new Watchers()
  readonly #chain: PoolChain
  readonly #room: BlockRoom
  readonly #limits: PoolLimits
  readonly #queues = new Map<AccountId, AccountQueue>()
  readonly #entries = new Map<Hash, Entry>()
  readonly #bans = new Bans()
  readonly #accountRow = itemPrefix('System', 'Account')
  readonly #onReady: (entries: readonly Entry[]) => void
  #bytes = 0
  #strangers = 0
  #arrivals = 0

  constructor(chain: PoolChain, options: PoolOptions) {
    this.#chain = chain
    this.#room = options.room
    this.#limits = options.limits ?? POOL_LIMITS
    this.#onReady = options.onReady ?? (() => {})
  }

  get size(): number {
    return this.#entries.size
  }
  get bytes(): number {
    return this.#bytes
  }
  get futures(): number {
    let count = 0
    for (const queue of this.#queues.values()) count += queue.futures
    return count
  }

  /** What can be said before any work: known already, banned, or hopelessly full. */
  screen(hash: Hash): PoolRejection | undefined {
    if (this.#entries.has(hash)) return { kind: 'imported', hash }
    return this.#bans.has(hash) ? { kind: 'banned' } : undefined
  }

  add(candidate: Candidate, watcher?: Watcher): Added {
    const { hash, bytes, signer, nonce, tip, valid } = candidate
    const known = this.screen(hash)
    if (known) return no(known)
    const queue = this.#queueOf(signer)
    const present = queue.at(nonce)
    if (present && present.tip >= tip) return no({ kind: 'cheaper', offered: tip, present: present.tip })
    const entry: Entry = {
      hash,
      bytes,
      signer,
      nonce,
      tip,
      rate: Number(valid.fee) / Math.max(1, Number(valid.weight)),
      free: valid.free,
      stranger: valid.stranger,
      weight: valid.weight,
      deadline: this.#chain.number + 1 + valid.longevity,
      arrival: this.#arrivals++,
    }
    const full = present ? undefined : this.#noRoom(entry, queue)
    if (full !== undefined) {
      this.#forgetIfEmpty(signer)
      return no({ kind: 'full', what: full })
    }
    if (watcher) this.watchers.watch(hash, watcher)
    if (present) this.#drop(present)
    this.#entries.set(hash, entry)
    this.#bytes += bytes.length
    if (entry.stranger) this.#strangers++
    const promoted = queue.put(entry)
    if (present) this.watchers.tell(present.hash, { usurped: hash })
    const state = queue.isReady(entry) ? 'ready' : 'future'
    if (state === 'future') this.watchers.tell(hash, 'future')
    for (const one of promoted) this.watchers.tell(one.hash, 'ready')
    if (promoted.length > 0) this.#onReady(promoted)
    return { ok: true, state }
  }

  has(hash: Hash): boolean {
    return this.#entries.has(hash)
  }

  entry(hash: Hash): Entry | undefined {
    return this.#entries.get(hash)
  }

  /** What could enter a block, each account by nonce. */
  *ready(): Iterable<Entry> {
    for (const queue of this.#queues.values()) yield* queue.ready()
  }

  /** The same, one of each account before the second of any. */
  *inTurn(): Iterable<Entry> {
    let queues = [...this.#queues.values()]
    for (let place = 0; queues.length > 0; place++) {
      queues = queues.filter(queue => queue.readyAt(place))
      for (const queue of queues) {
        const entry = queue.readyAt(place)
        if (entry) yield entry
      }
    }
  }

  /** All that waits, ready ones first, each account by nonce. */
  *pending(): Iterable<Entry> {
    yield* this.ready()
    for (const queue of this.#queues.values()) yield* queue.entries().slice(queue.size - queue.futures)
  }

  hasReady(): boolean {
    for (const queue of this.#queues.values()) if (queue.readyAt(0)) return true
    return false
  }

  /** The nonce after the chain's and the ready transactions'. */
  nextNonce(account: AccountId): number {
    return this.#queues.get(account)?.next ?? this.#chain.nonceOf(account)
  }

  order(): BlockOrder {
    return new BlockOrder(this.#queues, this.#room, this.#limits.freePerAccount)
  }

  /** It does not hold any more: out, and banned for a while so that it is not validated again at once. */
  refuse(hash: Hash): void {
    const entry = this.#entries.get(hash)
    if (!entry) return
    this.#bans.add(hash, this.#chain.number)
    this.#discard(entry)
  }

  /** A block is durable: what it holds leaves, what it made invalid leaves, what it made possible is promoted. */
  onBlock(block: BlockNews): void {
    const touched = new Set<AccountId>()
    for (const hash of block.included) {
      const entry = this.#entries.get(hash)
      if (!entry) continue
      this.#drop(entry)
      touched.add(entry.signer)
      this.#settled(entry, block.hash)
    }
    for (const [account, queue] of this.#queues) if (block.changed(queue.key)) touched.add(account)
    const promoted = [...touched].flatMap(account => this.#advance(account))
    for (const entry of this.#entries.values()) if (entry.deadline <= block.number + 1) this.#discard(entry)
    for (const account of [...touched, ...this.#inTurn(touched)]) this.#lookAgain(account)
    this.#bans.expire(block.number)
    if (this.hasReady()) this.#onReady(promoted)
  }

  /** Everything leaves and nothing stays banned: the chain is another than the one it was judged for. */
  clear(): void {
    for (const entry of [...this.#entries.values()]) this.#discard(entry)
    this.#bans.clear()
  }

  #settled(entry: Entry, block: Hash): void {
    this.watchers.tell(entry.hash, { inBlock: block })
    this.watchers.tell(entry.hash, { finalized: block })
  }

  #advance(account: AccountId): readonly Entry[] {
    const queue = this.#queues.get(account)
    if (!queue) return []
    const { stale, promoted } = queue.advance(this.#chain.nonceOf(account))
    // Included ones are among the stale, but no longer among the entries.
    for (const entry of stale) if (this.#entries.get(entry.hash) === entry) this.#discard(entry)
    for (const entry of promoted) this.watchers.tell(entry.hash, 'ready')
    this.#forgetIfEmpty(account)
    return promoted
  }

  /** Only the first of an account: what follows is judged again when it comes first, and once more at execution. */
  #lookAgain(account: AccountId): void {
    const first = this.#queues.get(account)?.readyAt(0)
    if (!first) return
    const verdict = this.#chain.validate(first.bytes)
    if (!verdict.ok) this.#discard(first)
  }

  *#inTurn(except: ReadonlySet<AccountId>): Iterable<AccountId> {
    let left = LOOKED_AT_AGAIN
    for (const [account, queue] of [...this.#queues]) {
      if (left-- === 0) return
      // To the end of the line: a Map keeps insertion order.
      this.#queues.delete(account)
      this.#queues.set(account, queue)
      if (!except.has(account)) yield account
    }
  }

  #queueOf(account: AccountId): AccountQueue {
    let queue = this.#queues.get(account)
    if (!queue) {
      const column = { codec: AccountId32, hasher: 'Blake2_128Concat', label: 'account' } as const
      const key = joinKey(this.#accountRow, hashedColumn(column, account))
      this.#queues.set(account, (queue = new AccountQueue(key, this.#chain.nonceOf(account))))
    }
    return queue
  }

  #forgetIfEmpty(account: AccountId): void {
    if (this.#queues.get(account)?.size === 0) this.#queues.delete(account)
  }

  #drop(entry: Entry): void {
    this.#entries.delete(entry.hash)
    this.#bytes -= entry.bytes.length
    if (entry.stranger) this.#strangers--
  }

  #discard(entry: Entry): void {
    this.#drop(entry)
    const demoted = this.#queues.get(entry.signer)?.remove(entry) ?? []
    this.watchers.tell(entry.hash, 'invalid')
    for (const one of demoted) this.watchers.tell(one.hash, 'future')
    this.#forgetIfEmpty(entry.signer)
  }

  /** Why there is no room, after having made some where a better offer may. */
  #noRoom(entry: Entry, queue: AccountQueue): string | undefined {
    const limits = this.#limits
    if (queue.size >= limits.perAccount) return `the account has ${limits.perAccount} transactions waiting`
    if (entry.nonce > queue.next && queue.futures >= limits.futurePerAccount)
      return `the account has ${limits.futurePerAccount} transactions waiting for an earlier nonce`
    if (entry.free && queue.entries().filter(one => one.free).length >= limits.freePerAccount)
      return `the hotkey has ${limits.freePerAccount} free calls waiting`
    if (entry.stranger && this.#strangers >= limits.strangers)
      return `${limits.strangers} calls of accounts without balance are waiting`
    while (this.size >= limits.count || this.#bytes + entry.bytes.length > limits.bytes) {
      const worst = this.#worst(entry.signer)
      if (!worst || worst.rate >= entry.rate)
        return 'the pool is full of transactions that pay as much or more'
      this.#discard(worst)
    }
    return undefined
  }

  /** The cheapest of the last transactions of each account: taking one out of the middle would strand its successors. */
  #worst(except: AccountId): Entry | undefined {
    let worst: Entry | undefined
    for (const [account, queue] of this.#queues) {
      const last = queue.last
      if (account === except || !last || last.free) continue
      if (!worst || last.rate < worst.rate) worst = last
    }
    return worst
  }
}
