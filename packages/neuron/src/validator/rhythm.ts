// The beat of live traffic: how long one request comes after another, so that probes come in the same beat.

import type { AccountId } from '@taonet/wire'

/** Pauses that are remembered, and pairs of validator and miner whose last request is. */
const KEPT = 512
const MAX_PAIRS = 16_384
/** With fewer the beat is that of independent callers. */
const ENOUGH = 32
/** Milliseconds; a night without callers is no beat. */
const LONGEST = 5_000
/** Means that a pause lasts at most: one caller's night out holds up no probe. */
const SLOWEST = 4

/** The name of a validator and a miner. */
export const pairOf = (validator: AccountId, netuid: number, uid: number): string =>
  `${validator} ${netuid} ${uid}`

/** The newest pauses, and one of them by chance. */
class Pauses {
  readonly #all: number[] = []
  #next = 0

  add(pause: number): void {
    this.#all[this.#next] = Math.min(LONGEST, pause)
    this.#next = (this.#next + 1) % KEPT
  }

  get known(): boolean {
    return this.#all.length >= ENOUGH
  }

  get mean(): number {
    return this.#all.reduce((sum, pause) => sum + pause, 0) / Math.max(1, this.#all.length)
  }

  at(draw: number): number {
    return this.#all[Math.floor(draw * this.#all.length)] ?? 0
  }
}

/** Every `draw` is uniform in 0 … 1, 1 excluded, from a source that miners cannot see. */
export class Rhythm {
  readonly #now: () => number
  readonly #arrivals = new Pauses()
  readonly #ofPairs = new Pauses()
  readonly #lastOf = new Map<string, number>()
  readonly #waiting = new Map<string, Set<() => void>>()
  #last: number | undefined

  /** @param now Milliseconds that never go back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** A live request leaves. @param pair Its validator and miner. */
  note(pair: string): void {
    const now = this.#now()
    if (this.#last !== undefined) this.#arrivals.add(now - this.#last)
    this.#last = now
    const before = this.#lastOf.get(pair)
    if (before !== undefined) this.#ofPairs.add(now - before)
    if (this.#lastOf.size >= MAX_PAIRS) this.#lastOf.clear()
    this.#lastOf.set(pair, now)
    for (const go of this.#waiting.get(pair) ?? []) go()
    this.#waiting.delete(pair)
  }

  /** Resolves with the pair's next live request, or after `most` milliseconds, or with the signal. */
  next(pair: string, most: number, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      if (signal.aborted) return resolve()
      const waiting = this.#waiting.get(pair) ?? new Set()
      this.#waiting.set(pair, waiting)
      const go = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', go)
        waiting.delete(go)
        resolve()
      }
      const timer = setTimeout(go, most)
      signal.addEventListener('abort', go, { once: true })
      waiting.add(go)
    })
  }

  /** A pause as a multiple of the mean pause: one that live requests made, or an exponential one where there are none. */
  beat(draw: number): number {
    const { mean, known } = this.#arrivals
    const beat = known && mean > 0 ? this.#arrivals.at(draw) / mean : -Math.log(1 - draw)
    return Math.min(SLOWEST, beat)
  }

  /** Whether there is enough live traffic to go by. */
  get known(): boolean {
    return this.#ofPairs.known
  }

  /** Milliseconds from one live request of a validator to the next that it sends the same miner. */
  pause(draw: number): number {
    return this.#ofPairs.at(draw)
  }
}
