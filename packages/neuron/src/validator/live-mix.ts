// What live requests to a subnet have looked like lately, so that probes can look the same: their shapes and how often each
// kind of them comes. Their words are here only where the caller allowed that (DESIGN §5).

import type { Envelope, Subnet } from '../subnet.ts'
import { chance } from './chance.ts'
import type { Interval } from './rhythm.ts'
import { drawPlace } from './sampling.ts'
import type { KindWeight } from './score-book.ts'

/** Enough for shares to within two points, and recent: yesterday's habits are not today's. */
const KEPT = 1_024
/** With fewer live requests than this the shares mean nothing, and the subnet's own weights hold. */
const ENOUGH = 64
/** Whatever people ask for, each kind keeps this part of its declared share: what is never probed is worth nothing. */
const LEAST = 0.05
/** Of requests that came at once, so many are worn together. */
const MOST_TOGETHER = 5
/** No challenge has more steps that are worth a pause of their own. */
const MOST_INTERVALS = 8
const MAX_PAIRS = 16_384

interface Seen extends Envelope {
  /** Miners that have had these words already. */
  readonly uids: Set<number>
  /** How it came after the request before it of its validator to its miner, and the request after it. */
  readonly interval: Interval | undefined
  next: Seen | undefined
}

/** A live request as it leaves. */
export interface Leaving {
  readonly request: unknown
  readonly uid: number
  /** Whether its caller allows its words to be kept and asked again. */
  readonly words: boolean
  /** Its validator and miner, and how it comes after the last request of theirs. */
  readonly pair: string
  readonly interval: Interval | undefined
}

/** What a challenge is to look like. */
export interface Worn {
  readonly envelopes: readonly unknown[]
  /** How each step is to come, as far as that is known. */
  readonly intervals: readonly (Interval | undefined)[]
}

const oneOf = (list: readonly Seen[]): Seen | undefined => list[Math.floor(chance() * list.length)]

/** Those that came after it, one after the other, while they are of a kind. */
function after(first: Seen, most: number, like: (one: Seen) => boolean): readonly Seen[] {
  const found: Seen[] = []
  for (let one = first.next; one && found.length < most && like(one); one = one.next) found.push(one)
  return found
}

export class LiveMix {
  readonly #subnet: Subnet
  readonly #seen: Seen[] = []
  /** Requests that challenges of a kind have made so far, and how many challenges made them. */
  readonly #steps = new Map<string, { requests: number; challenges: number }>()
  readonly #lastOf = new Map<string, Seen>()
  #next = 0

  constructor(subnet: Subnet) {
    this.#subnet = subnet
  }

  note({ request, uid, words, pair, interval }: Leaving): void {
    const envelope = this.#subnet.envelope(request, words)
    if (!envelope) return
    const seen: Seen = { ...envelope, uids: new Set([uid]), interval, next: undefined }
    const before = this.#lastOf.get(pair)
    if (before) before.next = seen
    if (this.#lastOf.size >= MAX_PAIRS) this.#lastOf.clear()
    this.#lastOf.set(pair, seen)
    this.#seen[this.#next] = seen
    this.#next = (this.#next + 1) % KEPT
  }

  /** A challenge of `kind` made so many requests: kinds that make more of them come less often. */
  made(kind: string, requests: number): void {
    const { requests: before = 0, challenges = 0 } = this.#steps.get(kind) ?? {}
    this.#steps.set(kind, { requests: before + requests, challenges: challenges + 1 })
  }

  /**
   * How often to draw each kind, so that probes' requests have the shares of live ones; undefined while there is too little
   * traffic to say. Kinds that wear the same shapes divide their share by their declared weights.
   */
  weights(): readonly KindWeight[] | undefined {
    if (this.#seen.length < ENOUGH) return undefined
    const { kinds } = this.#subnet
    const declared = kinds.reduce((sum, { weight }) => sum + weight, 0)
    return kinds.map(({ name, weight, wears }) => {
      const rivals = kinds.filter(one => one.wears === wears).reduce((sum, one) => sum + one.weight, 0)
      const share = wears === undefined ? rivals / declared : this.#share(wears)
      const whole = Math.max(LEAST * (weight / declared), share * (weight / rivals))
      return { name, weight: whole / this.#stepsOf(name) }
    })
  }

  /**
   * Shapes of recent live requests for a challenge of `kind`, none that carries words which this miner has had; and how
   * the first of them and those that followed it came, so that what comes in bursts looks like what came in bursts.
   */
  draw(kind: string, uid: number): Worn {
    const { wears, asksAgain } = this.#subnet.kinds.find(one => one.name === kind) ?? {}
    const fitting = this.#seen.filter(
      one => (wears === undefined || one.kind === wears) && !(one.words && one.uids.has(uid)),
    )
    // Where several came at once, what begins is the first of them, and the challenge is as many.
    const first = oneOf(fitting.filter(one => !one.interval?.overlapping)) ?? oneOf(fitting)
    if (!first) return { envelopes: [], intervals: [] }
    const together = [first, ...after(first, MOST_TOGETHER - 1, one => one.interval?.overlapping === true)]
    const other = together.length > 1 ? undefined : oneOf(fitting)
    const worded = asksAgain ? fitting.filter(one => one.words) : []
    const drawn = [...together, other, oneOf(worded), oneOf(worded)].filter(one => one !== undefined)
    for (const one of drawn) one.uids.add(uid)
    const followed = after(first, MOST_INTERVALS - 1, () => true)
    return {
      envelopes: drawn.map(one => one.shape),
      intervals: [first, ...followed].map(one => one.interval),
    }
  }

  #share(wears: string): number {
    return this.#seen.filter(one => one.kind === wears).length / this.#seen.length
  }

  #stepsOf(kind: string): number {
    const { requests = 1, challenges = 1 } = this.#steps.get(kind) ?? {}
    return Math.max(1, requests / challenges)
  }
}

/** One of the kinds by their weights; `draw` in 0 … 1 comes from a source that miners cannot see. */
export const drawKind = (kinds: readonly KindWeight[], draw: number): string =>
  kinds[
    drawPlace(
      kinds.map(({ weight }) => weight),
      draw,
    )
  ]?.name ?? ''
