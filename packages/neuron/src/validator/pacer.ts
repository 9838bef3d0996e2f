// When to probe: one request at a time in the whole process, at most half of the time, and in the beat of live requests.

export interface PacerOptions {
  /** Requests under way that are not probes, now. */
  readonly liveLoad: () => number
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
  #load = 0

  constructor({ liveLoad, gap = 50, beat = () => 1 }: PacerOptions) {
    this.#options = { liveLoad, gap, beat }
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
      // Looked at, never waited for: a probe that came only while nothing else is asked would show by that.
      this.#load += (this.#options.liveLoad() - this.#load) * LOAD_RATE
      const started = performance.now()
      const result = await ask()
      pause(urgent ? 0 : this.#rest(performance.now() - started), signal).then(mine.resolve)
      return result
    } catch (error) {
      mine.resolve()
      throw error
    } finally {
      if (signal.aborted) mine.resolve()
    }
  }

  /** As long as the work took, and that once more for each live request beside it: half of the machine, and more the busier it is. */
  #rest(took: number): number {
    const share = 1 + this.#load
    return Math.min(MAX_REST * share, Math.max(this.#options.gap, took * share)) * this.#options.beat()
  }
}
