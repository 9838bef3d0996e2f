// When to probe: one probe at a time in the whole process, at most half of the time, and after live requests.

export interface PacerOptions {
  /** Requests under way that are not probes, now. */
  readonly liveLoad: () => number
  /** Milliseconds between probes at least. */
  readonly gap?: number
}

/** Live requests may keep a probe waiting so long; without any probes nobody would know what the miners are worth. */
const MAX_YIELD = 3_000
/** A miner that hangs costs the machine nothing, so what it took is not paid back in full. */
const MAX_REST = 2_000
const LOOK_AGAIN = 25

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

  constructor({ liveLoad, gap = 50 }: PacerOptions) {
    this.#options = { liveLoad, gap }
  }

  /**
   * Runs the probe when its turn comes; undefined when the signal came first. An `urgent` one is not followed by a rest:
   * the first probe of each miner, of which there are only so many.
   */
  async turn<T>(
    signal: AbortSignal,
    probe: () => Promise<T>,
    { urgent = false }: { readonly urgent?: boolean } = {},
  ): Promise<T | undefined> {
    const before = this.#line
    const mine = Promise.withResolvers<void>()
    this.#line = mine.promise
    await before
    try {
      await this.#yieldToLive(signal)
      if (signal.aborted) return undefined
      const started = performance.now()
      const result = await probe()
      // As long a rest as the work took: half of the machine stays with live requests whatever the miners cost.
      const took = urgent ? 0 : performance.now() - started
      pause(Math.min(MAX_REST, Math.max(this.#options.gap, took)), signal).then(mine.resolve)
      return result
    } catch (error) {
      mine.resolve()
      throw error
    } finally {
      if (signal.aborted) mine.resolve()
    }
  }

  async #yieldToLive(signal: AbortSignal): Promise<void> {
    const end = performance.now() + MAX_YIELD
    while (this.#options.liveLoad() > 0 && performance.now() < end && !signal.aborted) {
      await pause(LOOK_AGAIN, signal)
    }
  }
}
