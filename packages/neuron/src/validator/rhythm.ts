// The beat of live traffic: how long one request comes after another, so that probes come in the same beat.

/** Pauses that are remembered, and pairs of validator and miner whose last request is. */
const KEPT = 512
const MAX_PAIRS = 16_384
/** With fewer the beat is that of independent callers. */
const ENOUGH = 32
/** Milliseconds; a night without callers is no beat. */
const LONGEST = 5_000

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
  }

  /** A pause as a multiple of the mean pause: one that live requests made, or an exponential one where there are none. */
  beat(draw: number): number {
    const { mean, known } = this.#arrivals
    return known && mean > 0 ? this.#arrivals.at(draw) / mean : -Math.log(1 - draw)
  }

  /** Milliseconds from one live request of a validator to the next that it sends the same miner; undefined while unknown. */
  pause(draw: number): number | undefined {
    return this.#ofPairs.known ? this.#ofPairs.at(draw) : undefined
  }
}
