// How much may be under way at once, found out: more while it goes well, less when it is told that there is no room.

const MOST = 4_096
const LEAST = 2
/** What is taken back when there was no room. */
const BACK = 0.75
/** Refusals that come together are one. */
const ONE_REFUSAL_MS = 500

export class AdaptiveLimit {
  #value: number
  #refused = false
  #deafUntil = Number.NEGATIVE_INFINITY

  constructor(start: number) {
    this.#value = start
  }

  get value(): number {
    return Math.floor(this.#value)
  }

  /** Doubles within a round of answers while all of it is used, until the first refusal; grows by one a round after it. */
  succeeded(inUse: number): void {
    if (inUse < this.value) return
    this.#value = Math.min(MOST, this.#value + (this.#refused ? 1 / this.#value : 1))
  }

  refused(inUse: number, now: number): void {
    this.#refused = true
    if (now < this.#deafUntil) return
    this.#deafUntil = now + ONE_REFUSAL_MS
    this.#value = Math.max(LEAST, Math.min(this.#value, inUse) * BACK)
  }
}
