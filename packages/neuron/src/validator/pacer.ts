// When to probe: at most half of the time, in the beat of live requests. Without any of those one request at a time in the
// whole process; beside them challenges are let go one by one, and choose their moments among the live requests themselves.

export interface PacerOptions {
  /** Requests under way, probes among them, now. */
  readonly underWay: () => number
  /** Milliseconds between probes at least, on average. */
  readonly gap?: number
  /** The next pause as a multiple of the mean pause; every pause the same by default. */
  readonly beat?: () => number
}

/** Milliseconds. A miner that hangs costs the machine nothing, so what it took is not paid back in full. */
const MAX_REST = 2_000
/** Share of a new reading in the average load: a burst of callers slows probes down without their shunning it. */
const LOAD_RATE = 0.1

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })

export class ProbePacer {
  readonly #options: Required<PacerOptions>
  #line: Promise<void> = Promise.resolve()
  #running = 0
  #load = 0
  /** Milliseconds of rest that requests beside the line have earned. */
  #owed = 0

  constructor({ underWay, gap = 50, beat = () => 1 }: PacerOptions) {
    this.#options = { underWay, gap, beat }
  }

  /**
   * Runs one request of a probe when its turn comes; undefined when the signal came first. An `urgent` one is not followed by
   * a rest: the first probe of each miner, of which there are only so many.
   */
  async turn<T>(
    signal: AbortSignal,
    ask: () => Promise<T>,
    { urgent = false }: { readonly urgent?: boolean } = {},
  ): Promise<T | undefined> {
    const before = this.#line
    const mine = Promise.withResolvers<void>()
    this.#line = mine.promise
    await before
    try {
      if (signal.aborted) return undefined
      const [result, rest] = await this.#timed(ask)
      pause(urgent ? 0 : rest * this.#options.beat(), signal).then(mine.resolve)
      return result
    } catch (error) {
      mine.resolve()
      throw error
    } finally {
      if (signal.aborted) mine.resolve()
    }
  }

  /** Lets one challenge go when all rests that are owed are over; its requests run by `beside`. */
  async grant(signal: AbortSignal): Promise<void> {
    const before = this.#line
    const mine = Promise.withResolvers<void>()
    this.#line = mine.promise
    await before
    const rest = Math.max(this.#options.gap, this.#owed)
    this.#owed = 0
    pause(rest, signal).then(mine.resolve)
  }

  /** Runs a request of a granted challenge at once; the rest that it earns is owed. */
  async beside<T>(ask: () => Promise<T>): Promise<T> {
    const [result, rest] = await this.#timed(ask)
    this.#owed += rest
    return result
  }

  /** What came of it, and the milliseconds of rest it earns. */
  async #timed<T>(ask: () => Promise<T>): Promise<readonly [T, number]> {
    // Looked at, never waited for: a probe that came only while nothing else is asked would show by that.
    this.#load += (this.#options.underWay() - this.#running - this.#load) * LOAD_RATE
    this.#running++
    const started = performance.now()
    try {
      const result = await ask()
      return [result, this.#rest(performance.now() - started)]
    } finally {
      this.#running--
    }
  }

  /** As long as the work took, or that for each live request beside it: half of the machine at most, less the busier it is. */
  #rest(took: number): number {
    const share = Math.max(1, this.#load)
    return Math.min(MAX_REST * share, Math.max(this.#options.gap, took * share))
  }
}
