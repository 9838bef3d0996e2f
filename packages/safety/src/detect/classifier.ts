/** Our own classifier: one logistic regression per kind over what `look` sees, trained by `train/train.ts`. */
import { readFileSync } from 'node:fs'
import { kinds } from '../categories.ts'
import { look, SPELLING, stretches, weightOf } from './features.ts'
import { addUp, readWeights, sumsOfKinds, type Weights } from './weights.ts'
import type { Words } from './words.ts'

const WEIGHTS = new URL('../../weights/kinds.bin', import.meta.url)

let loaded: Weights | undefined
const weights = (): Weights => (loaded ??= readWeights(readFileSync(WEIGHTS)))

const meaning = sumsOfKinds()
const spelling = sumsOfKinds()

/** Raises `highest` to the probabilities of a stretch. */
function raise(highest: number[], words: Words, from: number, to: number, using: Weights): void {
  const { buckets, meant, all } = look(words, from, to)
  addUp(using, buckets, 0, meant, meaning)
  addUp(using, buckets, meant, all, spelling)
  const { bias, scale } = using
  const ofMeaning = weightOf(meant)
  const ofSpelling = weightOf(all - meant, SPELLING)
  for (let k = 0; k < kinds.length; k++) {
    const sum = ofMeaning * meaning[k]! + ofSpelling * spelling[k]!
    const p = 1 / (1 + Math.exp(-(sum * scale[k]! + bias[k]!)))
    if (p > highest[k]!) highest[k] = p
  }
}

/** The probability of each kind in some words, 0 … 1, in the order of `kinds`: the highest over their stretches. */
export function classify(
  words: Words,
  first = 0,
  end = words.words.length,
  using: Weights = weights(),
): readonly number[] {
  const highest = kinds.map(() => 0)
  for (const [from, to] of stretches(first, end)) raise(highest, words, from, to, using)
  return highest
}
