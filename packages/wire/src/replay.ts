// What a verifier remembers so that a signed request is accepted once.

/** `full` refuses a request: forgetting a live entry instead would let it be replayed. */
export type ReplayAnswer = 'fresh' | 'seen' | 'full'

export interface ReplayCache {
  /**
   * Remembers `key` until `expiresAt` has passed (both times unix milliseconds). Asked only after the signature
   * held, so strangers cannot fill it with keys of others.
   */
  remember(key: string, expiresAt: number, now: number): ReplayAnswer
}

/** Bounded and in memory: a restart forgets, so a host that must survive one persists its own. */
export class MemoryReplayCache implements ReplayCache {
  readonly #capacity: number
  readonly #expiries = new Map<string, number>()

  constructor(capacity = 65_536) {
    this.#capacity = capacity
  }

  get size(): number {
    return this.#expiries.size
  }

  remember(key: string, expiresAt: number, now: number): ReplayAnswer {
    this.#forgetOldest(now)
    if (this.#expiries.has(key)) return 'seen'
    if (this.#expiries.size >= this.#capacity) return 'full'
    this.#expiries.set(key, expiresAt)
    return 'fresh'
  }

  // Insertion order is nearly expiry order; stopping at the first live entry only keeps a few too long.
  #forgetOldest(now: number): void {
    for (const [key, expiresAt] of this.#expiries) {
      if (expiresAt >= now) return
      this.#expiries.delete(key)
    }
  }
}
