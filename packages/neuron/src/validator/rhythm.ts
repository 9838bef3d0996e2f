// The beat of live traffic: how long one request comes after another, so that probes come in the same beat.

/** Gaps that are remembered. */
const KEPT = 512
/** With fewer the beat is that of independent callers. */
const ENOUGH = 32
/** Milliseconds; a night without callers is no beat. */
const LONGEST = 5_000

export class Rhythm {
  readonly #now: () => number
  readonly #gaps: number[] = []
  #next = 0
  #last: number | undefined

  /** @param now Milliseconds that never go back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** A live request leaves. */
  note(): void {
    const now = this.#now()
    if (this.#last !== undefined) {
      this.#gaps[this.#next] = Math.min(LONGEST, now - this.#last)
      this.#next = (this.#next + 1) % KEPT
    }
    this.#last = now
  }

  /**
   * A pause as a multiple of the mean pause: one that live requests made, or an exponential one where there are none.
   * @param draw Uniform in 0 … 1, from a source that miners cannot see.
   */
  beat(draw: number): number {
    const { length } = this.#gaps
    const mean = this.#gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, length)
    if (length < ENOUGH || mean === 0) return -Math.log(1 - Math.min(draw, 1 - 2 ** -32))
    return (this.#gaps[Math.floor(draw * length)] ?? mean) / mean
  }
}
