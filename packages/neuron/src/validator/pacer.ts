// When to probe: half of the time at most. Without live traffic one probe of a subnet at a time; beside it challenges come as
// callers' visits do, and what they took is rested off between those that nobody's visit calls for.
// The load is never waited out: a probe that came only while nothing else is asked would show by that. What a busy machine
// takes longer for is followed by a longer rest.

import { idle } from './pause.ts'

export interface Pace {
  /** Milliseconds between probes at least, on average; 50 by default. */
  readonly gap?: number
  /** Rest after a request, as a multiple of the time it took: 1 by default, half of the time for others. */
  readonly rest?: number
}

export interface PacerOptions extends Pace {
  /** The next pause as a multiple of the mean pause; every pause the same by default. */
  readonly beat?: () => number
}

/** Milliseconds. A miner that hangs costs the machine nothing, so what it took is not paid back in full. */
const MAX_REST = 2_000
/** Milliseconds of rest that may be owed. */
const MOST_OWED = 5_000

export class ProbePacer {
  readonly #options: Required<PacerOptions>
  #line: Promise<void> = Promise.resolve()
  /** Until then there is rest for what ran beside the line. */
  #until = 0

  constructor({ gap = 50, rest = 1, beat = () => 1 }: PacerOptions = {}) {
    this.#options = { gap, rest, beat }
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
      idle(rest, signal).then(mine.resolve)
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
    const { gap, beat } = this.#options
    idle(Math.max(gap * beat(), this.#until - performance.now()), signal).then(mine.resolve)
  }

  /** Whether so little rest is owed that one more challenge may go at its own moment. */
  get rested(): boolean {
    return this.#until - performance.now() < MOST_OWED
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
      const took = performance.now() - started
      const rest = this.#restOf(took)
      this.#until = Math.max(this.#until, performance.now()) + rest + Math.min(rest, took)
    }
  }
}
