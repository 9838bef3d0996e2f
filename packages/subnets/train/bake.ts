/** One recipe made into a weight file and its log: drawing the lessons, training, examining, writing. */
import { readFile, writeFile } from 'node:fs/promises'
import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import {
  type Example,
  ggufFile,
  ggufParameters,
  initialParameters,
  type Parameters,
  parameterCount,
  train,
} from '@taonet/models/train'
import { story } from '../src/text/grammar.ts'
import { type Skill, skills } from '../src/text/skills/index.ts'
import { primer } from './drills.ts'
import { openExam, type Result } from './exam.ts'
import { CONTEXT, type Recipe } from './recipes.ts'
import { smallTalk } from './small-talk.ts'

/** Only for what starts from nothing: attention learns to copy before all else. */
const PRIMER = { size: { rows: 20, length: 48 }, steps: 350 }
const WARMUP = 100
/** A story has many bytes and a skill few: each byte of a story counts less, so that skills are learned first. */
const STORY_WEIGHT = 0.2
const TALK_WEIGHT = 0.3
const REPORT_EVERY = 100
const EXAM = { every: 500, during: 50, after: 200 }

function taught({ tasks }: Recipe): { readonly skill: Skill; readonly weight: number }[] {
  return skills.flatMap(skill => {
    const weight = tasks[skill.name]
    return weight === undefined ? [] : [{ skill, weight }]
  })
}

function drawer(recipe: Recipe, random: Random, progress: () => number): () => Example {
  const weighted = taught(recipe)
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0)
  const { draw: practise, first, last } = recipe.practice
  return () => {
    if (random.unit() < first + (last - first) * progress()) return practise(random)
    const kind = random.unit()
    if (kind < recipe.stories) return storyExample(random)
    if (kind < recipe.stories + recipe.smallTalk) return { ...smallTalk(random), weight: TALK_WEIGHT }
    let rest = random.unit() * total
    const chosen = weighted.find(({ weight }) => (rest -= weight) < 0) ?? weighted[0]
    if (chosen === undefined) throw new RangeError('a recipe needs skills')
    return { ...chosen.skill.make(random), weight: 1 }
  }
}

function storyExample(random: Random): Example {
  const { prompt, text } = story(random)
  return { prompt, answer: text, weight: STORY_WEIGHT }
}

/** A fresh network, or the one an earlier recipe of the same shape has made. */
async function start({ branchOf, shape }: Recipe, bases: string, random: Random): Promise<Parameters> {
  if (branchOf === undefined) return initialParameters(shape, random)
  return ggufParameters(shape, await readFile(`${bases}/${branchOf}.gguf`))
}

/** `bases` is the folder in which a branch finds the weights it starts from. */
export async function bake(recipe: Recipe, folder: string, bases: string): Promise<void> {
  const { name, shape, steps, rate } = recipe
  const random = randomFrom(seedFrom(recipe.seed))
  const started = performance.now()
  const seconds = () => Math.round((performance.now() - started) / 1000)
  let progress = 0
  const examples = random.fork('examples')
  const draw = drawer(recipe, examples, () => progress)
  const lessons = recipe.lessons.map(({ size, share }) => ({ size, steps: Math.round(share * steps), draw }))
  const phases =
    recipe.branchOf === undefined
      ? [{ ...PRIMER, draw: () => ({ ...primer(examples), weight: 1 }) }, ...lessons]
      : lessons
  const losses: { step: number; loss: number; seconds: number }[] = []
  const exam = await openExam(
    shape,
    taught(recipe).map(({ skill }) => skill),
    recipe.stories > 0 ? storyExample : undefined,
  )
  const header = { name, license: 'apache-2.0', description: recipe.description, contextLength: CONTEXT }
  const write = (parameters: Parameters) =>
    writeFile(`${folder}/${name}.gguf`, ggufFile(shape, parameters, header))

  const parameters = await start(recipe, bases, random.fork('weights'))
  await train({ shape, phases, rate, warmup: WARMUP }, parameters, {
    every: REPORT_EVERY,
    async report(step, loss) {
      progress = Math.min(1, step / steps)
      losses.push({ step, loss: round(loss), seconds: seconds() })
      console.log(`${name} step ${step} loss ${loss.toFixed(4)} ${seconds()} s`)
      if (step % EXAM.every !== 0) return
      console.log(`  ${table(await exam.hold(parameters, EXAM.during, random.fork(`exam ${step}`)))}`)
      await write(parameters)
    },
  })
  await write(parameters)
  const trainedFor = seconds()
  const { accuracy, storyBitsPerByte } = await exam.hold(parameters, EXAM.after, random.fork('final exam'))
  await exam.close()
  const log = {
    ...recipe,
    parameters: parameterCount(shape),
    practice: { first: recipe.practice.first, last: recipe.practice.last },
    lessons: undefined,
    phases: phases.map(phase => ({ ...phase.size, steps: phase.steps })),
    tokens: phases.reduce((sum, phase) => sum + phase.steps * phase.size.rows * phase.size.length, 0),
    seconds: trainedFor,
    accuracy,
    ...(storyBitsPerByte === undefined ? {} : { storyBitsPerByte: round(storyBitsPerByte) }),
    losses,
  }
  await writeFile(`${folder}/${name}.log.json`, `${JSON.stringify(log, null, 2)}\n`)
  console.log(`${name} done in ${trainedFor} s\n  ${table({ accuracy, storyBitsPerByte })}`)
}

const round = (value: number) => Math.round(value * 1e4) / 1e4

function table({ accuracy, storyBitsPerByte }: Result): string {
  const skills = Object.entries(accuracy).map(([name, share]) => `${name} ${(100 * share).toFixed(0)}`)
  return storyBitsPerByte === undefined
    ? skills.join(' ')
    : `${skills.join(' ')} story ${storyBitsPerByte.toFixed(3)} bits/byte`
}
