// Two classifiers of our own, of different kinds: logistic regression over hashed text and numbers, and boosted stumps over
// the numbers and the commonest words. And how well a score tells two kinds apart: the area under its curve.
import type { Random } from '@taonet/models/random'

export interface Example {
  readonly numbers: readonly number[]
  /** Hashed text features, each below `BUCKETS`. */
  readonly hashes: readonly number[]
  readonly probe: boolean
}

export const BUCKETS = 1 << 14
type Score = (example: Example) => number

interface Scale {
  readonly mean: number
  readonly deviation: number
}

function scales(examples: readonly Example[]): readonly Scale[] {
  const width = examples[0]?.numbers.length ?? 0
  return Array.from({ length: width }, (_, at) => {
    const column = examples.map(({ numbers }) => numbers[at] ?? 0)
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length
    return { mean, deviation: Math.sqrt(variance) || 1 }
  })
}

/** Logistic regression by Adagrad (Duchi et al., 2011) with an L2 penalty; numbers also enter squared. */
export function logistic(examples: readonly Example[], random: Random, epochs = 8): Score {
  const scale = scales(examples)
  const width = 2 * scale.length
  const weights = new Float64Array(BUCKETS + width + 1)
  const squares = new Float64Array(weights.length).fill(1e-6)
  const inputs = ({ numbers, hashes }: Example): [number, number][] => [
    ...hashes.map((hash): [number, number] => [hash, 1 / Math.sqrt(hashes.length)]),
    ...numbers.flatMap((value, i): [number, number][] => {
      const { mean, deviation } = scale[i] ?? { mean: 0, deviation: 1 }
      const z = Math.max(-4, Math.min(4, (value - mean) / deviation))
      return [
        [BUCKETS + 2 * i, z / 4],
        [BUCKETS + 2 * i + 1, (z * z) / 16],
      ]
    }),
    [BUCKETS + width, 1],
  ]
  const score: Score = example =>
    inputs(example).reduce((sum, [at, value]) => sum + (weights[at] ?? 0) * value, 0)
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const example of random.shuffle(examples)) {
      const error = 1 / (1 + Math.exp(-score(example))) - (example.probe ? 1 : 0)
      for (const [at, value] of inputs(example)) {
        const slope = error * value + 1e-5 * (weights[at] ?? 0)
        squares[at] = (squares[at] ?? 0) + slope * slope
        weights[at] = (weights[at] ?? 0) - (0.1 * slope) / Math.sqrt(squares[at] ?? 1)
      }
    }
  }
  return score
}

const BINS = 32
const WORDS = 400

/** Values at which a column is cut: its quantiles. */
const cuts = (column: readonly number[]): readonly number[] => {
  const sorted = [...column].sort((a, b) => a - b)
  return [
    ...new Set(
      Array.from({ length: BINS - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / BINS)] ?? 0),
    ),
  ]
}

function binOf(value: number, edges: readonly number[]): number {
  let bin = 0
  while (bin < edges.length && value > (edges[bin] ?? 0)) bin++
  return bin
}

interface Stump {
  readonly column: number
  readonly bin: number
  readonly low: number
  readonly high: number
}

const ROUNDS = 120
const RATE = 0.2

/** Gradient boosting of stumps with logistic loss (Friedman, 2001): Newton steps in the leaves, shrunk. */
export function boosted(examples: readonly Example[]): Score {
  const width = examples[0]?.numbers.length ?? 0
  const counts = new Map<number, number>()
  for (const { hashes } of examples)
    for (const hash of new Set(hashes)) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  const words = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, WORDS)
    .map(([hash]) => hash)
  const edges = Array.from({ length: width }, (_, at) =>
    cuts(examples.map(({ numbers }) => numbers[at] ?? 0)),
  )
  const binned = ({ numbers, hashes }: Example): Uint8Array => {
    const has = new Set(hashes)
    return Uint8Array.from([
      ...edges.map((one, at) => binOf(numbers[at] ?? 0, one)),
      ...words.map(word => (has.has(word) ? 1 : 0)),
    ])
  }
  const rows = examples.map(binned)
  const columns = width + words.length
  const margins = new Float64Array(rows.length)
  const stumps: Stump[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const slopes = new Float64Array(columns * BINS)
    const curves = new Float64Array(columns * BINS)
    for (const [i, row] of rows.entries()) {
      const chance = 1 / (1 + Math.exp(-(margins[i] ?? 0)))
      const slope = (examples[i]?.probe ? 1 : 0) - chance
      const curve = chance * (1 - chance)
      for (let column = 0; column < columns; column++) {
        const at = column * BINS + (row[column] ?? 0)
        slopes[at] = (slopes[at] ?? 0) + slope
        curves[at] = (curves[at] ?? 0) + curve
      }
    }
    const stump = bestStump(slopes, curves, columns)
    stumps.push(stump)
    for (const [i, row] of rows.entries()) {
      const step = (row[stump.column] ?? 0) <= stump.bin ? stump.low : stump.high
      margins[i] = (margins[i] ?? 0) + RATE * step
    }
  }
  return example => {
    const row = binned(example)
    return stumps.reduce(
      (sum, { column, bin, low, high }) => sum + ((row[column] ?? 0) <= bin ? low : high),
      0,
    )
  }
}

/** Keeps leaves of a handful of examples from speaking loudly. */
const PENALTY = 5

function bestStump(slopes: Float64Array, curves: Float64Array, columns: number): Stump {
  let best = { gain: -1, column: 0, bin: 0, low: 0, high: 0 }
  for (let column = 0; column < columns; column++) {
    const at = column * BINS
    const allSlope = slopes.subarray(at, at + BINS).reduce((sum, one) => sum + one, 0)
    const allCurve = curves.subarray(at, at + BINS).reduce((sum, one) => sum + one, 0)
    let slope = 0
    let curve = 0
    for (let bin = 0; bin < BINS - 1; bin++) {
      slope += slopes[at + bin] ?? 0
      curve += curves[at + bin] ?? 0
      const low = slope / (curve + PENALTY)
      const high = (allSlope - slope) / (allCurve - curve + PENALTY)
      const gain = slope * low + (allSlope - slope) * high
      if (gain > best.gain) best = { gain, column, bin, low, high }
    }
  }
  return best
}

interface Scored {
  readonly score: number
  readonly probe: boolean
}

/** Area under the receiver's curve: the chance that a probe scores above a live request, ties counted half. */
export function areaUnder(scored: readonly Scored[]): number {
  const sorted = [...scored].sort((a, b) => a.score - b.score)
  let ranks = 0
  let probes = 0
  for (let from = 0; from < sorted.length; ) {
    let to = from
    while (to < sorted.length && sorted[to]?.score === sorted[from]?.score) to++
    const found = sorted.slice(from, to).filter(one => one.probe).length
    ranks += (found * (from + 1 + to)) / 2
    probes += found
    from = to
  }
  const others = sorted.length - probes
  return (ranks - (probes * (probes + 1)) / 2) / (probes * others)
}

export interface Area {
  readonly auc: number
  /** 95 % of 200 bootstrap samples. */
  readonly low: number
  readonly high: number
}

function areaOf(scored: readonly Scored[], random: Random): Area {
  const again = Array.from({ length: 200 }, () => areaUnder(scored.map(() => random.pick(scored))))
  again.sort((a, b) => a - b)
  return { auc: areaUnder(scored), low: again[4] ?? 0, high: again[195] ?? 1 }
}

const FOLDS = 5

/**
 * Scores of examples that their classifier had never seen: five stretches of time, each scored by what the other four taught.
 * As ranks within the stretch, since each classifier has a scale of its own.
 */
function heldOut(
  examples: readonly Example[],
  learn: (examples: readonly Example[]) => Score,
): readonly Scored[] {
  const edges = Array.from({ length: FOLDS + 1 }, (_, fold) => Math.floor((fold * examples.length) / FOLDS))
  return edges.slice(1).flatMap((to, fold) => {
    const from = edges[fold] ?? 0
    const held = examples.slice(from, to)
    const score = learn([...examples.slice(0, from), ...examples.slice(to)])
    const sorted = held.map(example => ({ score: score(example), probe: example.probe }))
    sorted.sort((a, b) => a.score - b.score)
    return sorted.map(({ probe }, rank) => ({ score: rank / sorted.length, probe }))
  })
}

export interface Verdict {
  readonly logistic: Area
  readonly boosted: Area
  /** Of the two, the one that tells more. */
  readonly best: Area
}

/** How well two classifiers tell what they have not learnt from. */
export function classify(examples: readonly Example[], random: Random): Verdict {
  const linear = areaOf(
    heldOut(examples, learnt => logistic(learnt, random.fork('order'))),
    random.fork('logistic'),
  )
  const trees = areaOf(heldOut(examples, boosted), random.fork('boosted'))
  return { logistic: linear, boosted: trees, best: linear.auc > trees.auc ? linear : trees }
}
