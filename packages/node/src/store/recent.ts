// The newest blocks with their states, in memory: an unbroken run up to the head.

import type { Hash, Trie } from '@taonet/wire'
import type { BlockRecord } from './store.ts'

export interface RecentBlock {
  readonly block: BlockRecord
  readonly state: Trie
  /** Bytes of the record: in proportion to what the block alone holds in memory. */
  readonly size: number
}

export class RecentBlocks {
  readonly #byNumber = new Map<number, RecentBlock>()
  readonly #byHash = new Map<Hash, number>()
  #size = 0

  get count(): number {
    return this.#byNumber.size
  }

  get size(): number {
    return this.#size
  }

  /** Infinity when there is none. */
  get oldest(): number {
    return this.#byNumber.keys().next().value ?? Number.POSITIVE_INFINITY
  }

  get(number: number): RecentBlock | undefined {
    return this.#byNumber.get(number)
  }

  numberOf(hash: Hash): number | undefined {
    return this.#byHash.get(hash)
  }

  push(recent: RecentBlock): void {
    this.#byNumber.set(recent.block.number, recent)
    this.#byHash.set(recent.block.hash, recent.block.number)
    this.#size += recent.size
  }

  /** The newest that are later than `number`. */
  forgetAfter(number: number): void {
    for (const newer of [...this.#byNumber.keys()]) if (newer > number) this.forget(newer)
  }

  forget(number: number): void {
    const recent = this.#byNumber.get(number)
    if (recent === undefined) return
    this.#byNumber.delete(number)
    this.#byHash.delete(recent.block.hash)
    this.#size -= recent.size
  }
}
