// Memory for bodies that are being read or served: bounded for all callers together, and for each by its share.

import type { AccountId } from '@taonet/wire'

export class BodyBudget {
  readonly #total: number
  readonly #used = new Map<AccountId, number>()
  #sum = 0

  /** `total` in bytes. */
  constructor(total: number) {
    this.#total = total
  }

  /** The way to give the bytes back; undefined when there is no room. One body of `largest` bytes fits any share. */
  take(caller: AccountId, bytes: number, share: number, largest: number): (() => void) | undefined {
    const used = this.#used.get(caller) ?? 0
    const most = Math.max(largest, this.#total * share)
    if (this.#sum + bytes > this.#total || used + bytes > most) return undefined
    this.#sum += bytes
    this.#used.set(caller, used + bytes)
    return () => {
      this.#sum -= bytes
      const left = (this.#used.get(caller) ?? 0) - bytes
      if (left > 0) this.#used.set(caller, left)
      else this.#used.delete(caller)
    }
  }
}
