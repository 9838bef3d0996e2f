// In which order the pool fills a block (DESIGN §4): calls that are free by rule come first until they used a quarter of
// the block, each hotkey within its quota; then the rest by fee for weight; then free calls again while there is room, and
// last those of strangers, who have neither balance nor hotkey. The nonces of one account always ascend.
import { STRANGERS_A_BLOCK } from '@taonet/runtime'
import type { AccountId } from '@taonet/wire'
import type { AccountQueue } from './account-queue.ts'
import type { Entry } from './entry.ts'
import { Heap } from './heap.ts'

export interface BlockRoom {
  /** Units of ref_time that transactions may use. */
  readonly weight: bigint
  /** Bytes that transactions may use. */
  readonly length: number
}

const RESERVED = 4

interface Lane {
  readonly queue: AccountQueue
  place: number
}

export class BlockOrder {
  readonly #lanes = new Map<AccountId, Lane>()
  readonly #free = new Heap<Entry>((a, b) => a.arrival < b.arrival)
  readonly #paid = new Heap<Entry>((a, b) => a.rate > b.rate || (a.rate === b.rate && a.arrival < b.arrival))
  readonly #strange = new Heap<Entry>((a, b) => a.arrival < b.arrival)
  readonly #freeOf = new Map<AccountId, number>()
  readonly #quota: number
  #reservedWeight: bigint
  #reservedLength: number
  #strangers = STRANGERS_A_BLOCK

  constructor(queues: Iterable<readonly [AccountId, AccountQueue]>, room: BlockRoom, quota: number) {
    this.#quota = quota
    this.#reservedWeight = room.weight / BigInt(RESERVED)
    this.#reservedLength = Math.floor(room.length / RESERVED)
    for (const [account, queue] of queues) {
      const lane = { queue, place: 0 }
      this.#lanes.set(account, lane)
      this.#offer(lane)
    }
  }

  /** The next transaction to try. Its account's next one is offered only after `included`. */
  next(): Entry | undefined {
    for (;;) {
      const reserveLeft = this.#reservedWeight > 0n && this.#reservedLength > 0
      const freeFirst = this.#free.size > 0 && (reserveLeft || this.#paid.size === 0)
      const entry = (freeFirst ? this.#free : this.#paid).pop()
      if (entry === undefined) return this.#strangers > 0 ? this.#strange.pop() : undefined
      if (!entry.free || (this.#freeOf.get(entry.signer) ?? 0) < this.#quota) return entry
    }
  }

  included(entry: Entry): void {
    if (entry.stranger) this.#strangers--
    if (entry.free) {
      this.#freeOf.set(entry.signer, (this.#freeOf.get(entry.signer) ?? 0) + 1)
      this.#reservedWeight -= entry.weight
      this.#reservedLength -= entry.bytes.length
    }
    const lane = this.#lanes.get(entry.signer)
    if (!lane) return
    lane.place++
    this.#offer(lane)
  }

  #offer(lane: Lane): void {
    const entry = lane.queue.readyAt(lane.place)
    if (entry) this.#heapOf(entry).push(entry)
  }

  #heapOf(entry: Entry): Heap<Entry> {
    if (entry.stranger) return this.#strange
    return entry.free ? this.#free : this.#paid
  }
}
