// What all requests share: what is known of miners and of answers' times, what may be spent on second requests, and counts.
import type { NetError } from '@taonet/wire'
import type { Candidate, Network } from '../network.ts'
import type { Question } from '../router.ts'
import { Asking } from './asking.ts'
import type { Clock } from './clock.ts'
import { type ChooseDispatcher, dispatchersOf } from './dispatchers.ts'
import { ExtraBudget } from './extra-budget.ts'
import { LatencyBook } from './latency-book.ts'
import { Standings } from './standings.ts'

/** Since the start. */
export interface RoutingCounts {
  requests: number
  /** Second requests because the first answer was late, and those of them that answered first. */
  hedges: number
  hedgesWon: number
  /** Requests beside another by which an open breaker's miner was judged again. */
  trials: number
}

export interface StartOptions {
  readonly left: number
  readonly patience: number
  readonly onOver: (broken: unknown) => void
}

/** Busy is said of one place in the network, and holds for a while. */
const CROWDED_MS = 1_000

export class Pool {
  readonly clock: Clock
  readonly standings: Standings
  readonly book = new LatencyBook()
  readonly extras = new ExtraBudget()
  readonly counts: RoutingCounts = { requests: 0, hedges: 0, hedgesWon: 0, trials: 0 }
  readonly #choose: ChooseDispatcher
  readonly #running = new Set<{ giveUp(why: NetError): void }>()
  readonly #crowdedUntil = new Map<number, number>()

  constructor(network: Pick<Network, 'validators'>, clock: Clock) {
    this.clock = clock
    this.standings = new Standings(clock)
    this.#choose = dispatchersOf(network)
  }

  start<T>(question: Question<T>, miner: Candidate, { left, patience, onOver }: StartOptions): Asking<T> {
    const { clock } = this
    const standing = this.standings.of(miner)
    const dispatcher = this.#choose(miner.target.netuid, question.caller)
    standing.underWay++
    const asking: Asking<T> = new Asking(question, miner, {
      clock,
      dispatcher,
      left,
      patience,
      onOver: broken => {
        standing.underWay--
        this.#running.delete(asking)
        onOver(broken)
      },
    })
    this.#running.add(asking)
    return asking
  }

  /** A miner had no room: for a while nobody of its subnet is asked twice. */
  noteBusy(miner: Candidate): void {
    const standing = this.standings.of(miner)
    const now = this.clock.now()
    standing.limit.refused(standing.underWay, now)
    this.#crowdedUntil.set(miner.target.netuid, now + CROWDED_MS)
  }

  isCrowded(netuid: number): boolean {
    return (this.#crowdedUntil.get(netuid) ?? 0) > this.clock.now()
  }

  /** Ends everything under way. */
  end(why: NetError): void {
    for (const asking of [...this.#running]) asking.giveUp(why)
  }
}
