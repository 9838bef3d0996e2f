// The newest state and what may follow it: the same for every store.

import type { Changes } from '@taonet/runtime'
import { Trie } from '@taonet/wire'
import { LONGEST_KEY } from './history-key.ts'
import type { BlockRecord, Head } from './store.ts'

export class Tip {
  #head: Head | undefined
  #state = Trie.empty
  /** States of proposals on this head, so that the one that is committed is not computed again. */
  #after = new WeakMap<Changes, Trie>()

  get head(): Head | undefined {
    return this.#head
  }

  get state(): Trie {
    return this.#state
  }

  /** Whether `number` is a block that exists. */
  covers(number: number): boolean {
    return Number.isInteger(number) && number >= 0 && this.#head !== undefined && number <= this.#head.number
  }

  after(changes: Changes): Trie {
    let state = this.#after.get(changes)
    if (state === undefined) {
      state = this.#state.apply(changes)
      this.#after.set(changes, state)
    }
    return state
  }

  /** @throws RangeError */
  expect(block: BlockRecord): void {
    const next = this.#head === undefined ? 0 : this.#head.number + 1
    if (block.number !== next) throw new RangeError(`block ${block.number} where ${next} is next`)
    for (const key of block.changes.keys()) {
      if (key.length > 2 * LONGEST_KEY) throw new RangeError(`a storage key of ${key.length / 2} bytes`)
    }
  }

  /** @throws RangeError */
  expectLater({ number }: BlockRecord): void {
    if (this.#head === undefined || number < this.#head.number)
      throw new RangeError(`block ${number} cannot be restored on ${this.#head?.number ?? 'no chain'}`)
  }

  advance(head: Head, state: Trie): void {
    this.#head = { number: head.number, hash: head.hash }
    this.#state = state
    this.#after = new WeakMap()
  }
}
