/** Our own classifier: one logistic regression per kind over `featuresOf`, trained by `train/train.ts`, weights in one byte each. */
import { readFileSync } from 'node:fs'
import { byName } from '../by-name.ts'
import { type Kind, kinds } from '../categories.ts'
import { BUCKETS, type Features, featuresOf, stretches, wordsOf } from './features.ts'

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

function probabilities({ indices, values }: Features, { bias, scale, steps }: Weights): Float64Array {
  const sums = new Float64Array(kinds.length)
  for (let i = 0; i < indices.length; i++) {
    const row = (indices[i] as number) * kinds.length
    const value = values[i] as number
    for (let k = 0; k < kinds.length; k++) sums[k]! += value * (steps[row + k] as number)
  }
  return sums.map((sum, k) => 1 / (1 + Math.exp(-(sum * (scale[k] as number) + (bias[k] as number)))))
}

/** The probability of each kind in a folded text, 0 … 1: the highest over its stretches. */
export function classify(folded: string, using: Weights = weights()): Readonly<Record<Kind, number>> {
  const highest = new Float64Array(kinds.length)
  for (const stretch of stretches(wordsOf(folded)))
    probabilities(featuresOf(stretch), using).forEach((p, k) => {
      if (p > (highest[k] as number)) highest[k] = p
    })
  return byName(kinds, (_, k) => highest[k] as number)
}
