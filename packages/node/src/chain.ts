// The chain as readers see it: blocks by number or hash, and the state after every kept block.
import type { Runtime, StateView, StorageKey } from '@taonet/runtime'
import { decode, type Hash, Header } from '@taonet/wire'
import type { Head } from './host/port.ts'
import type { Store } from './store/index.ts'

const VIEWS_KEPT = 16

export class Chain {
  readonly runtime: Runtime
  readonly #store: Store
  // Clients ask for the head, its parent, and one or two finalized blocks over and over (wire-interface §1.3).
  readonly #views = new Map<number, StateView>()
  #head: Head
  #genesis: Hash

  constructor(runtime: Runtime, store: Store, head: Head) {
    this.runtime = runtime
    this.#store = store
    this.#head = head
    this.#genesis = store.hashOf(0) ?? head.hash
  }

  /** The newest durable block. It is final: no driver of ours forks. */
  get head(): Head {
    return this.#head
  }
  get genesisHash(): Hash {
    return this.#genesis
  }

  /** The host committed a block. */
  moveTo(head: Head): void {
    this.#head = head
  }

  /** The host went back to an earlier block, or restored a later one. */
  jumpTo(head: Head): void {
    this.#views.clear()
    this.#head = head
  }

  numberOf(hash: Hash): number | undefined {
    return hash === this.#head.hash ? this.#head.number : this.#store.numberOf(hash)
  }
  hashOf(number: number): Hash | undefined {
    return number === this.#head.number ? this.#head.hash : this.#store.hashOf(number)
  }
  header(number: number): Header | undefined {
    if (number === this.#head.number) return this.#head.header
    const bytes = this.#store.header(number)
    return bytes && decode(Header, bytes)
  }
  body(number: number): readonly Uint8Array[] | undefined {
    return this.#store.body(number)
  }

  /** The state as the runtime left it; undefined when the block is unknown or its state was discarded. */
  stateAt(number: number): StateView | undefined {
    return this.#store.at(number)
  }

  /** The state as clients see it, computed rows included. */
  viewAt(number: number): StateView | undefined {
    const kept = this.#views.get(number)
    if (kept) return kept
    const state = this.#store.at(number)
    if (!state) return undefined
    const view = this.runtime.withViews(state)
    this.#views.set(number, view)
    if (this.#views.size > VIEWS_KEPT)
      for (const oldest of this.#views.keys()) {
        this.#views.delete(oldest)
        break
      }
    return view
  }

  merkleBelow(number: number, prefix: StorageKey): Uint8Array | undefined {
    return this.#store.merkleBelow(number, prefix)
  }

  prove(number: number, keys: readonly StorageKey[]): readonly Uint8Array[] | undefined {
    return this.#store.prove(number, keys)
  }
}
