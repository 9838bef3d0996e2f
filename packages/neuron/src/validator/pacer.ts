// When to probe: half of the time at most, in the beat of live requests. Without any of those one request at a time in the
// whole process; beside them challenges are let go one by one, and choose their moments among the live requests themselves.
// The load is never waited out: a probe that came only while nothing else is asked would show by that. What a busy machine
// takes longer for is followed by a longer rest.

export interface PacerOptions {
  /** Milliseconds between probes at least, on average. */
  readonly gap?: number
  /** The next pause as a multiple of the mean pause; every pause the same by default. */
  readonly beat?: () => number
}

/** Milliseconds. A miner that hangs costs the machine nothing, so what it took is not paid back in full. */
const MAX_REST = 2_000

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
  /** Milliseconds of rest that requests beside the line have earned. */
  #owed = 0

  constructor({ gap = 50, beat = () => 1 }: PacerOptions = {}) {
    this.#options = { gap, beat }
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
      const started = performance.now()
      const result = await ask()
      const took = performance.now() - started
      // As long a rest as the work took: half of the time is others'.
      const rest = urgent ? 0 : Math.min(MAX_REST, Math.max(this.#options.gap, took)) * this.#options.beat()
      pause(rest, signal).then(mine.resolve)
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

  /** Runs a request of a granted challenge at once. It earns twice the time it takes: the line does not wait for its end. */
  async beside<T>(ask: () => Promise<T>): Promise<T> {
    const started = performance.now()
    try {
      return await ask()
    } finally {
      this.#owed += 2 * Math.min(MAX_REST, performance.now() - started)
    }
  }
}
