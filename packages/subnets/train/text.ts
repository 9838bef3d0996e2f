/**
 * Trains the small text models that the repository carries: `node packages/subnets/train/text.ts [name …]`.
 * Each becomes a GGUF file with a log beside it; one seed makes one file.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import {
  type Examiner,
  type Example,
  ggufFile,
  ggufParameters,
  initialParameters,
  openExaminer,
  type Parameters,
  parameterCount,
  train,
} from '@taonet/models/train'
import { story } from '../src/text/grammar.ts'
import { skills } from '../src/text/skills/index.ts'
import { drill, primer } from './drills.ts'
import { type Recipe, recipes } from './recipes.ts'
import { smallTalk } from './small-talk.ts'

const CONTEXT = 256
/** Rows grow with the lessons: copying first, then tasks, then whole stories and long talks. */
const PRIMER = { size: { rows: 20, length: 48 }, steps: 350 }
const LESSONS = [
  { size: { rows: 16, length: 64 }, share: 0.33 },
  { size: { rows: 10, length: 96 }, share: 0.32 },
  { size: { rows: 4, length: CONTEXT }, share: 0.35 },
]
const RATE = 1.2e-3
const BRANCH_RATE = 7e-4
const WARMUP = 100
const SMALL_TALK = 0.03
/** Share of drills at the start (of a branch: less) and at the end; it falls in a straight line. */
const DRILLS = { first: 0.6, firstOfBranch: 0.2, last: 0.05 }
/** A story has many bytes and a skill few: each byte of a story counts less, so that skills are learned first. */
const STORY_WEIGHT = 0.2
const TALK_WEIGHT = 0.3
const REPORT_EVERY = 100
const EXAM = { during: 50, after: 200 }

type Marks = Readonly<Record<string, number>>

function drawer(recipe: Recipe, random: Random, progress: () => number): () => Example {
  const weighted = skills.map(skill => ({ skill, weight: recipe.emphasis[skill.name] ?? 1 }))
  const firstDrills = recipe.branchOf === undefined ? DRILLS.first : DRILLS.firstOfBranch
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0)
  return () => {
    if (random.unit() < firstDrills + (DRILLS.last - firstDrills) * progress())
      return { ...drill(random), weight: 1 }
    const kind = random.unit()
    if (kind < recipe.stories) return storyExample(random)
    if (kind < recipe.stories + SMALL_TALK) return { ...smallTalk(random), weight: TALK_WEIGHT }
    let rest = random.unit() * total
    const chosen = weighted.find(({ weight }) => (rest -= weight) < 0) ?? weighted[0]
    if (chosen === undefined) throw new RangeError('there are no skills')
    return { ...chosen.skill.make(random), weight: 1 }
  }
}

function storyExample(random: Random): Example {
  const { prompt, text } = story(random)
  return { prompt, answer: text, weight: STORY_WEIGHT }
}

/** Share of fresh tasks answered exactly, by skill, and the bits a byte of fresh stories. */
async function examine(examiner: Examiner, parameters: Parameters, count: number, random: Random) {
  const accuracy: Record<string, number> = {}
  for (const skill of skills) {
    const tasks = Array.from({ length: count }, () => ({ ...skill.make(random), weight: 1 }))
    accuracy[skill.name] = (await examiner.measure(parameters, tasks)).exact
  }
  const stories = Array.from({ length: count }, () => storyExample(random))
  return { accuracy, storyBitsPerByte: (await examiner.measure(parameters, stories)).bitsPerByte }
}

/** A fresh network, or the one an earlier recipe of the same shape has made. */
async function start({ branchOf, shape }: Recipe, directory: string, random: Random): Promise<Parameters> {
  if (branchOf === undefined) return initialParameters(shape, random)
  return ggufParameters(shape, await readFile(`${directory}/${branchOf}.gguf`))
}

async function bake(recipe: Recipe, directory: string): Promise<void> {
  const { branchOf } = recipe
  const random = randomFrom(seedFrom(recipe.seed))
  const started = performance.now()
  const seconds = () => Math.round((performance.now() - started) / 1000)
  let progress = 0
  const examples = random.fork('examples')
  const draw = drawer(recipe, examples, () => progress)
  const phases = [
    ...(branchOf === undefined ? [{ ...PRIMER, draw: () => ({ ...primer(examples), weight: 1 }) }] : []),
    ...LESSONS.map(({ size, share }) => ({ size, steps: Math.round(share * recipe.steps), draw })),
  ]
  const losses: { step: number; loss: number; seconds: number }[] = []
  const examiner = await openExaminer(recipe.shape, { rows: 4, length: CONTEXT })

  const report = async (step: number, loss: number, parameters: Parameters) => {
    progress = Math.min(1, step / recipe.steps)
    losses.push({ step, loss: round(loss), seconds: seconds() })
    console.log(`${recipe.name} step ${step} loss ${loss.toFixed(4)} ${seconds()} s`)
    if (step % (5 * REPORT_EVERY) !== 0) return
    const { accuracy, storyBitsPerByte } = await examine(
      examiner,
      parameters,
      EXAM.during,
      random.fork(`exam ${step}`),
    )
    console.log(`  ${table(accuracy)} story ${storyBitsPerByte.toFixed(3)} bits/byte`)
    await write(parameters)
  }
  const write = (parameters: Parameters) =>
    writeFile(
      `${directory}/${recipe.name}.gguf`,
      ggufFile(recipe.shape, parameters, {
        name: recipe.name,
        license: 'apache-2.0',
        description: recipe.description,
        contextLength: CONTEXT,
      }),
    )

  const parameters = await start(recipe, directory, random.fork('weights'))
  const rate = branchOf === undefined ? RATE : BRANCH_RATE
  await train({ shape: recipe.shape, phases, rate, warmup: WARMUP }, parameters, {
    every: REPORT_EVERY,
    report,
  })
  await write(parameters)
  const trainedFor = seconds()
  const final = await examine(examiner, parameters, EXAM.after, random.fork('final exam'))
  await examiner.close()
  const log = {
    ...recipe,
    parameters: parameterCount(recipe.shape),
    phases: phases.map(({ size, steps }) => ({ ...size, steps })),
    tokens: phases.reduce((sum, { size, steps }) => sum + steps * size.rows * size.length, 0),
    seconds: trainedFor,
    accuracy: final.accuracy,
    storyBitsPerByte: round(final.storyBitsPerByte),
    losses,
  }
  await writeFile(`${directory}/${recipe.name}.log.json`, `${JSON.stringify(log, null, 2)}\n`)
  console.log(`${recipe.name} done in ${trainedFor} s\n  ${table(final.accuracy)}`)
}

const round = (value: number) => Math.round(value * 1e4) / 1e4

const table = (accuracy: Marks) =>
  Object.entries(accuracy)
    .map(([name, share]) => `${name} ${(100 * share).toFixed(0)}`)
    .join(' ')

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true })
const directory = values.out ?? fileURLToPath(new URL('../../models/weights', import.meta.url))
await mkdir(directory, { recursive: true })
for (const recipe of recipes) {
  if (positionals.length === 0 || positionals.includes(recipe.name)) await bake(recipe, directory)
}
