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
}

/** The file: biases and scales as 32-bit floats, little endian, then the bytes bucket by bucket. */
export function readWeights(bytes: Uint8Array): Weights {
  const head = kinds.length * 4
  if (bytes.length !== 2 * head + BUCKETS * kinds.length)
    throw new RangeError(
      `weights of ${bytes.length} bytes do not fit ${kinds.length} kinds and ${BUCKETS} buckets`,
    )
  const copy = bytes.slice()
  return {
    bias: new Float32Array(copy.buffer, 0, kinds.length),
    scale: new Float32Array(copy.buffer, head, kinds.length),
    steps: new Int8Array(copy.buffer, 2 * head),
  }
}

let loaded: Weights | undefined
const weights = (): Weights => (loaded ??= readWeights(readFileSync(WEIGHTS)))

/** The stored weights of some buckets, added up kind by kind: in integers, so exactly. */
function added(buckets: Int32Array, from: number, to: number, steps: Int8Array, sums: Int32Array): void {
  sums.fill(0)
  for (let at = from; at < to; at++) {
    const row = (buckets[at] as number) * kinds.length
    for (let k = 0; k < kinds.length; k++) sums[k]! += steps[row + k] as number
  }
}

const meaning = new Int32Array(kinds.length)
const spelling = new Int32Array(kinds.length)

/** Raises `highest` to the probabilities of a stretch. */
function raise(highest: Float64Array, stretch: readonly Word[], { bias, scale, steps }: Weights): void {
  const { buckets, meant, all } = look(stretch)
  added(buckets, 0, meant, steps, meaning)
  added(buckets, meant, all, steps, spelling)
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
