// One request to the best miner that answers. It waits its turn when miners have as much as they take; then the next miner is
// tried, or asked beside the first, while the deadline lasts and the caller has got nothing.
import type { Reply, ServicePath } from '@taonet/neuron'
import { isNetError, NetError } from '@taonet/wire'
import type { Candidate, Network } from './network.ts'
import type { Refused } from './openai-error.ts'
import { callerGone } from './routing/asking.ts'
import { type Clock, machineClock } from './routing/clock.ts'
import { Pool, type RoutingCounts } from './routing/pool.ts'
import { noMiner, Race } from './routing/race.ts'
import type { MinerState } from './routing/standings.ts'
import { type Place, type RoomState, WaitingRoom } from './routing/waiting-room.ts'

export interface Question<T> {
  /** As the caller named it; for messages only. */
  readonly model: string
  /** All of one subnet, best first. */
  readonly candidates: readonly Candidate[]
  readonly path: ServicePath
  readonly body: unknown
  /** Whether the caller allows the words to be kept; not unless said. */
  readonly mayKeep?: boolean
  /** Who asks, as far as that is known: all requests of one caller leave by one validator, and callers take turns. */
  readonly caller?: string | undefined
  /** Of the turns, against other callers'; 1 unless said. */
  readonly weight?: number
  /** Comes after all that is not, and never fills all places. */
  readonly batch?: boolean
  /** Whether a second miner may be asked beside a slow one; unless said, it may. */
  readonly hedge?: boolean
  /** The caller's: aborts when it has gone. */
  readonly signal: AbortSignal
  /** Milliseconds for everything, the last byte included. */
  readonly deadline: number
  /**
   * Reads as much of a 200 reply as it takes to know that this miner answers; what it resolves with goes to the caller. Two
   * miners' replies may be read at the same time.
   * @throws NetError when it does not, and the next miner is asked.
   */
  accept(reply: Reply, miner: Candidate): Promise<T>
}

export interface Served<T> {
  readonly answer: T
  readonly miner: Candidate
  /** Uids that failed before. */
  readonly tried: readonly number[]
  /** Uids that were asked at the same time, and were slower. */
  readonly hedged: readonly number[]
}

export type Router = <T>(question: Question<T>) => Promise<Served<T>>

export interface RouterOptions {
  /** Told of each miner that failed before another was asked. */
  readonly onFailure?: (miner: Candidate, thrown: Refused | NetError) => void
  readonly clock?: Clock
}

export interface RoutingState {
  readonly counts: Readonly<RoutingCounts>
  readonly miners: readonly MinerState[]
  readonly rooms: readonly (RoomState & { readonly netuid: number })[]
}

export interface Routing {
  readonly router: Router
  state(): RoutingState
  /** Refuses who waits and who comes; what is under way goes on. */
  drain(): void
  /** Ends what is under way too; whoever reads an answer is told why it breaks off. */
  end(): void
}

/** All miners may be busy for a moment: they are asked again after so many milliseconds, with the place kept. */
const PAUSES_MS = [100, 300]

const closing = (): NetError =>
  new NetError('closed', 'this gateway is closing', 'ask again in a few seconds')

export function routingOf(
  network: Network,
  { onFailure, clock = machineClock }: RouterOptions = {},
): Routing {
  const pool = new Pool(network, clock)
  const rooms = new Map<number, WaitingRoom>()
  let drained = false

  const roomOf = (netuid: number): WaitingRoom => {
    const room = rooms.get(netuid) ?? new WaitingRoom(clock)
    if (drained) room.close(closing())
    rooms.set(netuid, room)
    return room
  }

  async function inPlace<T>(
    question: Question<T>,
    until: number,
    place: Place,
    isCrowded: () => boolean,
  ): Promise<Served<T>> {
    const tried = new Set<number>()
    const options = { pool, isCrowded, until, tried, onOver: () => place.leave(), onFailure }
    for (let round = 0; ; round++) {
      const pause = PAUSES_MS[round]
      try {
        const served = await new Race(question, options).run()
        place.answered()
        return served
      } catch (thrown) {
        if (!isNetError(thrown) || thrown.code !== 'busy') throw thrown
        place.noRoom()
        if (pause === undefined || until - clock.now() < 2 * pause) throw thrown
        await paused(clock, pause, question.signal)
      }
    }
  }

  const router: Router = async question => {
    const { candidates, caller = '', weight = 1, batch = false, deadline, signal } = question
    const until = clock.now() + deadline
    const netuid = candidates[0]?.target.netuid
    if (netuid === undefined) throw noMiner(question.model)
    const room = roomOf(netuid)
    const place = await room.enter({ caller, weight, batch, left: deadline, signal })
    pool.counts.requests++
    if (question.hedge !== false) pool.extras.earn()
    try {
      return await inPlace(question, until, place, () => room.isCrowded || pool.isCrowded(netuid))
    } catch (thrown) {
      place.leave()
      throw thrown
    }
  }

  return {
    router,
    state: () => ({
      counts: { ...pool.counts },
      miners: pool.standings.states(),
      rooms: [...rooms].map(([netuid, room]) => ({ netuid, ...room.state() })),
    }),
    drain() {
      drained = true
      for (const room of rooms.values()) room.close(closing())
    },
    end: () => pool.end(closing()),
  }
}

/** @throws NetError `aborted` when the signal comes first. */
function paused(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      callOff()
      reject(callerGone())
    }
    const callOff = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    })
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
  })
}
