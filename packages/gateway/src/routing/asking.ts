// One request to one miner, from the asking to the last byte of its answer: given up when its patience runs out before it has
// begun to answer, when its caller has gone, or when somebody else was faster.
import type { Dispatcher } from '@taonet/neuron'
import { isNetError, NetError } from '@taonet/wire'
import { refusalBy } from '../miner-refusal.ts'
import type { Candidate } from '../network.ts'
import type { Question } from '../router.ts'
import type { Clock } from './clock.ts'
import { numberOf } from './dispatchers.ts'
import { WatchedReply } from './watched-reply.ts'

export interface AskingOptions {
  readonly clock: Clock
  readonly dispatcher: Dispatcher | undefined
  /** Milliseconds for everything, the last byte included. */
  readonly left: number
  /** Milliseconds until it has to be known that this miner answers. */
  readonly patience: number
  /** Told once, when nothing more will be read; with what broke an answer that had begun, if anything did. */
  readonly onOver: (broken: unknown) => void
}

export type Outcome<T> =
  | { readonly asking: Asking<T>; readonly answered: true; readonly answer: T }
  | { readonly asking: Asking<T>; readonly answered: false; readonly thrown: unknown }

const late = (): NetError =>
  new NetError('deadline', 'the miner did not answer in time', 'ask again, or ask for fewer tokens')

export const callerGone = (): NetError => new NetError('aborted', 'the caller has gone', 'nothing to do')

export class Asking<T> {
  readonly miner: Candidate
  readonly started: number
  /** Never rejects. */
  readonly outcome: Promise<Outcome<T>>
  readonly #question: Question<T>
  readonly #options: AskingOptions
  readonly #controller = new AbortController()
  #callOff: () => void
  #why: NetError | undefined
  #answered = false
  #over = false

  constructor(question: Question<T>, miner: Candidate, options: AskingOptions) {
    this.miner = miner
    this.#question = question
    this.#options = options
    const { clock, patience } = options
    this.started = clock.now()
    this.#callOff = clock.after(patience, () => this.giveUp(late()))
    // Never before the constructor returns: whoever asks holds nothing to end yet.
    if (question.signal.aborted) queueMicrotask(this.#onGone)
    else question.signal.addEventListener('abort', this.#onGone, { once: true })
    this.outcome = this.#ask().then(
      answer => ({ asking: this, answered: true, answer }),
      thrown => ({ asking: this, answered: false, thrown }),
    )
  }

  /** Milliseconds since it was asked. */
  get waited(): number {
    return this.#options.clock.now() - this.started
  }

  get isOver(): boolean {
    return this.#over
  }

  /** Ends the exchange, also one that streams; whoever reads is told why. The first reason stands. */
  giveUp(why: NetError): void {
    if (this.#over) return
    this.#why ??= why
    this.#controller.abort()
    this.#end(undefined)
  }

  readonly #onGone = (): void => this.giveUp(callerGone())

  async #ask(): Promise<T> {
    try {
      const answer = await this.#exchange()
      if (this.#why) throw this.#why
      this.#begun()
      return answer
    } catch (thrown) {
      this.#end(undefined)
      throw this.#why ?? thrown
    }
  }

  async #exchange(): Promise<T> {
    const { miner } = this
    const { path, body, accept, mayKeep, caller } = this.#question
    const { dispatcher, left } = this.#options
    if (!dispatcher)
      throw new NetError(
        'no-validator',
        `this gateway has no validator on subnet ${miner.target.netuid}`,
        'start one beside it',
      )
    const reply = new WatchedReply(
      await dispatcher.send(miner.target, path, body, {
        deadline: left,
        signal: this.#controller.signal,
        mayKeep: mayKeep === true,
        caller: caller === undefined ? undefined : numberOf(caller),
      }),
      { over: () => this.#end(undefined), broken: thrown => this.#broken(thrown) },
    )
    if (reply.status !== 200) throw await refusalBy(reply, miner)
    try {
      return await accept(reply, miner)
    } catch (thrown) {
      // What came whole and is still unusable is not what its protocol says.
      if (isNetError(thrown) && thrown.code === 'bad-reply') reply.condemn('schema')
      reply.cancel()
      throw thrown
    }
  }

  /** From now on only the deadline ends it: a stream that has begun lasts as long as its request may. */
  #begun(): void {
    this.#answered = true
    this.#callOff()
    if (this.#over) return
    const { clock, left } = this.#options
    // Also where nobody reads any more: the dispatcher has ended the exchange then, and nobody else will say so.
    this.#callOff = clock.after(Math.max(0, left - this.waited), () => this.#end(undefined))
  }

  #broken(thrown: unknown): unknown {
    const said = this.#why ?? thrown
    this.#end(this.#answered ? said : undefined)
    return said
  }

  #end(broken: unknown): void {
    if (this.#over) return
    this.#over = true
    this.#callOff()
    this.#question.signal.removeEventListener('abort', this.#onGone)
    this.#options.onOver(broken)
  }
}
