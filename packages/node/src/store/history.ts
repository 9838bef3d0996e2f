// The state after an old block: the newest state in the tables, with what later blocks changed put back.

import type { StateView, StorageKey } from '@taonet/runtime'
import type { Trie } from '@taonet/wire'
import type { Database } from './database.ts'
import { StoreError } from './store-error.ts'

export class HistoryView implements StateView {
  readonly #database: Database
  readonly #number: number
  /** A state that was the newest in the tables at some time since; what follows it in the tables does no harm. */
  readonly #newer: Trie

  constructor(database: Database, number: number, newer: Trie) {
    this.#database = database
    this.#number = number
    this.#newer = newer
  }

  get(key: StorageKey): Uint8Array | undefined {
    this.#mustBeKept()
    const past = this.#database.past(key, this.#number)
    return past === undefined ? this.#newer.get(key) : past.value
  }

  *keys(prefix: StorageKey, after?: StorageKey): Generator<StorageKey, void, undefined> {
    this.#mustBeKept()
    const changed = this.#database.changedAfter(this.#number, prefix, after)
    let next = changed.next()
    for (const key of this.#newer.keys(prefix, after)) {
      for (; !next.done && next.value.key < key; next = changed.next()) {
        if (next.value.past.value !== undefined) yield next.value.key
      }
      if (next.done || next.value.key !== key) yield key
      else {
        if (next.value.past.value !== undefined) yield key
        next = changed.next()
      }
    }
    for (; !next.done; next = changed.next()) {
      if (next.value.past.value !== undefined) yield next.value.key
    }
  }

  #mustBeKept(): void {
    if (this.#number >= this.#database.oldest) return
    throw new StoreError(
      'discarded',
      `the state of block ${this.#number} was discarded while it was read`,
      'ask for a newer block, or keep more states',
    )
  }
}
