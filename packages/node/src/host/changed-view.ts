// A state with a block's changes on it, before they are durable: what invariants are checked against.
import type { Changes, StateView, StorageKey } from '@taonet/runtime'

export class ChangedView implements StateView {
  readonly #base: StateView
  readonly #changes: Changes

  constructor(base: StateView, changes: Changes) {
    this.#base = base
    this.#changes = changes
  }

  get(key: StorageKey): Uint8Array | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#base.get(key)
  }

  *keys(prefix: StorageKey, after?: StorageKey): Iterable<StorageKey> {
    const added: StorageKey[] = []
    for (const [key, value] of this.#changes)
      if (value !== undefined && key.startsWith(prefix) && (after === undefined || key > after))
        added.push(key)
    added.sort((a, b) => (a < b ? -1 : 1))
    let next = 0
    for (const key of this.#base.keys(prefix, after)) {
      while (next < added.length && added[next]! < key) yield added[next++]!
      if (!this.#changes.has(key)) yield key
    }
    // A key that was there and changed is among the added ones, and was skipped above.
    while (next < added.length) yield added[next++]!
  }
}
