// Learned clusters: k-means on the sphere, seeded, a few rounds. Kinds of questions, found from the questions alone.
import type { Random } from '@taonet/models/random'
import { FEATURE_SIZE, type Features } from './features.ts'

/** Where a prompt lies: a cluster, and the cosine to its middle. */
export interface Near {
  readonly cluster: number
  readonly similarity: number
}

export interface Clusters {
  readonly count: number
  /** The `most` nearest, nearest first. */
  nearest(features: Features, most: number): readonly Near[]
}

const ROUNDS = 8
/** Points between two pauses: learning may not hold up whoever asks meanwhile. */
export const BETWEEN_PAUSES = 32

function cosine({ places, values }: Features, middle: Float32Array): number {
  let sum = 0
  for (let i = 0; i < places.length; i++) sum += (values[i] ?? 0) * (middle[places[i] ?? 0] ?? 0)
  return sum
}

function addTo(middle: Float32Array, { places, values }: Features): void {
  for (const [i, place] of places.entries()) middle[place] = (middle[place] ?? 0) + (values[i] ?? 0)
}

function normalise(middle: Float32Array): Float32Array {
  const norm = Math.sqrt(middle.reduce((sum, value) => sum + value * value, 0))
  return norm > 0 ? middle.map(value => value / norm) : middle
}

const middleOf = (points: readonly Features[]): Float32Array => {
  const middle = new Float32Array(FEATURE_SIZE)
  for (const point of points) addTo(middle, point)
  return normalise(middle)
}

function nearestOf(middles: readonly Float32Array[], point: Features): Near {
  let best: Near = { cluster: 0, similarity: -1 }
  for (const [cluster, middle] of middles.entries()) {
    const similarity = cosine(point, middle)
    if (similarity > best.similarity) best = { cluster, similarity }
  }
  return best
}

/** First middles far from each other: each next one by chance, the likelier the farther (Arthur and Vassilvitskii 2007). */
async function firstMiddles(
  points: readonly Features[],
  count: number,
  random: Random,
  pause: () => Promise<void>,
): Promise<Float32Array[]> {
  const middles = [middleOf([random.pick(points)])]
  const distances = points.map(() => Number.POSITIVE_INFINITY)
  while (middles.length < count) {
    const last = middles.at(-1)
    if (!last) break
    let total = 0
    for (const [i, point] of points.entries()) {
      if (i % BETWEEN_PAUSES === 0) await pause()
      distances[i] = Math.min(distances[i] ?? 0, Math.max(0, 1 - cosine(point, last)))
      total += (distances[i] ?? 0) ** 2
    }
    // All points lie on the middles there are: more of them would be empty.
    if (total < 1e-9) break
    let rest = random.unit() * total
    const chosen = points.find((_, i) => (rest -= (distances[i] ?? 0) ** 2) < 0) ?? points.at(-1)
    if (chosen) middles.push(middleOf([chosen]))
  }
  return middles
}

/** At most `count` clusters of the points. `pause` is awaited now and then. @throws RangeError without points. */
export async function clustersOf(
  points: readonly Features[],
  count: number,
  random: Random,
  pause: () => Promise<void> = async () => {},
): Promise<Clusters> {
  let middles = await firstMiddles(points, count, random, pause)
  for (let round = 0; round < ROUNDS; round++) {
    const members: Features[][] = middles.map(() => [])
    for (const [i, point] of points.entries()) {
      if (i % BETWEEN_PAUSES === 0) await pause()
      members[nearestOf(middles, point).cluster]?.push(point)
    }
    middles = members.filter(some => some.length > 0).map(middleOf)
  }
  return {
    count: middles.length,
    nearest: (features, most) =>
      middles
        .map((middle, cluster): Near => ({ cluster, similarity: cosine(features, middle) }))
        .sort((a, b) => b.similarity - a.similarity)
        .slice(0, most),
  }
}
