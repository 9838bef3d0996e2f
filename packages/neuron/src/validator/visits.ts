// What one caller asks of one miner, request after request: a visit. Probes are visits played again with other words, so that
// they come as often, as long, in the same shapes and with the same pauses as live requests do.

import type { AccountId } from '@taonet/wire'
import type { LiveRequest } from '../dispatch/dispatcher.ts'
import type { Target } from '../dispatch/reply.ts'
import type { Envelope, Subnet } from '../subnet.ts'

/** Milliseconds after which a caller who asks nothing more has gone. */
const GONE_MS = 2_000
/** As many as a challenge has steps, at most: what a caller asks beyond them is another visit. */
const MOST_REQUESTS = 5
/** Visits at a time that are listened to. */
const MOST_OPEN = 4_096
/** Milliseconds in which the memory of how much a miner is asked falls to a third. */
const MEMORY_MS = 60_000
/** Requests in that time from which on a miner's live traffic is enough for its probes to go by. */
const ENOUGH = 10

/** How one request comes after the one before it. */
export interface Interval {
  /** Whether that one was still under way. */
  readonly overlapping: boolean
  /** Milliseconds since it began where they overlap, else since it ended; 0 where they left in one turn of the event loop. */
  readonly ms: number
}

/** A live request as it is remembered. */
export interface Asked {
  /** Undefined for the first of a visit. */
  readonly after: Interval | undefined
  readonly kind: string
  /** Without words of the caller. */
  readonly shape: unknown
  /** With them, where the caller allows it. */
  readonly worded: unknown
  /** Earlier answers that it carries on from. */
  readonly answers: number
}

/** All requests are of one kind: what a caller asks of another one is another visit. */
export interface Visit {
  readonly validator: AccountId
  readonly uid: number
  readonly hotkey: AccountId
  readonly requests: readonly Asked[]
}

interface Open {
  /** One for each request; undefined for what no probe can look like. */
  readonly requests: (Asked | undefined)[]
  readonly over: () => void
  timer: NodeJS.Timeout | undefined
  underWay: number
  began: number
  ended: number
  /** Whether its last request leaves in this turn of the event loop. */
  leaving: boolean
}

interface Traffic {
  readonly count: number
  readonly at: number
}

const pairOf = (validator: AccountId, miner: AccountId): string => `${validator} ${miner}`

/** The visits of all validators' callers to the miners of one subnet. */
export class Visits {
  readonly #subnet: Subnet
  readonly #now: () => number
  readonly #open = new Map<string, Open>()
  readonly #traffic = new Map<string, Traffic>()
  readonly #begin: (miner: AccountId) => void
  readonly #listeners = new Set<(visit: Visit) => void>()

  /** @param onBegin Told of each that begins. @param now Milliseconds that never go back. */
  constructor(
    subnet: Subnet,
    onBegin: (miner: AccountId) => void = () => {},
    now: () => number = () => performance.now(),
  ) {
    this.#subnet = subnet
    this.#begin = onBegin
    this.#now = now
  }

  /** Calls back with each visit that is over; gives back how to stop that. */
  onOver(listener: (visit: Visit) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** A live request of a validator leaves; to be told when it is over. */
  note(validator: AccountId, request: LiveRequest): () => void {
    const { target, caller = '' } = request
    const now = this.#now()
    const pair = pairOf(validator, target.hotkey)
    const name = `${pair} ${caller}`
    const known = this.#open.get(name)
    const visit = known ?? this.#first(name, validator, target, now)
    const after = known && intervalAt(known, now)
    const place = visit.requests.push(undefined) - 1
    visit.underWay++
    visit.began = now
    visit.leaving = true
    clearTimeout(visit.timer)
    if (visit.requests.length >= MOST_REQUESTS) this.#open.delete(name)
    // Once the request is on its way: what it looks like is nothing to wait for.
    setImmediate(() => {
      visit.leaving = false
      const asked = this.#asked(request, after)
      if (!asked) return
      visit.requests[place] = asked
      this.#traffic.set(pair, { count: this.#trafficOf(pair, now) + 1, at: now })
    })
    return () => {
      visit.ended = this.#now()
      if (--visit.underWay === 0) visit.timer = setTimeout(visit.over, GONE_MS).unref()
    }
  }

  /** Whether the miner is asked so much that the validator's probes of it can go by visits alone. */
  enough(validator: AccountId, miner: AccountId): boolean {
    return this.#trafficOf(pairOf(validator, miner), this.#now()) >= ENOUGH
  }

  #trafficOf(pair: string, now: number): number {
    const { count = 0, at = now } = this.#traffic.get(pair) ?? {}
    return count * Math.exp((at - now) / MEMORY_MS)
  }

  #first(name: string, validator: AccountId, { uid, hotkey }: Target, now: number): Open {
    this.#begin(hotkey)
    const over = (): void => {
      if (this.#open.get(name) === visit) this.#open.delete(name)
      for (const requests of runsOf(visit.requests))
        for (const listener of this.#listeners) listener({ validator, uid, hotkey, requests })
    }
    const visit: Open = {
      requests: [],
      over,
      timer: undefined,
      underWay: 0,
      began: now,
      ended: now,
      leaving: false,
    }
    if (this.#open.size < MOST_OPEN) this.#open.set(name, visit)
    return visit
  }

  #asked({ body, mayKeep }: LiveRequest, after: Interval | undefined): Asked | undefined {
    const envelope = this.#subnet.envelope(body, false)
    const { kind, shape, answers = 0 }: Partial<Envelope> = envelope ?? {}
    if (kind === undefined) return undefined
    const allowed = mayKeep ? this.#subnet.envelope(body, true) : undefined
    return { after, kind, shape, worded: allowed?.words ? allowed.shape : undefined, answers }
  }
}

function intervalAt({ underWay, began, ended, leaving }: Open, now: number): Interval {
  if (underWay === 0) return { overlapping: false, ms: now - ended }
  return { overlapping: true, ms: leaving ? 0 : now - began }
}

/** What follows each other and is of one kind. */
function runsOf(requests: readonly (Asked | undefined)[]): readonly (readonly Asked[])[] {
  const runs: Asked[][] = []
  for (const request of requests) {
    const last = runs.at(-1)
    if (request && last?.[0]?.kind === request.kind) last.push(request)
    else runs.push(request ? [request] : [])
  }
  return runs.filter(run => run.length > 0)
}
