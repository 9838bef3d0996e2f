// Keeps what was learnt of each subnet up to date: lessons are read and clusters made anew now and then, beside the requests and
// never in front of one.
import type { Lesson, RunningValidator } from '@taonet/neuron'
import { type Embed, type Standings, standingsOf } from './standing.ts'

export interface LearnerOptions {
  readonly validators: readonly RunningValidator[]
  readonly embed: Embed
  /** Milliseconds between two readings of one subnet's lessons; the first ones come sooner. */
  readonly every?: number
  /** Told of a failure; what was learnt before stays. */
  readonly failed?: (error: unknown) => void
}

export interface Learner {
  /** What is known now; the first call begins to learn. */
  standings(netuid: number): Standings | undefined
  /** Resolves when what is under way is learnt. */
  settled(): Promise<void>
}

const EVERY_MS = 60_000
/** While nothing is known yet. */
const FIRST_MS = 3_000
/** With fewer, one lucky answer would decide. */
const LEAST_LESSONS = 32
/** Of several validators; the newest by block. */
const MOST_LESSONS = 6_144

const breath = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

interface Known {
  standings: Standings | undefined
  learning: Promise<void> | undefined
  /** `performance.now()` */
  next: number
  /** Number of the newest lesson of each validator, to know whether there is anything new. */
  seen: string
}

export function learnerOf({
  validators,
  embed,
  every = EVERY_MS,
  failed = () => {},
}: LearnerOptions): Learner {
  const subnets = new Map<number, Known>()

  async function learn(netuid: number, known: Known): Promise<void> {
    const told: (readonly Lesson[])[] = validators.map(one => one.lessons?.(netuid, 0) ?? [])
    const seen = told.map(lessons => lessons.at(-1)?.number ?? 0).join()
    if (seen === known.seen) return
    known.seen = seen
    const lessons = told
      .flat()
      .sort((a, b) => a.block - b.block)
      .slice(-MOST_LESSONS)
    if (lessons.length < LEAST_LESSONS) return
    known.standings = await standingsOf(lessons, { embed, seed: `clusters of ${netuid}`, pause: breath })
  }

  return {
    standings(netuid) {
      const known = subnets.get(netuid) ?? { standings: undefined, learning: undefined, next: 0, seen: '' }
      subnets.set(netuid, known)
      const now = performance.now()
      if (!known.learning && now >= known.next) {
        known.next = now + (known.standings ? every : Math.min(every, FIRST_MS))
        known.learning = breath()
          .then(() => learn(netuid, known))
          .catch(failed)
          .finally(() => {
            known.learning = undefined
          })
      }
      return known.standings
    },
    async settled() {
      await Promise.all([...subnets.values()].map(({ learning }) => learning))
    },
  }
}
