// A transactional view over a state: writes are kept in layers, a layer is dropped or folded into the one below.
import type { Changes, StateView, StorageKey } from './state.ts'

/** The two 16-byte hashes, in hex, that every key of one row begins with. */
const ROW_LENGTH = 64

/**
 * The writes of one layer. Looking for keys by prefix asks only the row that the prefix belongs to: thousands of written
 * accounts cost nothing to who looks over weights. Rows are sorted out when first asked for, so writing stays cheap.
 */
class Layer {
  readonly values = new Map<StorageKey, Uint8Array | undefined>()
  readonly #rows = new Map<string, StorageKey[]>()
  #unsorted: StorageKey[] = []

  set(key: StorageKey, value: Uint8Array | undefined): void {
    const before = this.values.size
    this.values.set(key, value)
    if (this.values.size > before) this.#unsorted.push(key)
  }

  /** Every key written below `prefix`, in the order of writing. */
  under(prefix: StorageKey): readonly StorageKey[] {
    if (prefix.length < ROW_LENGTH) return [...this.values.keys()].filter(key => key.startsWith(prefix))
    for (const key of this.#unsorted) {
      const row = key.slice(0, ROW_LENGTH)
      const keys = this.#rows.get(row)
      if (keys) keys.push(key)
      else this.#rows.set(row, [key])
    }
    this.#unsorted = []
    const row = this.#rows.get(prefix.slice(0, ROW_LENGTH)) ?? []
    return prefix.length === ROW_LENGTH ? row : row.filter(key => key.startsWith(prefix))
  }
}

export class Overlay implements StateView {
  readonly #base: StateView
  readonly #layers: Layer[] = [new Layer()]

  constructor(base: StateView) {
    this.#base = base
  }

  #top(): Layer {
    const top = this.#layers[this.#layers.length - 1]
    if (!top) throw new RangeError('an overlay has at least one layer')
    return top
  }

  get(key: StorageKey): Uint8Array | undefined {
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const values = this.#layers[i]?.values
      const value = values?.get(key)
      if (value !== undefined) return value
      if (values?.has(key)) return undefined
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
      for (const key of layer.under(prefix)) written.set(key, layer.values.get(key) !== undefined)
    }
    const found: StorageKey[] = []
    for (const key of this.#base.keys(prefix, after)) if (!written.has(key)) found.push(key)
    if (written.size === 0) return found
    for (const [key, present] of written) if (present && (after === undefined || key > after)) found.push(key)
    return found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  }

  begin(): void {
    this.#layers.push(new Layer())
  }

  commit(): void {
    const top = this.#layers.length > 1 ? this.#layers.pop() : undefined
    if (!top) throw new RangeError('commit without begin')
    const below = this.#top()
    for (const [key, value] of top.values) below.set(key, value)
  }

  rollback(): void {
    if (this.#layers.length < 2) throw new RangeError('rollback without begin')
    this.#layers.pop()
  }

  /** Everything written, against the base. All layers must have been closed. */
  changes(): Changes {
    if (this.#layers.length !== 1) throw new RangeError('changes asked inside a transaction')
    return this.#top().values
  }
}
