// One request to the best miner that answers: the next one is tried while the deadline lasts and the caller has got nothing.
import type { Dispatcher, Reply, ServicePath } from '@taonet/neuron'
import { isNetError, NetError } from '@taonet/wire'
import { Faltering } from './faltering.ts'
import { refusalBy } from './miner-refusal.ts'
import type { Candidate, Network } from './network.ts'
import { Refused } from './openai-error.ts'
import { Patience } from './patience.ts'

export interface Question<T> {
  /** As the caller named it; for messages only. */
  readonly model: string
  readonly candidates: readonly Candidate[]
  readonly path: ServicePath
  readonly body: unknown
  /** Whether the caller allows the words to be kept; not unless said. */
  readonly mayKeep?: boolean
  /** Who asks, as far as that is known: all requests of one caller leave by one validator. */
  readonly caller?: string | undefined
  /** The caller's: aborts when it has gone. */
  readonly signal: AbortSignal
  /** Milliseconds for everything, the last byte included. */
  readonly deadline: number
  /**
   * Reads as much of a 200 reply as it takes to know that this miner answers; what it resolves with goes to the caller.
   * @throws NetError when it does not, and the next miner is asked.
   */
  accept(reply: Reply, miner: Candidate): Promise<T>
}

export interface Served<T> {
  readonly answer: T
  readonly miner: Candidate
  /** Uids that failed before. */
  readonly tried: readonly number[]
}

export type Router = <T>(question: Question<T>) => Promise<Served<T>>

/** At most so many miners are asked for one request. */
const MOST_TRIES = 4
/** A miner is given at least so long while others wait to be asked. */
const LEAST_PATIENCE_MS = 1_000

const noMiner = (model: string): NetError =>
  new NetError(
    'no-miner',
    `no miner that serves "${model}" can be called now`,
    'wait for the next epoch, or run one with `taonet miner`',
  )

const noTime = (): NetError =>
  new NetError('deadline', 'no miner answered in time', 'ask again, or ask for fewer tokens')

const callerGone = (): NetError => new NetError('aborted', 'the caller has gone', 'nothing to do')

/** A caller's own validator may have so many more requests under way than the idlest before that one takes over. */
const LOYALTY = 16

/** FNV-1a. */
function numberOf(caller: string): number {
  let hash = 2_166_136_261
  for (let at = 0; at < caller.length; at++) hash = Math.imul(hash ^ caller.charCodeAt(at), 16_777_619)
  return hash >>> 0
}

/**
 * Live traffic spreads over all validators: a caller keeps to one, as the steps of a probe do; whoever is not known goes by
 * the one with the fewest requests under way, by turns where several have.
 */
function dispatchers(network: Network): (netuid: number, caller?: string) => Dispatcher | undefined {
  let turn = 0
  return (netuid, caller) => {
    const validators = network.validators.filter(one => one.serves(netuid))
    const { length } = validators
    turn = (turn + 1) % Math.max(1, length)
    let best: Dispatcher | undefined
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < length; i++) {
      const dispatcher = validators[(turn + i) % length]?.dispatcher
      const busy = dispatcher?.metrics().inFlight ?? least
      if (busy < least) {
        best = dispatcher
        least = busy
      }
    }
    const own = caller === undefined ? undefined : validators[numberOf(caller) % length]?.dispatcher
    return own && own.metrics().inFlight <= least + LOYALTY ? own : best
  }
}

export interface RouterOptions {
  /** Told of each miner that failed before another was asked. */
  readonly onFailure?: (miner: Candidate, thrown: Refused | NetError) => void
}

export function routerOf(network: Network, { onFailure }: RouterOptions = {}): Router {
  const next = dispatchers(network)
  const faltering = new Faltering()

  /** @throws NetError, or Refused where the miner says that the request itself cannot be served. */
  async function attempt<T>(
    question: Question<T>,
    miner: Candidate,
    left: number,
    share: number,
  ): Promise<T> {
    const { path, body, accept } = question
    const dispatcher = next(miner.target.netuid, question.caller)
    if (!dispatcher)
      throw new NetError(
        'no-validator',
        `this gateway has no validator on subnet ${miner.target.netuid}`,
        'start one beside it',
      )
    const patience = new Patience(share, question.signal)
    try {
      const reply = await dispatcher.send(miner.target, path, body, {
        deadline: left,
        signal: patience.signal,
        mayKeep: question.mayKeep === true,
      })
      if (reply.status !== 200) throw await refusalBy(reply, miner)
      return await accept(reply, miner).catch((thrown: unknown) => {
        // What came whole and is still unusable is not what its protocol says.
        if (isNetError(thrown) && thrown.code === 'bad-reply') reply.condemn('schema')
        throw thrown
      })
    } catch (thrown) {
      throw patience.explain(thrown)
    } finally {
      patience.end()
    }
  }

  return async question => {
    const { model, candidates, signal } = question
    const until = performance.now() + question.deadline
    const tried: number[] = []
    let last: Refused | NetError | undefined
    for (const miner of faltering.last(candidates).slice(0, MOST_TRIES)) {
      const left = until - performance.now()
      if (signal.aborted) throw callerGone()
      if (left <= 0) throw last instanceof Refused ? last : noTime()
      // A stuck miner may not eat the whole deadline while others wait to be asked.
      const isLast = tried.length + 1 >= Math.min(candidates.length, MOST_TRIES)
      const share = isLast ? left : Math.min(left, Math.max(left / 2, LEAST_PATIENCE_MS))
      try {
        const answer = await attempt(question, miner, left, share)
        faltering.clear(miner)
        return { answer, miner, tried }
      } catch (thrown) {
        if (signal.aborted) throw callerGone()
        if (thrown instanceof Refused) last = thrown
        else if (isNetError(thrown)) {
          if (thrown.code !== 'busy') faltering.note(miner)
          // A refusal that names what is wrong with the request says more than that others are down.
          if (!(last instanceof Refused)) last = thrown
        } else throw thrown
        onFailure?.(miner, thrown)
      }
      tried.push(miner.uid)
    }
    throw last ?? noMiner(model)
  }
}
