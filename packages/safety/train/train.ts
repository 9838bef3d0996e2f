// Trains the classifier on generated sentences: node packages/safety/train/train.ts. Writes weights/kinds.bin and its log.
import { hash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { type Kind, kinds } from '../src/categories.ts'
import { BUCKETS } from '../src/detect/buckets.ts'
import { type Features, featuresOf, STRETCH } from '../src/detect/features.ts'
import { concepts } from '../src/detect/lexicon.ts'
import { wordsOf } from '../src/detect/words.ts'
import { folded } from '../src/text/fold.ts'
import { PER_TEMPLATE, SEED, trainingMaterial } from './material.ts'

const EPOCHS = 12
const RATE = 0.5
const DECAY = 2e-6
/** The chance that a sentence's spelling is left out, so that meanings alone must carry the verdict. */
const BLIND = 0.25
/** The chance that a word is missing from a varied sentence, and that harmless ones stand before or after it. */
const DROPPED = 0.2
const SURROUNDED = 0.25
/** Stretches of harmless words in no order. */
const SHUFFLED = 3000

interface Example extends Features {
  readonly truth: Float64Array
}

const { sentences: material, prose, digest, random } = trainingMaterial()

function exampleOf(words: readonly string[], named: readonly Kind[]): Example {
  return {
    ...featuresOf(words.join(' ')),
    truth: Float64Array.from(kinds, kind => (named.includes(kind) ? 1 : 0)),
  }
}

/** A sentence as it may come in the wild: some words missing, sometimes with harmless ones around it. */
const wild = random.fork('wild')
const harmless = material.filter(one => one.kinds.length === 0).map(one => wordsOf(folded(one.text)))
function varied(words: readonly string[]): readonly string[] {
  const kept = words.filter(() => wild.unit() >= DROPPED)
  const mixed = [...kept]
  if (wild.unit() < SURROUNDED) mixed.unshift(...wild.pick(harmless))
  if (wild.unit() < SURROUNDED) mixed.push(...wild.pick(harmless))
  return mixed.slice(0, STRETCH)
}

/** Words of harmless sentences in no order: what a word may not mean by itself. */
const shuffled = Array.from({ length: SHUFFLED }, () =>
  wild.shuffle(Array.from({ length: 4 }, () => wild.pick(harmless)).flat()).slice(0, STRETCH),
)

const examples: Example[] = [
  ...material.flatMap(({ text, kinds: named }) => {
    const words = wordsOf(folded(text))
    return [exampleOf(words.slice(0, STRETCH), named), exampleOf(varied(words), named)]
  }),
  ...prose.map(words => exampleOf(words, [])),
  ...shuffled.map(words => exampleOf(words, [])),
]
const meaningColumns = concepts.length + 2 * concepts.length * concepts.length

const weights = new Float64Array(BUCKETS * kinds.length)
const bias = new Float64Array(kinds.length).fill(-2)
const squared = new Float64Array(BUCKETS * kinds.length).fill(1e-6)
const squaredBias = new Float64Array(kinds.length).fill(1)
const order = random.fork('order')
const blind = random.fork('blind')

/** AdaGrad on the logistic loss of every kind (Duchi, Hazan and Singer, 2011), weights shrinking a little at each visit. */
function learn({ indices, values, truth }: Example, useSpelling: boolean): number {
  const sums = Float64Array.from(bias)
  const seen = useSpelling ? indices.length : indices.findIndex(index => index >= meaningColumns)
  const length = seen < 0 ? indices.length : seen
  for (let i = 0; i < length; i++)
    for (let k = 0; k < kinds.length; k++) sums[k]! += values[i]! * weights[indices[i]! * kinds.length + k]!
  let loss = 0
  for (let k = 0; k < kinds.length; k++) {
    const p = 1 / (1 + Math.exp(-sums[k]!))
    loss -= Math.log(truth[k] === 1 ? Math.max(p, 1e-12) : Math.max(1 - p, 1e-12))
    const error = p - truth[k]!
    squaredBias[k]! += error * error
    bias[k]! -= (RATE * error) / Math.sqrt(squaredBias[k]!)
    if (Math.abs(error) < 1e-3) continue
    for (let i = 0; i < length; i++) {
      const at = indices[i]! * kinds.length + k
      const gradient = error * values[i]! + DECAY * weights[at]!
      squared[at]! += gradient * gradient
      weights[at]! -= (RATE * gradient) / (Math.sqrt(squared[at]!) + 0.05)
    }
  }
  return loss
}

const losses: number[] = []
for (let epoch = 0; epoch < EPOCHS; epoch++) {
  let loss = 0
  for (const one of order.shuffle([...examples.keys()])) loss += learn(examples[one]!, blind.unit() >= BLIND)
  losses.push(Number((loss / examples.length).toFixed(4)))
}

const scale = Float32Array.from(kinds, (_, k) => {
  let widest = 1e-9
  for (let bucket = 0; bucket < BUCKETS; bucket++)
    widest = Math.max(widest, Math.abs(weights[bucket * kinds.length + k]!))
  return widest / 127
})
const steps = Int8Array.from(weights, (weight, at) => Math.round(weight / scale[at % kinds.length]!))
const file = Buffer.concat([
  Buffer.from(Float32Array.from(bias).buffer),
  Buffer.from(scale.buffer),
  Buffer.from(steps.buffer),
])
writeFileSync(new URL('../weights/kinds.bin', import.meta.url), file)

const log = {
  seed: SEED,
  sentences: examples.length,
  material: digest,
  perTemplate: PER_TEMPLATE,
  epochs: EPOCHS,
  rate: RATE,
  decay: DECAY,
  blind: BLIND,
  lossByEpoch: losses,
  counts: Object.fromEntries(
    kinds.map(kind => [kind, material.filter(one => one.kinds.includes(kind)).length]),
  ),
  bytes: file.length,
  sha256: hash('sha256', file),
}
writeFileSync(new URL('../weights/kinds.log.json', import.meta.url), `${JSON.stringify(log, null, 2)}\n`)
console.log(JSON.stringify(log, null, 2))
