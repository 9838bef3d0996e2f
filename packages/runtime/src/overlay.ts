// A transactional view over a state: writes are kept in layers, a layer is dropped or folded into the one below.
import type { Changes, StateView, StorageKey } from './state.ts'

export class Overlay implements StateView {
  readonly #base: StateView
  readonly #layers: Map<StorageKey, Uint8Array | undefined>[] = [new Map()]

  constructor(base: StateView) {
    this.#base = base
  }

  #top(): Map<StorageKey, Uint8Array | undefined> {
    const top = this.#layers[this.#layers.length - 1]
    if (!top) throw new RangeError('an overlay has at least one layer')
    return top
  }

  get(key: StorageKey): Uint8Array | undefined {
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const layer = this.#layers[i]
      const value = layer?.get(key)
      if (value !== undefined) return value
      if (layer?.has(key)) return undefined
    }
    return this.#base.get(key)
  }

  put(key: StorageKey, value: Uint8Array): void {
    this.#top().set(key, value)
  }

  remove(key: StorageKey): void {
    this.#top().set(key, undefined)
  }

  /** Ascending; a consistent picture of the moment it was asked for, so the caller may write while it iterates. */
  keys(prefix: StorageKey, after?: StorageKey): Iterable<StorageKey> {
    const written = new Map<StorageKey, boolean>()
    for (const layer of this.#layers) {
      for (const [key, value] of layer) if (key.startsWith(prefix)) written.set(key, value !== undefined)
    }
    const found: StorageKey[] = []
    for (const key of this.#base.keys(prefix, after)) if (!written.has(key)) found.push(key)
    if (written.size === 0) return found
    for (const [key, present] of written) if (present && (after === undefined || key > after)) found.push(key)
    return found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  }

  begin(): void {
    this.#layers.push(new Map())
  }

  commit(): void {
    const top = this.#layers.pop()
    if (!top || this.#layers.length === 0) throw new RangeError('commit without begin')
    const below = this.#top()
    for (const [key, value] of top) below.set(key, value)
  }

  rollback(): void {
    if (this.#layers.length < 2) throw new RangeError('rollback without begin')
    this.#layers.pop()
  }

  /** Everything written, against the base. All layers must have been closed. */
  changes(): Changes {
    if (this.#layers.length !== 1) throw new RangeError('changes asked inside a transaction')
    return this.#top()
  }
}
