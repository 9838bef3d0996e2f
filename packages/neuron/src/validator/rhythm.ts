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

/** The newest of something, and one of them by chance. */
class Newest<T> {
  readonly #all: T[] = []
  #next = 0

  add(one: T): void {
    this.#all[this.#next] = one
    this.#next = (this.#next + 1) % KEPT
  }

  get all(): readonly T[] {
    return this.#all
  }

  get known(): boolean {
    return this.#all.length >= ENOUGH
  }

  at(draw: number): T | undefined {
    return this.#all[Math.floor(draw * this.#all.length)]
  }
}

/** How one request of a validator comes after the last one that it sent the same miner. */
export interface Interval {
  /** Whether that one was still under way. */
  readonly overlapping: boolean
  /** Milliseconds since it began where they overlap, else since it ended. */
  readonly ms: number
}

interface Pair {
  underWay: number
  began: number
  ended: number
}

/** A live request that has been heard of. */
export interface Heard {
  /** Undefined for the first of its pair. */
  readonly interval: Interval | undefined
  /** To be told when it is over. */
  readonly ended: () => void
}

type Moment = 'begin' | 'idle'
const ANY = 'any'

/** Every `draw` is uniform in 0 … 1, 1 excluded, from a source that miners cannot see. */
export class Rhythm {
  readonly #now: () => number
  readonly #arrivals = new Newest<number>()
  readonly #intervals = new Newest<Interval>()
  readonly #pairs = new Map<string, Pair>()
  readonly #waiting = new Map<string, Set<() => void>>()
  #last: number | undefined
  #count = 0
  /** The count at which the next challenge may go. */
  #due = 0

  /** @param now Milliseconds that never go back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** A live request leaves. @param name Of its validator and miner. */
  note(name: string): Heard {
    const now = this.#now()
    if (this.#last !== undefined) this.#arrivals.add(Math.min(LONGEST, now - this.#last))
    this.#last = now
    const known = this.#pairs.get(name)
    const interval = known && intervalAt(known, now)
    if (interval) this.#intervals.add(interval)
    if (!known && this.#pairs.size >= MAX_PAIRS) this.#pairs.clear()
    const pair = known ?? { underWay: 0, began: now, ended: now }
    this.#pairs.set(name, pair)
    pair.underWay++
    pair.began = now
    this.#count++
    if (this.#count >= this.#due) this.#tell(ANY, 'begin')
    this.#tell(name, 'begin')
    const ended = (): void => {
      pair.underWay--
      pair.ended = this.#now()
      if (pair.underWay === 0) this.#tell(name, 'idle')
    }
    return { interval, ended }
  }

  #tell(name: string, moment: Moment): void {
    const waiting = this.#waiting.get(`${name} ${moment}`)
    this.#waiting.delete(`${name} ${moment}`)
    for (const go of waiting ?? []) go()
  }

  /** Resolves when the pair's next live request begins, or ends as its last; or after `most` milliseconds, or with the signal. */
  next(name: string, moment: Moment, most: number, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      if (signal.aborted) return resolve()
      const key = `${name} ${moment}`
      const waiting = this.#waiting.get(key) ?? new Set()
      this.#waiting.set(key, waiting)
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

  /**
   * Resolves once `count` live requests have come for this call, whatever their pairs: with one caller of it at a time, what
   * waits for it keeps its share of the traffic when that swells or ebbs. After `most` milliseconds it resolves all the same.
   */
  async passed(count: number, most: number, signal: AbortSignal): Promise<void> {
    // What came while nobody waited counts once, not many times.
    this.#due = Math.max(this.#due + count, this.#count - count)
    if (this.#count < this.#due) await this.next(ANY, 'begin', most, signal)
    this.#due = Math.min(this.#due, this.#count)
  }

  /** A pause as a multiple of the mean pause: one that live requests made, or an exponential one where there are none. */
  beat(draw: number): number {
    const { all, known } = this.#arrivals
    const mean = all.reduce((sum, pause) => sum + pause, 0) / Math.max(1, all.length)
    const beat = known && mean > 0 ? (this.#arrivals.at(draw) ?? mean) / mean : -Math.log(1 - draw)
    return Math.min(SLOWEST, beat)
  }

  /** Whether there is enough live traffic to go by. */
  get known(): boolean {
    return this.#intervals.known
  }

  interval(draw: number): Interval {
    return this.#intervals.at(draw) ?? { overlapping: false, ms: 0 }
  }
}

const intervalAt = ({ underWay, began, ended }: Pair, now: number): Interval =>
  underWay > 0
    ? { overlapping: true, ms: Math.min(LONGEST, now - began) }
    : { overlapping: false, ms: Math.min(LONGEST, now - ended) }
