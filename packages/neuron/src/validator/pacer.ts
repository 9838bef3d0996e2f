// When to probe: half of the time at most, in the beat of live requests. Without any of those one probe of a
// subnet at a time; beside them challenges are let go one by one, and choose their moments among the live requests themselves.
// The load is never waited out: a probe that came only while nothing else is asked would show by that. What a busy machine
// takes longer for is followed by a longer rest.

export interface Pace {
  /** Milliseconds between probes at least, on average; 50 by default. */
  readonly gap?: number
  /** Rest after a request, as a multiple of the time it took: 1 by default, half of the time for others. */
  readonly rest?: number
}

export interface PacerOptions extends Pace {
  /** The next pause as a multiple of the mean pause; every pause the same by default. */
  readonly beat?: () => number
  /** Resolves when there has been enough live traffic for one challenge more; at once by default. */
  readonly traffic?: (signal: AbortSignal) => Promise<void>
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

  constructor({ gap = 50, rest = 1, beat = () => 1, traffic = async () => {} }: PacerOptions = {}) {
    this.#options = { gap, rest, beat, traffic }
  }

  /**
   * Runs one request of a probe when its turn comes; undefined when the signal came first. An `urgent` one is not followed by
   * a rest: the first probes of each miner, of which there are only so many.
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
      const { gap, beat } = this.#options
      const rest = urgent ? 0 : Math.max(gap, this.#restOf(performance.now() - started)) * beat()
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
    await this.#options.traffic(signal)
    const rest = Math.max(this.#options.gap, this.#owed)
    this.#owed = 0
    pause(rest, signal).then(mine.resolve)
  }

  #restOf(took: number): number {
    return Math.min(MAX_REST, took * this.#options.rest)
  }

  /** Runs a request of a granted challenge at once. It owes its own time too: the line does not wait for its end. */
  async beside<T>(ask: () => Promise<T>): Promise<T> {
    const started = performance.now()
    try {
      return await ask()
    } finally {
      const rest = this.#restOf(performance.now() - started)
      this.#owed += rest + Math.min(rest, performance.now() - started)
    }
  }
}
