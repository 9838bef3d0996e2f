// What was promised and how it is kept: answer times by route over some minutes, and how much of an hour's allowance of
// failures is left.
import { type Clock, machineClock } from '../routing/clock.ts'
import { LogHistogram } from '../routing/log-histogram.ts'
import { type SliceTimes, Sliding } from './sliding.ts'

/** Of all requests that are not themselves at fault, this part is answered, and whole. */
export const OBJECTIVE = 0.995

const TIMES: SliceTimes = { slice: 30_000, slices: 10 }
const BUDGET: SliceTimes = { slice: 60_000, slices: 60 }
const span = ({ slice, slices }: SliceTimes): number => (slice * slices) / 1_000

export const QUANTILES = [0.5, 0.95, 0.99] as const

export interface RouteLevel {
  readonly route: string
  readonly answered: number
  /** Milliseconds to the last byte. */
  readonly p50_ms: number
  readonly p95_ms: number
  readonly p99_ms: number
}

export interface ErrorBudget {
  readonly objective: number
  readonly window_seconds: number
  readonly requests: number
  readonly failed: number
  /** Of the failures allowed in the window: 1 is all of them, below 0 more have happened than were allowed. */
  readonly left: number
}

interface Counts {
  requests: number
  failed: number
}

/** Statuses that are neither the gateway's failing nor its merit. */
const isCallers = (status: number): boolean => status >= 400 && status < 500

export class ServiceLevel {
  readonly #clock: Clock
  readonly #routes = new Map<string, Sliding<LogHistogram>>()
  readonly #counts: Sliding<Counts>

  constructor(clock: Clock = machineClock) {
    this.#clock = clock
    this.#counts = new Sliding<Counts>(
      BUDGET,
      () => clock.now(),
      () => ({ requests: 0, failed: 0 }),
      counts => {
        counts.requests = 0
        counts.failed = 0
      },
    )
  }

  /** Seconds over which times count. */
  readonly window = span(TIMES)

  /** `route` is from a fixed list. */
  request(route: string, status: number, milliseconds: number): void {
    if (isCallers(status)) return
    const counts = this.#counts.current
    counts.requests++
    if (status >= 500) counts.failed++
    else this.#times(route).current.add(milliseconds)
  }

  /** One that had begun well, and was counted so. */
  broken(): void {
    this.#counts.current.failed++
  }

  firstToken(milliseconds: number): void {
    this.#times(FIRST_TOKEN).current.add(milliseconds)
  }

  /** Routes with an answer in the window; the first tokens of streams as `first token`. */
  routes(): RouteLevel[] {
    return [...this.#routes].flatMap(([route, sliding]) => {
      const seen = new LogHistogram()
      for (const one of sliding.recent) seen.join(one)
      if (seen.count === 0) return []
      const [p50_ms, p95_ms, p99_ms] = QUANTILES.map(share => Number((seen.quantile(share) ?? 0).toFixed(2)))
      return [{ route, answered: seen.count, p50_ms: p50_ms ?? 0, p95_ms: p95_ms ?? 0, p99_ms: p99_ms ?? 0 }]
    })
  }

  budget(): ErrorBudget {
    const counts = this.#counts.recent
    const requests = counts.reduce((sum, one) => sum + one.requests, 0)
    const failed = counts.reduce((sum, one) => sum + one.failed, 0)
    const allowed = (1 - OBJECTIVE) * requests
    const left = failed === 0 ? 1 : 1 - failed / allowed
    return {
      objective: OBJECTIVE,
      window_seconds: span(BUDGET),
      requests,
      failed,
      left: Number(left.toFixed(3)),
    }
  }

  #times(route: string): Sliding<LogHistogram> {
    const known = this.#routes.get(route)
    if (known) return known
    const made = new Sliding(
      TIMES,
      () => this.#clock.now(),
      () => new LogHistogram(),
      seen => seen.clear(),
    )
    this.#routes.set(route, made)
    return made
  }
}

export const FIRST_TOKEN = 'first token'
