// A store without a disk, for tests, throw-away chains and simulations. States share what did not change.

import type { Changes, StateView, StorageKey } from '@taonet/runtime'
import { type Hash, Trie } from '@taonet/wire'
import type { BlockRecord, Head, Store } from './store.ts'
import { Tip } from './tip.ts'

type KeptBlock = Omit<BlockRecord, 'changes'>

export class MemoryStore implements Store {
  readonly #keep: number
  readonly #tip = new Tip()
  readonly #blocks = new Map<number, KeptBlock>()
  readonly #numbers = new Map<Hash, number>()
  readonly #states = new Map<number, Trie>()

  constructor(keep: number | 'archive') {
    this.#keep = keep === 'archive' ? Number.POSITIVE_INFINITY : Math.max(keep, 1)
  }

  get head(): Head | undefined {
    return this.#tip.head
  }

  at(number: number): StateView | undefined {
    return this.#states.get(number)
  }

  rootAfter(changes: Changes): Hash {
    return this.#tip.after(changes).root()
  }

  commit(block: BlockRecord): void {
    this.#tip.expect(block)
    const { number, hash, header, body } = block
    const state = this.#tip.after(block.changes)
    this.#blocks.set(number, { number, hash, header, body })
    this.#numbers.set(hash, number)
    this.#states.set(number, state)
    this.#states.delete(number - this.#keep)
    this.#tip.advance(block, state)
  }

  restore(block: BlockRecord): void {
    this.#tip.expectLater(block)
    const { number, hash, header, body } = block
    const state = Trie.empty.apply(block.changes)
    this.#blocks.set(number, { number, hash, header, body })
    this.#numbers.set(hash, number)
    this.#states.clear()
    this.#states.set(number, state)
    this.#tip.advance(block, state)
  }

  revertTo(number: number): void {
    const block = this.#blocks.get(number)
    const state = this.#states.get(number)
    if (!block || !state) throw new RangeError(`there is no state of block ${number}`)
    for (const gone of [...this.#blocks.values()]) {
      if (gone.number <= number) continue
      this.#blocks.delete(gone.number)
      this.#numbers.delete(gone.hash)
      this.#states.delete(gone.number)
    }
    this.#tip.advance(block, state)
  }

  hashOf(number: number): Hash | undefined {
    return this.#blocks.get(number)?.hash
  }

  numberOf(hash: Hash): number | undefined {
    return this.#numbers.get(hash)
  }

  header(number: number): Uint8Array | undefined {
    return this.#blocks.get(number)?.header
  }

  body(number: number): readonly Uint8Array[] | undefined {
    return this.#blocks.get(number)?.body
  }

  prove(number: number, keys: readonly StorageKey[]): readonly Uint8Array[] | undefined {
    return this.#states.get(number)?.prove(keys)
  }

  merkleBelow(number: number, prefix: StorageKey): Uint8Array | undefined {
    return this.#states.get(number)?.merkleBelow(prefix)
  }

  close(): void {
    this.#states.clear()
  }
}
