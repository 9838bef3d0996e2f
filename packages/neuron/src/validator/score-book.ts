// What a validator remembers of each miner: exponential averages by kind of challenge, and how often it answered at all.

import type { AccountId } from '@taonet/wire'
import { z } from 'zod'
import type { Scored } from '../challenge.ts'
import type { KindAverages, Subnet } from '../subnet.ts'
import { drawPlace } from './sampling.ts'
import { readState, writeState } from './state-file.ts'

export interface KindWeight {
  readonly name: string
  readonly weight: number
}

/** Share of a new score once there are enough of them; before that the average is the plain mean. */
const RATE = 0.1
/** Answering at all is judged faster: a dead miner loses nine tenths of its score in seven probes. */
const AVAILABILITY_RATE = 0.3
/** A miner unheard of for so long is forgotten. */
const KEPT_MS = 30 * 24 * 3_600_000

/** Of scores nothing is known of yet: the largest a number between 0 and 1 can have. */
const UNKNOWN_VARIANCE = 0.25

const average = z.object({
  score: z.number(),
  parts: z.record(z.string(), z.number()),
  count: z.int(),
  /** Of single scores around the average. */
  variance: z.number().default(UNKNOWN_VARIANCE),
})
const page = z.object({
  kinds: z.record(z.string(), average),
  availability: z.number(),
  probes: z.int(),
  latency: z.number(),
  heard: z.number(),
  /** Of the last probe. */
  block: z.int().default(0),
})
const stored = z.object({ protocol: z.string(), pages: z.record(z.string(), page) })

type Average = z.infer<typeof average>
/** Everything known of one miner. */
export type Page = z.infer<typeof page>

export interface Observation {
  readonly kind: string
  readonly scored: Scored
  readonly answered: boolean
  /** Milliseconds; of an unanswered probe it says nothing. */
  readonly latency: number
  readonly block: number
}

const blend = (old: number, now: number, rate: number): number => old + (now - old) * rate

/** The mean of the first ten observations, from then on an exponential average. */
function enter(old: Average | undefined, { score, parts }: Scored): Average {
  if (!old) return { score, parts: { ...parts }, count: 1, variance: UNKNOWN_VARIANCE }
  const rate = Math.max(RATE, 1 / (old.count + 1))
  const blended = Object.entries(parts).map(([name, value]): [string, number] => {
    const before = old.parts[name]
    return [name, before === undefined ? value : blend(before, value, rate)]
  })
  const mean = blend(old.score, score, rate)
  const deviation = (score - old.score) * (score - mean)
  return {
    score: mean,
    parts: Object.fromEntries(blended),
    count: old.count + 1,
    variance: blend(old.variance, deviation, rate),
  }
}

/** Of an average: a mean of `count` scores at first, later an exponential one, which never knows more than 2/RATE of them. */
const errorVariance = ({ variance, count }: Average): number =>
  variance * Math.max(1 / count, RATE / (2 - RATE))

export class ScoreBook {
  readonly #path: string
  readonly #subnet: Subnet
  readonly #pages: Map<string, Page>
  readonly #errors = new Map<string, number>()
  #dirty = false

  /** Averages of another protocol are not comparable: they are left behind. */
  constructor(path: string, subnet: Subnet) {
    this.#path = path
    this.#subnet = subnet
    const found = readState(path, stored)
    this.#pages = new Map(Object.entries(found?.protocol === subnet.protocol ? found.pages : {}))
  }

  page(hotkey: AccountId): Page | undefined {
    return this.#pages.get(hotkey)
  }

  enter(hotkey: AccountId, { kind, scored, answered, latency, block }: Observation, now: number): void {
    const old = this.#pages.get(hotkey)
    const responded = answered ? 1 : 0
    this.#pages.set(hotkey, {
      kinds: { ...old?.kinds, [kind]: enter(old?.kinds[kind], scored) },
      availability: old ? blend(old.availability, responded, AVAILABILITY_RATE) : responded,
      probes: (old?.probes ?? 0) + 1,
      latency: answered ? blend(old?.latency || latency, latency, RATE) : (old?.latency ?? 0),
      heard: now,
      block,
    })
    this.#errors.delete(hotkey)
    this.#dirty = true
  }

  /** 0 … 1: the miner's worth by the subnet times the share of probes that were answered lately; 0 for the unknown. */
  score(hotkey: AccountId): number {
    const found = this.#pages.get(hotkey)
    if (!found) return 0
    const averages: KindAverages = found.kinds
    return this.#subnet.worth(averages) * found.availability
  }

  /** Of the score's kinds together, by their weights; 0 … 0.5. Kept until the miner is heard again: every draw asks for all. */
  standardError(hotkey: AccountId): number {
    const known = this.#errors.get(hotkey) ?? this.#errorOf(hotkey)
    this.#errors.set(hotkey, known)
    return known
  }

  #errorOf(hotkey: AccountId): number {
    const kinds = this.#pages.get(hotkey)?.kinds ?? {}
    const whole = this.#subnet.kinds.reduce((sum, { weight }) => sum + weight, 0)
    const variance = this.#subnet.kinds.reduce((sum, { name, weight }) => {
      const known = kinds[name]
      return sum + (weight / whole) ** 2 * (known ? errorVariance(known) : UNKNOWN_VARIANCE)
    }, 0)
    return Math.sqrt(variance)
  }

  /**
   * A kind by chance, `draw` in 0 … 1: the further one is behind its share the likelier, so that every miner meets all of
   * them soon and in the same proportion, and none can be foreseen.
   */
  nextKind(hotkey: AccountId, draw: number, kinds: readonly KindWeight[] = this.#subnet.kinds): string {
    return kinds[drawPlace(this.#lags(hotkey, kinds), draw)]?.name ?? ''
  }

  /** The kind that lags most: a newcomer is first asked what counts most. */
  firstKind(hotkey: AccountId): string {
    const { kinds } = this.#subnet
    const lags = this.#lags(hotkey, kinds)
    return kinds[lags.indexOf(Math.max(...lags))]?.name ?? ''
  }

  #lags(hotkey: AccountId, kinds: readonly KindWeight[]): readonly number[] {
    const known = this.#pages.get(hotkey)?.kinds ?? {}
    const total = kinds.reduce((sum, { name }) => sum + (known[name]?.count ?? 0), 0)
    const whole = kinds.reduce((sum, { weight }) => sum + weight, 0)
    return kinds.map(({ name, weight }) =>
      Math.max(0, (weight / whole) * (total + 1) - (known[name]?.count ?? 0)),
    )
  }

  /** Writes what changed. @throws the file system's error. */
  save(now: number): void {
    if (!this.#dirty) return
    for (const [hotkey, { heard }] of this.#pages) {
      if (heard + KEPT_MS >= now) continue
      this.#pages.delete(hotkey)
      this.#errors.delete(hotkey)
    }
    writeState(this.#path, { protocol: this.#subnet.protocol, pages: Object.fromEntries(this.#pages) })
    this.#dirty = false
  }
}
