// What live requests to a subnet have looked like lately, so that probes can look the same: callers' visits, and how often
// each kind of request comes. Their words are here only where the caller allowed that (DESIGN §5).

import type { Subnet } from '../subnet.ts'
import { chance } from './chance.ts'
import { drawPlace } from './sampling.ts'
import type { KindWeight } from './score-book.ts'
import type { Asked, Interval, Visit } from './visits.ts'

/** Visits: enough for shares to within two points, and recent: yesterday's habits are not today's. */
const KEPT = 512
/** With fewer live requests than this the shares mean nothing, and the subnet's own weights hold. */
const ENOUGH = 64
/** Whatever people ask for, each kind keeps this part of its declared share: what is never probed is worth nothing. */
const LEAST = 0.05
/** Requests with allowed words that a challenge may choose from. */
const WORDED = 4

/** What a challenge is to look like. */
export interface Worn {
  /** A visit's shapes, then what callers allow to be asked again. */
  readonly envelopes: readonly unknown[]
  /** How each step comes after the one before it; the visit's first has nothing before it. */
  readonly intervals: readonly Interval[]
  /** Earlier answers that its longest conversation carries on from. */
  readonly answers: number
}

const NOTHING: Worn = { envelopes: [], intervals: [], answers: 0 }

const oneOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)]

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

export class LiveMix {
  readonly #subnet: Subnet
  readonly #visits: Visit[] = []
  /** Miners that have had a caller's words. */
  readonly #heard = new WeakMap<Asked, Set<number>>()
  /** Requests that challenges have made so far, and how many challenges made them: by kind, and by kind and visit's length. */
  readonly #steps = new Map<string, { requests: number; challenges: number }>()
  #next = 0

  constructor(subnet: Subnet) {
    this.#subnet = subnet
  }

  note(visit: Visit): void {
    for (const request of visit.requests) this.#heard.set(request, new Set([visit.uid]))
    this.#visits[this.#next] = visit
    this.#next = (this.#next + 1) % KEPT
  }

  /** Whether there is enough live traffic to go by. */
  get known(): boolean {
    return this.#requests().length >= ENOUGH
  }

  /** A challenge of `kind` that plays a visit of so many requests made so many: kinds that make more of them come less often. */
  made(kind: string, visited: number, requests: number): void {
    for (const name of [kind, `${kind} ${visited}`]) {
      const before = this.#steps.get(name) ?? { requests: 0, challenges: 0 }
      this.#steps.set(name, {
        requests: before.requests + requests,
        challenges: before.challenges + 1,
      })
    }
  }

  /** How many requests a challenge of the kind makes that plays a visit of so many. */
  steps(kind: string, visited: number): number {
    return this.#stepsOf(`${kind} ${visited}`) ?? this.#stepsOf(kind) ?? visited
  }

  /**
   * How often to draw each kind, so that probes' requests have the shares of live ones; undefined while there is too little
   * traffic to say. Kinds that wear the same shapes divide their share by their declared weights.
   */
  weights(): readonly KindWeight[] | undefined {
    const requests = this.#requests()
    if (requests.length < ENOUGH) return undefined
    return this.#shares(requests).map(({ name, share }) => ({
      name,
      weight: share / Math.max(1, this.#stepsOf(name) ?? 1),
    }))
  }

  /** A kind to play a visit again with whose first request is of the live kind; undefined where none looks like that. */
  kindLike(live: string): string | undefined {
    const requests = this.#requests()
    const shares = this.#shares(requests).map(({ name, wears, share }) => {
      const common = wears === undefined ? 1 : shareOf(wears, requests)
      // What nobody asks for goes with whatever is asked.
      return {
        name,
        weight: common === 0 ? share : wears === undefined || wears === live ? share / common : 0,
      }
    })
    const rest = Math.max(0, 1 - sum(shares.map(({ weight }) => weight)))
    const place = drawPlace([...shares.map(({ weight }) => weight), rest], chance())
    return shares[place]?.name
  }

  /** A recent visit that a challenge of the kind can play, whoever was visited. */
  visitFor(kind: string): Visit | undefined {
    const wears = this.#wornBy(kind)
    return oneOf(this.#visits.filter(({ requests: [first] }) => wears === undefined || first?.kind === wears))
  }

  /**
   * What a challenge of the kind wears to play the visit with a miner: nothing of it where the kind cannot look like it; and
   * no words that the miner has had.
   */
  wear(kind: string, uid: number, visit: Visit | undefined): Worn {
    const wears = this.#wornBy(kind)
    const first = visit?.requests[0]
    if (!visit || (wears !== undefined && first?.kind !== wears)) return NOTHING
    const asksAgain = this.#subnet.kinds.some(one => one.name === kind && one.asksAgain)
    return {
      envelopes: [
        ...visit.requests.map(({ shape }) => shape),
        ...(asksAgain ? this.#words(uid, first?.kind) : []),
      ],
      intervals: visit.requests.flatMap(({ after }) => after ?? []),
      answers: Math.max(...visit.requests.map(({ answers }) => answers)),
    }
  }

  /** How some request of the live kind came after the one before it. */
  interval(kind: string | undefined): Interval {
    const known = this.#requests().flatMap(one => (one.kind === kind && one.after ? [one.after] : []))
    return oneOf(known) ?? { overlapping: false, ms: 0 }
  }

  #wornBy(kind: string): string | undefined {
    return this.#subnet.kinds.find(one => one.name === kind)?.wears
  }

  #requests(): readonly Asked[] {
    return this.#visits.flatMap(({ requests }) => requests)
  }

  #words(uid: number, kind: string | undefined): readonly unknown[] {
    const worded = this.#requests().filter(
      one => one.worded !== undefined && one.kind === kind && !this.#heard.get(one)?.has(uid),
    )
    const drawn = Array.from({ length: WORDED }, () => oneOf(worded)).filter(one => one !== undefined)
    for (const one of drawn) this.#heard.get(one)?.add(uid)
    return [...new Set(drawn)].map(({ worded: shape }) => shape)
  }

  /** The share of probes' requests that each kind is to have. */
  #shares(requests: readonly Asked[]) {
    const { kinds } = this.#subnet
    const declared = sum(kinds.map(({ weight }) => weight))
    return kinds.map(({ name, weight, wears, seldom }) => {
      const rivals = kinds.filter(one => one.wears === wears && !one.seldom)
      const live =
        wears === undefined ? sum(rivals.map(one => one.weight)) / declared : shareOf(wears, requests)
      const own = seldom ? 0 : live * (weight / sum(rivals.map(one => one.weight)))
      return { name, wears, share: Math.max(LEAST * (weight / declared), own) }
    })
  }

  #stepsOf(name: string): number | undefined {
    const made = this.#steps.get(name)
    return made && made.requests / made.challenges
  }
}

const shareOf = (kind: string, requests: readonly Asked[]): number =>
  requests.filter(one => one.kind === kind).length / Math.max(1, requests.length)

/** One of the kinds by their weights; `draw` in 0 … 1 comes from a source that miners cannot see. */
export const drawKind = (kinds: readonly KindWeight[], draw: number): string =>
  kinds[
    drawPlace(
      kinds.map(({ weight }) => weight),
      draw,
    )
  ]?.name ?? ''
