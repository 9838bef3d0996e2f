// What an outcome says about its miner, and what is learnt of it for the requests to come.
import type { NetError } from '@taonet/wire'
import type { Asking } from './asking.ts'
import type { Pool } from './pool.ts'

/** An answer is late for a breaker when it took so many times the tail, */
const LATE = 3
/** and at least so long. */
const LEAST_LATE_MS = 1_000
/** Nothing of these is the miner's doing. */
const NOT_THE_MINERS = new Set(['aborted', 'closed', 'no-validator'])

export class Judge {
  readonly #pool: Pool
  readonly #requestClass: string

  constructor(pool: Pool, requestClass: string) {
    this.#pool = pool
    this.#requestClass = requestClass
  }

  /** Milliseconds within which 95 of 100 such answers came from such miners; undefined while that is not known. */
  tail(model: string): number | undefined {
    return this.#pool.book.tail(this.#requestClass, model)
  }

  /** It has begun to answer. @returns Whether in time; a late one counts as a failure already. */
  began({ miner, waited, started, isOver }: Asking<unknown>): boolean {
    const { standings, book, clock } = this.#pool
    const { breaker, limit, underWay } = standings.of(miner)
    const tail = this.tail(miner.model)
    book.add(this.#requestClass, miner.model, waited)
    const others = isOver ? underWay : underWay - 1
    limit.succeeded(others)
    const isLate = tail !== undefined && waited > Math.max(LATE * tail, LEAST_LATE_MS)
    if (isLate) breaker.failed(started, clock.now())
    return !isLate
  }

  /** It answered to the end, or as far as its caller read: beginning well is not enough. */
  answered({ miner }: Asking<unknown>): void {
    this.#pool.standings.of(miner).breaker.succeeded()
  }

  failed(asking: Asking<unknown>, { code }: NetError): void {
    const { miner, waited, started } = asking
    if (code === 'busy') return this.#pool.noteBusy(miner)
    if (NOT_THE_MINERS.has(code)) return
    // A caller with no time to give must not speak against a miner.
    if (code === 'deadline' && waited < Math.max(this.tail(miner.model) ?? 0, LEAST_LATE_MS)) return
    this.#pool.standings.of(miner).breaker.failed(started, this.#pool.clock.now())
  }

  /** Another one, asked later because this one was late, has answered. */
  overtaken({ miner, waited, started }: Asking<unknown>): void {
    const { standings, book, clock } = this.#pool
    const { breaker } = standings.of(miner)
    // Its answer would have taken longer than this: left out, the tail would creep down by its own effect.
    if (breaker.state(clock.now()) === 'closed') book.add(this.#requestClass, miner.model, waited)
    breaker.failed(started, clock.now())
  }
}
