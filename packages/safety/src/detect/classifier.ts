/** Our own classifier: one logistic regression per kind over `featuresOf`, trained by `train/train.ts`, weights in one byte each. */
import { readFileSync } from 'node:fs'
import { kinds } from '../categories.ts'
import { BUCKETS, look, SPELLING, stretches, type Word, weightOf, wordOf, wordsOf } from './features.ts'

const WEIGHTS = new URL('../../weights/kinds.bin', import.meta.url)

export interface Weights {
  /** One bias per kind. */
  readonly bias: Float32Array
  /** What one step of the stored bytes is worth, per kind. */
  readonly scale: Float32Array
  /** BUCKETS rows of kinds.length bytes. */
  readonly steps: Int8Array
  /** The same, each two kinds in one number, so that one addition adds both. */
  readonly pairs: Float64Array
}

const PAIRS = Math.ceil(kinds.length / 2)
/** What the second of a pair counts: the sum of the first, over all buckets, stays below half of it, and both are exact. */
const SECOND = 2 ** 26

const pairsOf = (steps: Int8Array): Float64Array =>
  Float64Array.from({ length: BUCKETS * PAIRS }, (_, at) => {
    const [bucket, k] = [Math.floor(at / PAIRS), 2 * (at % PAIRS)]
    const row = bucket * kinds.length
    return (steps[row + k] ?? 0) + SECOND * (k + 1 < kinds.length ? (steps[row + k + 1] ?? 0) : 0)
  })

/** The file: biases and scales as 32-bit floats, little endian, then the bytes bucket by bucket. */
export function readWeights(bytes: Uint8Array): Weights {
  const head = kinds.length * 4
  if (bytes.length !== 2 * head + BUCKETS * kinds.length)
    throw new RangeError(
      `weights of ${bytes.length} bytes do not fit ${kinds.length} kinds and ${BUCKETS} buckets`,
    )
  const copy = bytes.slice()
  const steps = new Int8Array(copy.buffer, 2 * head)
  return {
    bias: new Float32Array(copy.buffer, 0, kinds.length),
    scale: new Float32Array(copy.buffer, head, kinds.length),
    steps,
    pairs: pairsOf(steps),
  }
}

let loaded: Weights | undefined
const weights = (): Weights => (loaded ??= readWeights(readFileSync(WEIGHTS)))

/** The stored weights of some buckets, added up kind by kind: in integers, so exactly. */
function added(buckets: Int32Array, from: number, to: number, pairs: Float64Array, sums: Float64Array): void {
  for (let pair = 0; pair < PAIRS; pair++) {
    let both = 0
    for (let at = from; at < to; at++) both += pairs[(buckets[at] as number) * PAIRS + pair] as number
    const second = Math.round(both / SECOND)
    sums[2 * pair] = both - second * SECOND
    sums[2 * pair + 1] = second
  }
}

const meaning = new Float64Array(2 * PAIRS)
const spelling = new Float64Array(2 * PAIRS)

/** Raises `highest` to the probabilities of a stretch. */
function raise(highest: Float64Array, stretch: readonly Word[], { bias, scale, pairs }: Weights): void {
  const { buckets, meant, all } = look(stretch)
  added(buckets, 0, meant, pairs, meaning)
  added(buckets, meant, all, pairs, spelling)
  const [ofMeaning, ofSpelling] = [weightOf(meant), weightOf(all - meant, SPELLING)]
  for (let k = 0; k < kinds.length; k++) {
    const sum = ofMeaning * (meaning[k] as number) + ofSpelling * (spelling[k] as number)
    const p = 1 / (1 + Math.exp(-(sum * (scale[k] as number) + (bias[k] as number))))
    if (p > (highest[k] as number)) highest[k] = p
  }
}

/** The probability of each kind in a folded text, 0 … 1, in the order of `kinds`: the highest over its stretches. */
export function classify(folded: string, using: Weights = weights()): Float64Array {
  const highest = new Float64Array(kinds.length)
  for (const stretch of stretches(wordsOf(folded).map(wordOf))) raise(highest, stretch, using)
  return highest
}
