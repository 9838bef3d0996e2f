/**
 * Trains the small vision networks that the repository carries: `node packages/subnets/train/vision.ts [name …]`.
 * Each becomes an ONNX file with a log beside it; one seed makes one file.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import {
  adamW,
  type ClassifierShape,
  classifierFile,
  convolution,
  dense,
  initialClassifier,
  openClassifierTrainer,
} from '@taonet/models/train'
import { MESSAGE_FEATURES, messageFeatures, openNetwork, thumbnail } from '@taonet/models/vision'
import { digitPicture } from '../src/vision/digit.ts'
import { MESSAGE_LABELS, SIGHTS } from '../src/vision/labels.ts'
import { message, wrapped } from '../src/vision/messages.ts'
import { pageOf } from '../src/vision/page.ts'
import { signPicture } from '../src/vision/signs.ts'
import { writing } from '../src/vision/writings.ts'

interface Sample {
  readonly input: Float32Array
  readonly label: number
}

interface Recipe {
  readonly name: string
  readonly description: string
  readonly seed: string
  readonly shape: ClassifierShape
  readonly samples: number
  readonly rounds: number
  readonly draw: (random: Random) => Sample
}

const DIGIT = 28
const SIGHT = 32
const ROWS = 64
const RATE = 2e-3
const EXAM = 2000
/** A reader drops or doubles a letter of so many. */
const SLIP = 0.02

function digitSample(random: Random): Sample {
  const label = random.below(10)
  return { input: thumbnail(digitPicture(label, random), DIGIT), label }
}

function sightSample(random: Random): Sample {
  const label = random.below(SIGHTS.length)
  const lines = () =>
    random.below(2) === 0 ? writing(random) : wrapped(message(random.pick(MESSAGE_LABELS), random))
  const picture =
    SIGHTS[label] === 'writing' ? pageOf(lines(), random) : signPicture(SIGHTS[label] === 'hazard', random)
  return { input: thumbnail(picture, SIGHT), label }
}

function messageSample(random: Random): Sample {
  const label = random.below(MESSAGE_LABELS.length)
  const kind = MESSAGE_LABELS[label] ?? 'safe'
  const text = [...message(kind, random)].map(letter => (random.unit() < SLIP ? '' : letter)).join('')
  return { input: messageFeatures(text), label }
}

const digits = { samples: 32_000, rounds: 5, draw: digitSample }

const recipes: readonly Recipe[] = [
  {
    ...digits,
    name: 'digits-fine',
    description: 'Digits by two convolutions with windows of 3 × 3.',
    seed: 'digits, fine, 1',
    shape: {
      layers: [
        convolution(DIGIT, 1, 12, { window: 3, stride: 2 }),
        convolution(DIGIT / 2, 12, 24, { window: 3, stride: 2 }),
        dense(7 * 7 * 24, 32),
        dense(32, 10),
      ],
    },
  },
  {
    ...digits,
    name: 'digits-broad',
    description: 'Digits by two convolutions with windows of 5 × 5.',
    seed: 'digits, broad, 1',
    shape: {
      layers: [
        convolution(DIGIT, 1, 8, { window: 5, stride: 2 }),
        convolution(DIGIT / 2, 8, 16, { window: 5, stride: 2 }),
        dense(7 * 7 * 16, 48),
        dense(48, 10),
      ],
    },
  },
  {
    ...digits,
    name: 'digits-coarse',
    description: 'Digits by convolutions with windows of 7 × 7, then 3 × 3.',
    seed: 'digits, coarse, 1',
    shape: {
      layers: [
        convolution(DIGIT, 1, 10, { window: 7, stride: 2 }),
        convolution(DIGIT / 2, 10, 16, { window: 3, stride: 2 }),
        dense(7 * 7 * 16, 48),
        dense(48, 10),
      ],
    },
  },
  {
    name: 'sights',
    description: 'Tells warning signs, other signs and writing apart.',
    seed: 'sights, 1',
    samples: 5000,
    rounds: 6,
    draw: sightSample,
    shape: {
      layers: [
        convolution(SIGHT, 1, 8, { window: 5, stride: 2 }),
        convolution(SIGHT / 2, 8, 16, { window: 3, stride: 2 }),
        dense(8 * 8 * 16, 32),
        dense(32, SIGHTS.length),
      ],
    },
  },
  {
    name: 'messages',
    description: 'Tells what a message announces, from runs of its letters.',
    seed: 'messages, 1',
    samples: 12_000,
    rounds: 5,
    draw: messageSample,
    shape: { layers: [dense(MESSAGE_FEATURES, MESSAGE_LABELS.length)] },
  },
]

const round = (value: number): number => Math.round(value * 1e4) / 1e4

async function accuracy(file: Uint8Array, classes: number, draw: () => Sample): Promise<number> {
  const network = await openNetwork(file)
  let right = 0
  for (let i = 0; i < EXAM; i++) {
    const { input, label } = draw()
    const { data } = await network.run({ data: input, dims: [1, input.length] })
    const best = data.indexOf(Math.max(...data.subarray(0, classes)))
    right += best === label ? 1 : 0
  }
  await network.close()
  return right / EXAM
}

async function bake(recipe: Recipe, directory: string): Promise<void> {
  const random = randomFrom(seedFrom(recipe.seed))
  const started = process.cpuUsage()
  const examples = random.fork('examples')
  const samples = Array.from({ length: recipe.samples }, () => recipe.draw(examples))
  const parameters = initialClassifier(recipe.shape, random.fork('weights'))
  const trainer = await openClassifierTrainer(recipe.shape, ROWS)
  const optimizer = adamW({ weightDecay: 0.02, beta1: 0.9, beta2: 0.99 })
  const order = random.fork('order')
  const perRound = Math.floor(samples.length / ROWS)
  const losses: number[] = []
  const inputs = recipe.shape.layers[0]?.inputs ?? 0
  for (let at = 0; at < recipe.rounds; at++) {
    const shuffled = order.shuffle(samples)
    let sum = 0
    for (let step = 0; step < perRound; step++) {
      const rows = shuffled.slice(step * ROWS, (step + 1) * ROWS)
      const input = new Float32Array(ROWS * inputs)
      rows.forEach((row, i) => {
        input.set(row.input, i * inputs)
      })
      const done = (at * perRound + step) / (recipe.rounds * perRound)
      const { loss, gradients } = await trainer.lossAndGradients(parameters, {
        input,
        labels: rows.map(({ label }) => label),
      })
      optimizer.step(parameters, gradients, RATE * (0.02 + 0.49 * (1 + Math.cos(Math.PI * done))))
      sum += loss
    }
    losses.push(round(sum / perRound))
    console.log(`${recipe.name} round ${at + 1} loss ${losses.at(-1)}`)
  }
  await trainer.close()
  const { user, system } = process.cpuUsage(started)
  // Of one thread; the clock on the wall would also count whoever else is at work.
  const cpuSeconds = Math.round((user + system) / 1e6)
  const file = classifierFile(recipe.shape, parameters)
  const exam = random.fork('exam')
  const classes = recipe.shape.layers.at(-1)?.filters ?? 0
  const log = {
    name: recipe.name,
    description: recipe.description,
    seed: recipe.seed,
    parameters: [...parameters.values()].reduce((sum, values) => sum + values.length, 0),
    samples: recipe.samples,
    rounds: recipe.rounds,
    cpuSeconds,
    accuracy: await accuracy(file, classes, () => recipe.draw(exam)),
    losses,
  }
  await writeFile(`${directory}/${recipe.name}.onnx`, file)
  await writeFile(`${directory}/${recipe.name}.log.json`, `${JSON.stringify(log, null, 2)}\n`)
  console.log(`${recipe.name}: ${(100 * log.accuracy).toFixed(1)} % in ${cpuSeconds} s, ${file.length} bytes`)
}

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true })
const directory = values.out ?? fileURLToPath(new URL('../../models/weights/vision', import.meta.url))
await mkdir(directory, { recursive: true })
for (const recipe of recipes) {
  if (positionals.length === 0 || positionals.includes(recipe.name)) await bake(recipe, directory)
}
