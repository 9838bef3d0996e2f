// When a visit is played again: as other callers come. Live traffic swells, ebbs and comes in bursts; what goes by the clock
// would have another share at each moment of it, what goes with it has the same at all.

import type { AccountId } from '@taonet/wire'
import { chance } from './chance.ts'
import { pause } from './pause.ts'

/** Chance that a visit which waits goes as another caller comes. */
const CHANCE = 1 / 64
/** Milliseconds after which it goes although hardly anybody comes. */
const MOST_MS = 30_000
/** Visits that wait at a time. */
const MOST_WAITING = 256
/** Pauses between callers that are remembered: the beat of now. */
const KEPT = 16

interface Waiting {
  readonly miner: AccountId
  readonly go: () => void
}

/** Of one subnet, all its validators and miners. */
export class Moments {
  readonly #now: () => number
  readonly #waiting = new Set<Waiting>()
  readonly #pauses: number[] = []
  #last: number | undefined
  /** Whether somebody has come in this turn of the event loop: who comes in one turn comes at once. */
  #together = false

  /** @param now Milliseconds that never go back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  get full(): boolean {
    return this.#waiting.size >= MOST_WAITING
  }

  /** Somebody begins to ask a miner. */
  came(miner: AccountId): void {
    const now = this.#now()
    if (this.#last !== undefined) this.#pauses.unshift(this.#together ? 0 : now - this.#last)
    this.#pauses.splice(KEPT)
    this.#last = now
    this.#together = true
    setImmediate(() => {
      this.#together = false
    })
    for (let due = this.#waiting.size * CHANCE; due > chance(); due--) {
      const one = [...this.#waiting][Math.floor(chance() * this.#waiting.size)]
      // What came at a miner right after another request there would show by that.
      if (one && one.miner !== miner) one.go()
    }
  }

  /** Resolves at a moment like those at which callers come; or with the signal. */
  async next(miner: AccountId, signal: AbortSignal): Promise<void> {
    await this.#turn(miner, signal)
    const beat = this.#pauses[Math.floor(chance() * this.#pauses.length)] ?? 0
    await pause(chance() * beat, signal)
  }

  #turn(miner: AccountId, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      if (signal.aborted) return resolve()
      const go = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', go)
        this.#waiting.delete(one)
        resolve()
      }
      const timer = setTimeout(go, MOST_MS)
      const one = { miner, go }
      signal.addEventListener('abort', go, { once: true })
      this.#waiting.add(one)
    })
  }
}
