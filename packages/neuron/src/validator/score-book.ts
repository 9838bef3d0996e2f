// What a validator remembers of each miner: exponential averages by kind of challenge, and how often it answered at all.

import type { AccountId } from '@taonet/wire'
import { z } from 'zod'
import type { Scored } from '../challenge.ts'
import type { KindAverage, KindAverages, Subnet } from '../subnet.ts'
import { readState, writeState } from './state-file.ts'

/** Share of a new score once there are enough of them; before that the average is the plain mean. */
const RATE = 0.1
/** Answering at all is judged faster: a dead miner loses nine tenths of its score in seven probes. */
const AVAILABILITY_RATE = 0.3
/** A miner unheard of for so long is forgotten. */
const KEPT_MS = 30 * 24 * 3_600_000

const average = z.object({ score: z.number(), parts: z.record(z.string(), z.number()), count: z.int() })
const page = z.object({
  kinds: z.record(z.string(), average),
  availability: z.number(),
  probes: z.int(),
  latency: z.number(),
  heard: z.number(),
})
const stored = z.object({ protocol: z.string(), pages: z.record(z.string(), page) })

/** Everything known of one miner. */
export type Page = z.infer<typeof page>

export interface Observation {
  readonly kind: string
  readonly scored: Scored
  readonly answered: boolean
  /** Milliseconds; of an unanswered probe it says nothing. */
  readonly latency: number
}

const blend = (old: number, now: number, rate: number): number => old + (now - old) * rate

/** The mean of the first ten observations, from then on an exponential average. */
function enter(old: KindAverage | undefined, { score, parts }: Scored): z.infer<typeof average> {
  if (!old) return { score, parts: { ...parts }, count: 1 }
  const rate = Math.max(RATE, 1 / (old.count + 1))
  const blended = Object.entries(parts).map(([name, value]): [string, number] => {
    const before = old.parts[name]
    return [name, before === undefined ? value : blend(before, value, rate)]
  })
  return { score: blend(old.score, score, rate), parts: Object.fromEntries(blended), count: old.count + 1 }
}

export class ScoreBook {
  readonly #path: string
  readonly #subnet: Subnet
  readonly #pages: Map<string, Page>
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

  enter(hotkey: AccountId, { kind, scored, answered, latency }: Observation, now: number): void {
    const old = this.#pages.get(hotkey)
    const responded = answered ? 1 : 0
    this.#pages.set(hotkey, {
      kinds: { ...old?.kinds, [kind]: enter(old?.kinds[kind], scored) },
      availability: old ? blend(old.availability, responded, AVAILABILITY_RATE) : responded,
      probes: (old?.probes ?? 0) + 1,
      latency: answered ? blend(old?.latency || latency, latency, RATE) : (old?.latency ?? 0),
      heard: now,
    })
    this.#dirty = true
  }

  /** 0 … 1: the miner's worth by the subnet times the share of probes that were answered lately; 0 for the unknown. */
  score(hotkey: AccountId): number {
    const found = this.#pages.get(hotkey)
    if (!found) return 0
    const averages: KindAverages = found.kinds
    return this.#subnet.worth(averages) * found.availability
  }

  /** The kind that is furthest behind its share, so that every miner meets all of them soon and in the same proportion. */
  nextKind(hotkey: AccountId): string {
    const kinds = this.#pages.get(hotkey)?.kinds ?? {}
    const total = Object.values(kinds).reduce((sum, { count }) => sum + count, 0)
    const weights = this.#subnet.kinds.reduce((sum, { weight }) => sum + weight, 0)
    let best = { name: '', lag: Number.NEGATIVE_INFINITY }
    for (const { name, weight } of this.#subnet.kinds) {
      const lag = (weight / weights) * (total + 1) - (kinds[name]?.count ?? 0)
      if (lag > best.lag) best = { name, lag }
    }
    return best.name
  }

  /** Writes what changed. @throws the file system's error. */
  save(now: number): void {
    if (!this.#dirty) return
    for (const [hotkey, { heard }] of this.#pages) if (heard + KEPT_MS < now) this.#pages.delete(hotkey)
    writeState(this.#path, { protocol: this.#subnet.protocol, pages: Object.fromEntries(this.#pages) })
    this.#dirty = false
  }
}
