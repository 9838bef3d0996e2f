// The pool's transactions of one account, by nonce: those that follow the chain's nonce without a gap are ready, the
// rest wait.
import type { StorageKey } from '@taonet/wire'
import type { Entry } from './entry.ts'

export class AccountQueue {
  /** The account's row in the state: a block that changed it may have changed what is valid. */
  readonly key: StorageKey
  /** The nonce the chain wants next. */
  #nonce: number
  #entries: Entry[] = []
  #ready = 0

  constructor(key: StorageKey, nonce: number) {
    this.key = key
    this.#nonce = nonce
  }

  get size(): number {
    return this.#entries.length
  }
  get futures(): number {
    return this.#entries.length - this.#ready
  }
  /** The first nonce that no ready transaction has. */
  get next(): number {
    return this.#nonce + this.#ready
  }
  get last(): Entry | undefined {
    return this.#entries.at(-1)
  }

  ready(): readonly Entry[] {
    return this.#entries.slice(0, this.#ready)
  }
  readyAt(index: number): Entry | undefined {
    return index < this.#ready ? this.#entries[index] : undefined
  }
  isReady(entry: Entry): boolean {
    return entry.nonce < this.next
  }
  entries(): readonly Entry[] {
    return this.#entries
  }

  at(nonce: number): Entry | undefined {
    const found = this.#entries[this.#place(nonce)]
    return found?.nonce === nonce ? found : undefined
  }

  /** Adds or, at a nonce already taken, replaces. Returns what became ready. */
  put(entry: Entry): readonly Entry[] {
    const place = this.#place(entry.nonce)
    const taken = this.#entries[place]?.nonce === entry.nonce
    this.#entries.splice(place, taken ? 1 : 0, entry)
    if (taken && place < this.#ready) return [entry]
    return this.#promote()
  }

  /** Takes one out. Returns what has to wait again for its nonce. */
  remove(entry: Entry): readonly Entry[] {
    const place = this.#place(entry.nonce)
    if (this.#entries[place] !== entry) return []
    this.#entries.splice(place, 1)
    if (place >= this.#ready) return []
    const demoted = this.#entries.slice(place, this.#ready - 1)
    this.#ready = place
    return demoted
  }

  /** The chain's nonce moved. Returns what is too old now, taken out, and what became ready. */
  advance(nonce: number): { readonly stale: readonly Entry[]; readonly promoted: readonly Entry[] } {
    const stale = this.#entries.splice(0, this.#place(nonce))
    this.#ready = Math.max(0, this.#ready - stale.length)
    // Counted from the chain's nonce: a gap before the first entry leaves nothing ready.
    if (this.#entries[0]?.nonce !== nonce) this.#ready = 0
    this.#nonce = nonce
    return { stale, promoted: this.#promote() }
  }

  #promote(): readonly Entry[] {
    const before = this.#ready
    while (this.#entries[this.#ready]?.nonce === this.next) this.#ready++
    return this.#entries.slice(before, this.#ready)
  }

  #place(nonce: number): number {
    let low = 0
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#entries[middle]!.nonce < nonce) low = middle + 1
      else high = middle
    }
    return low
  }
}
