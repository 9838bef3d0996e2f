// What the lessons say of each expert, kind of question by kind of question: its mean score there, newer lessons counting more,
// drawn towards what is known of it elsewhere while there are few.
import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import type { Lesson } from '@taonet/neuron'
import { BETWEEN_PAUSES, type Clusters, clustersOf } from './clusters.ts'
import type { Features } from './features.ts'

/** An expert is a miner with the weights that it declared: under others it has to show itself anew. */
export const expertOf = ({ hotkey, sha256 }: Pick<Lesson, 'hotkey' | 'sha256'>): string =>
  `${hotkey}:${sha256 ?? ''}`

export interface Standing {
  /** Mean published score, 0 … 1; undefined without a lesson in those clusters. */
  readonly score: number | undefined
  /** Expected score, 0 … 1, and its standard error. */
  readonly chance: number
  readonly error: number
}

export interface Place {
  /** The nearest cluster, or undefined where the prompt is like nothing that was ever asked. */
  readonly cluster: number | undefined
  /** Whether answers to such questions are right or wrong, by the lessons. */
  readonly exact: boolean
  of(expert: string): Standing
}

export interface Standings {
  /** Of how many lessons they were made. */
  readonly lessons: number
  at(features: Features): Place
}

/**
 * More clusters than kinds of questions: several phrasings of one kind lie apart. Chosen among 48, 96, 160 and 200 by how well
 * half of the lessons foretell the other half.
 */
const CLUSTERS = 96
/** Lessons a cluster has at least, on average. */
const LESSONS_A_CLUSTER = 16
/** A lesson so many blocks old counts half. */
const HALF_LIFE = 2_000
/** What is known of an expert elsewhere counts as so many lessons here. */
const PRIOR_LESSONS = 1
/** A prompt lies among so many clusters at most. */
const NEAREST = 3
/** How much a nearer cluster says more: e times as much for each tenth of cosine. */
const SHARPNESS = 10
/** Cosine below which a cluster says nothing of a prompt, and from which on it speaks for all of it. */
const STRANGE = 0.15
const FAMILIAR = 0.45
/** Newcomers and the whole network: what nobody knows is taken to be as good as this many lessons of the mean. */
const NETWORK_LESSONS = 4

interface Tally {
  weight: number
  sum: number
}

const add = (tallies: Map<string, Tally>, key: string, weight: number, score: number): void => {
  const tally = tallies.get(key) ?? { weight: 0, sum: 0 }
  tally.weight += weight
  tally.sum += weight * score
  tallies.set(key, tally)
}

/** Mean of a tally that is joined by `lessons` of value `prior`. */
const drawn = (tally: Tally | undefined, prior: number, lessons: number): number =>
  ((tally?.sum ?? 0) + lessons * prior) / ((tally?.weight ?? 0) + lessons)

export type Embed = (prompts: readonly string[]) => Promise<readonly Features[]>

export interface LearnOptions {
  readonly embed: Embed
  readonly seed: string
  readonly pause?: () => Promise<void>
}

interface Learned {
  readonly clusters: Clusters
  /** By `cluster expert`. */
  readonly here: ReadonlyMap<string, Tally>
  readonly everywhere: ReadonlyMap<string, Tally>
  readonly mean: number
  /** Share of a cluster's lessons that are right or wrong. */
  readonly exact: readonly number[]
}

async function learned(
  lessons: readonly Lesson[],
  { embed, seed, pause = async () => {} }: LearnOptions,
): Promise<Learned> {
  const points: Features[] = []
  for (let from = 0; from < lessons.length; from += BETWEEN_PAUSES) {
    points.push(...(await embed(lessons.slice(from, from + BETWEEN_PAUSES).map(({ words }) => words))))
    await pause()
  }
  const random: Random = randomFrom(seedFrom(seed))
  const count = Math.max(1, Math.min(CLUSTERS, Math.floor(lessons.length / LESSONS_A_CLUSTER)))
  const clusters = await clustersOf(points, count, random, pause)
  const newest = lessons.reduce((last, { block }) => Math.max(last, block), 0)
  const here = new Map<string, Tally>()
  const everywhere = new Map<string, Tally>()
  const exact = Array.from({ length: clusters.count }, (): Tally => ({ weight: 0, sum: 0 }))
  let whole = { weight: 0, sum: 0 }
  for (const [i, lesson] of lessons.entries()) {
    if (i % BETWEEN_PAUSES === 0) await pause()
    const point = points[i]
    const cluster = point && clusters.nearest(point, 1)[0]?.cluster
    if (cluster === undefined) continue
    const weight = 0.5 ** ((newest - lesson.block) / HALF_LIFE)
    const expert = expertOf(lesson)
    add(here, `${cluster} ${expert}`, weight, lesson.score)
    add(everywhere, expert, weight, lesson.score)
    whole = { weight: whole.weight + weight, sum: whole.sum + weight * lesson.score }
    const kind = exact[cluster]
    if (kind) exact[cluster] = { weight: kind.weight + 1, sum: kind.sum + Number(lesson.marks === 'exact') }
  }
  return {
    clusters,
    here,
    everywhere,
    mean: whole.sum / Math.max(1e-9, whole.weight),
    exact: exact.map(({ weight, sum }) => sum / Math.max(1, weight)),
  }
}

/** @throws RangeError without lessons. */
export async function standingsOf(lessons: readonly Lesson[], options: LearnOptions): Promise<Standings> {
  if (lessons.length === 0) throw new RangeError('nothing to learn from')
  const { clusters, here, everywhere, mean, exact } = await learned(lessons, options)
  return {
    lessons: lessons.length,
    at(features) {
      const near = clusters.nearest(features, NEAREST)
      const [first] = near
      const top = first?.similarity ?? 0
      // How far the clusters speak for this prompt: what is like nothing is answered by whoever is good at most things.
      const familiar = Math.min(1, Math.max(0, (top - STRANGE) / (FAMILIAR - STRANGE)))
      const shares = near.map(({ similarity }) => Math.exp(SHARPNESS * (similarity - top)))
      const total = shares.reduce((sum, share) => sum + share, 0)
      return {
        cluster: familiar > 0 ? first?.cluster : undefined,
        exact:
          near.reduce((sum, { cluster }, i) => sum + (shares[i] ?? 0) * (exact[cluster] ?? 0), 0) > total / 2,
        of(expert) {
          const general = drawn(everywhere.get(expert), mean, NETWORK_LESSONS)
          const joined: Tally = { weight: 0, sum: 0 }
          for (const [i, { cluster }] of near.entries()) {
            const tally = here.get(`${cluster} ${expert}`)
            const share = (shares[i] ?? 0) / (shares[0] ?? 1)
            joined.weight += share * (tally?.weight ?? 0)
            joined.sum += share * (tally?.sum ?? 0)
          }
          const local = drawn(joined, general, PRIOR_LESSONS)
          const chance = familiar * local + (1 - familiar) * general
          const known = familiar * joined.weight + PRIOR_LESSONS
          return {
            score: joined.weight > 0 ? joined.sum / joined.weight : undefined,
            chance,
            // Of a share, as if it had been half right and half wrong once more each (Agresti and Coull 1998).
            error: Math.sqrt(((chance * known + 1) * ((1 - chance) * known + 1)) / (known + 2) ** 3),
          }
        },
      }
    },
  }
}
