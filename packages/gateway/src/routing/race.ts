// One request to its candidates: the best first, the next when it fails, and a second one beside it when it is later than 95 of
// 100 such answers were. The first usable answer is the caller's, and the others are cancelled.
import { isNetError, NetError } from '@taonet/wire'
import type { Candidate } from '../network.ts'
import { Refused } from '../openai-error.ts'
import type { Question, Served } from '../router.ts'
import { type Asking, callerGone, type Outcome } from './asking.ts'
import { Judge } from './judge.ts'
import type { Pool } from './pool.ts'
import { requestClass } from './request-class.ts'

/** Miners that may work on one request in vain; those who turn it away at the door cost nothing. */
const MOST_IN_VAIN = 8
/** Miners that may refuse a request as it is, before it is believed to be at fault. */
const MOST_REFUSALS = 4
const AT_THE_DOOR = new Set(['busy', 'unreachable', 'refused-address'])
/** A miner is given at least so long while others wait to be asked. */
const LEAST_PATIENCE_MS = 1_000
/** Where answers' times are known, a miner that takes so many times the tail is given up, not only hedged. */
const STUCK = 10
/** Before anything is known of such answers. */
const FIRST_HEDGE_MS = 2_000
/** A second request is not worth less waiting than this. */
const LEAST_HEDGE_MS = 20

type Role = 'asked' | 'hedge' | 'trial'

export interface RaceOptions {
  readonly pool: Pool
  /** Whether the subnet has callers waiting: then nobody is asked twice. */
  readonly isCrowded: () => boolean
  /** The deadline, by the pool's clock. */
  readonly until: number
  /** Uids that failed so far; grows. */
  readonly tried: Set<number>
  /** Told when the answer that was given has been read, or will not be. */
  readonly onOver: () => void
  readonly onFailure: ((miner: Candidate, thrown: Refused | NetError) => void) | undefined
}

export const noMiner = (model: string): NetError =>
  new NetError(
    'no-miner',
    `no miner that serves "${model}" can be called now`,
    'wait for the next epoch, or run one with `taonet miner`',
  )

const noTime = (): NetError =>
  new NetError('deadline', 'no miner answered in time', 'ask again, or ask for fewer tokens')

const overtaken = (): NetError => new NetError('aborted', 'another miner was faster', 'nothing to do')

export class Race<T> {
  readonly #question: Question<T>
  readonly #options: RaceOptions
  readonly #judge: Judge
  /** Not asked yet, in order. */
  readonly #queue: Candidate[]
  readonly #running = new Map<Asking<T>, Role>()
  #hedgeAt = Number.POSITIVE_INFINITY
  #inVain = 0
  #refusals = 0
  #last: Refused | NetError | undefined
  #winner: Asking<T> | undefined
  #inTime = true

  constructor(question: Question<T>, options: RaceOptions) {
    const { pool } = options
    this.#question = question
    this.#options = options
    this.#queue = pool.standings.ordered(question.candidates)
    const netuid = question.candidates[0]?.target.netuid ?? 0
    this.#judge = new Judge(pool, requestClass(netuid, question.path, question.body))
  }

  /** @throws NetError, or Refused where miners say that the request itself cannot be served. */
  async run(): Promise<Served<T>> {
    try {
      this.#trial()
      for (;;) {
        if (![...this.#running.values()].some(role => role !== 'trial')) this.#askNext()
        const event = await this.#event()
        if (event === 'late') this.#hedge()
        else if (event.answered) return this.#won(event.asking, event.answer)
        else this.#lost(event.asking, event.thrown)
      }
    } catch (thrown) {
      for (const asking of this.#running.keys()) asking.giveUp(callerGone())
      throw thrown
    }
  }

  get #now(): number {
    return this.#options.pool.clock.now()
  }

  get #left(): number {
    return this.#options.until - this.#now
  }

  /** Whether a second request may be made beside the first. */
  get #mayRepeat(): boolean {
    return this.#question.hedge !== false && !this.#options.isCrowded()
  }

  /** The best candidate may be one whose breaker is half open: it is asked too, and nobody waits for it. */
  #trial(): void {
    const { standings, extras, counts } = this.#options.pool
    const { candidates } = this.#question
    const well = candidates.findIndex(one => standings.isWell(one))
    if (well <= 0 || !this.#mayRepeat) return
    const now = this.#now
    const miner = candidates.slice(0, well).find(one => standings.of(one).breaker.state(now) === 'half-open')
    if (miner === undefined || !extras.spend()) return
    standings.of(miner).breaker.takeTrial(now)
    counts.trials++
    this.#start(miner, 'trial')
  }

  #askNext(): void {
    if (this.#question.signal.aborted) throw callerGone()
    if (this.#left <= 0) throw this.#last instanceof Refused ? this.#last : noTime()
    const enough = this.#inVain >= MOST_IN_VAIN || this.#refusals >= MOST_REFUSALS
    const miner = enough ? undefined : this.#queue[0]
    if (miner) this.#start(miner, 'asked')
    else if (this.#running.size === 0) throw this.#last ?? noMiner(this.#question.model)
  }

  #start(miner: Candidate, role: Role): void {
    const at = this.#queue.indexOf(miner)
    if (at >= 0) this.#queue.splice(at, 1)
    const asking: Asking<T> = this.#options.pool.start(this.#question, miner, {
      left: this.#left,
      patience: this.#patience(miner, role),
      onOver: broken => {
        if (this.#winner === asking) this.#finished(asking, broken)
      },
    })
    this.#running.set(asking, role)
    if (role !== 'trial') this.#hedgeAt = this.#now + this.#hedgeDelay(miner)
  }

  #hedgeDelay({ model }: Candidate): number {
    return Math.max(LEAST_HEDGE_MS, this.#judge.tail(model) ?? FIRST_HEDGE_MS)
  }

  /** A stuck miner may not eat the whole deadline while others wait to be asked. */
  #patience({ model }: Candidate, role: Role): number {
    const left = this.#left
    if (this.#queue.length === 0 && role !== 'trial') return left
    const share = Math.min(left, Math.max(left / 2, LEAST_PATIENCE_MS))
    const tail = this.#judge.tail(model)
    if (tail === undefined || this.#options.isCrowded()) return share
    return Math.min(share, Math.max(STUCK * tail, LEAST_PATIENCE_MS))
  }

  /** Who could be asked beside those who are. */
  #second(): Candidate | undefined {
    const { standings } = this.#options.pool
    return this.#queue.find(one => !one.vetoed && standings.isWell(one) && standings.of(one).hasRoom)
  }

  async #event(): Promise<Outcome<T> | 'late'> {
    const outcomes = [...this.#running.keys()].map(one => one.outcome)
    if (this.#question.hedge === false || this.#queue.length === 0) return Promise.race(outcomes)
    let callOff = (): void => {}
    const late = new Promise<'late'>(resolve => {
      callOff = this.#options.pool.clock.after(Math.max(0, this.#hedgeAt - this.#now), () => resolve('late'))
    })
    try {
      return await Promise.race([...outcomes, late])
    } finally {
      callOff()
    }
  }

  #hedge(): void {
    const { extras, counts } = this.#options.pool
    const miner = this.#mayRepeat ? this.#second() : undefined
    if (miner && extras.spend()) {
      counts.hedges++
      this.#start(miner, 'hedge')
      return
    }
    // There may be room, or something saved, a little later.
    const [asking] = this.#running.keys()
    this.#hedgeAt = this.#now + (asking ? this.#hedgeDelay(asking.miner) : FIRST_HEDGE_MS)
  }

  #won(asking: Asking<T>, answer: T): Served<T> {
    const { pool, tried } = this.#options
    const role = this.#running.get(asking)
    this.#running.delete(asking)
    this.#winner = asking
    this.#inTime = this.#judge.began(asking)
    if (role === 'hedge') pool.counts.hedgesWon++
    const hedged = [...this.#running.keys()].map(one => one.miner.uid)
    for (const [other, others] of this.#running) {
      if (others === 'trial') void this.#watchTrial(other)
      else {
        if (other.started < asking.started && role === 'hedge') this.#judge.overtaken(other)
        other.giveUp(overtaken())
      }
    }
    if (asking.isOver) this.#finished(asking, undefined)
    return { answer, miner: asking.miner, tried: [...tried], hedged }
  }

  /** @param broken What broke the answer after it had begun. */
  #finished(asking: Asking<T>, broken: unknown): void {
    if (isNetError(broken)) this.#judge.failed(asking, broken)
    else if (this.#inTime) this.#judge.answered(asking)
    this.#options.onOver()
  }

  /** It was sent to learn whether its miner answers, and goes on until that is known. */
  async #watchTrial(trial: Asking<T>): Promise<void> {
    const outcome = await trial.outcome
    if (outcome.answered) {
      if (this.#judge.began(trial)) this.#judge.answered(trial)
    } else if (isNetError(outcome.thrown)) this.#judge.failed(trial, outcome.thrown)
    trial.giveUp(overtaken())
  }

  #lost(asking: Asking<T>, thrown: unknown): void {
    const { tried, onFailure } = this.#options
    const role = this.#running.get(asking)
    this.#running.delete(asking)
    if (this.#question.signal.aborted) throw callerGone()
    if (thrown instanceof Refused) {
      this.#refusals++
      this.#last = thrown
    } else if (isNetError(thrown)) {
      this.#judge.failed(asking, thrown)
      if (thrown.code === 'closed') throw thrown
      if (role !== 'trial' && !AT_THE_DOOR.has(thrown.code)) this.#inVain++
      this.#last = worthier(this.#last, thrown)
    } else throw thrown
    tried.add(asking.miner.uid)
    onFailure?.(asking.miner, thrown)
  }
}

/** A refusal that names what is wrong with the request says more than that others are down, and so does that some are busy. */
function worthier(last: Refused | NetError | undefined, next: NetError): Refused | NetError {
  return last instanceof Refused || (last?.code === 'busy' && next.code !== 'busy') ? last : next
}
