// Something kept per slice of time, of which only the last slices count.
export interface SliceTimes {
  /** Milliseconds of one slice. */
  readonly slice: number
  readonly slices: number
}

interface Slice<T> {
  /** Which slice of time it holds. */
  turn: number
  readonly kept: T
}

export class Sliding<T> {
  readonly #times: SliceTimes
  readonly #now: () => number
  readonly #clear: (kept: T) => void
  readonly #ring: readonly Slice<T>[]

  constructor(times: SliceTimes, now: () => number, make: () => T, clear: (kept: T) => void) {
    this.#times = times
    this.#now = now
    this.#clear = clear
    this.#ring = Array.from({ length: times.slices }, () => ({ turn: -1, kept: make() }))
  }

  get #turn(): number {
    return Math.floor(this.#now() / this.#times.slice)
  }

  /** What is written now. */
  get current(): T {
    const turn = this.#turn
    const slice = this.#ring[turn % this.#times.slices]
    if (!slice) throw new RangeError('a ring of no slices')
    if (slice.turn !== turn) {
      slice.turn = turn
      this.#clear(slice.kept)
    }
    return slice.kept
  }

  /** All that still counts. */
  get recent(): readonly T[] {
    const turn = this.#turn
    return this.#ring
      .filter(one => one.turn > turn - this.#times.slices && one.turn <= turn)
      .map(one => one.kept)
  }
}
