/** Asking a model the same tasks in several forms, and how sure the share of right replies is. */
import type { TextModel } from '@taonet/models'
import { randomFrom, seedFrom } from '@taonet/models/random'
import type { SkillTask } from '../src/text/skills/index.ts'

/** How the task is put: as it is, after an instruction, or after three solved examples. */
export type Form = 'plain' | 'instructed' | 'three examples'

export interface Asked {
  readonly form: Form
  readonly right: number
  readonly tasks: number
  /** Share, and its 95 % interval (Wilson 1927). */
  readonly share: number
  readonly low: number
  readonly high: number
}

/** A family of tasks with its grader. */
export interface Family {
  readonly name: string
  make(random: ReturnType<typeof randomFrom>): SkillTask
  grade(reply: string, task: SkillTask): number
}

const INSTRUCTION = 'Answer with the result only, without explanation.'
/** Room for the answer and a few words around it; a token of our own models is one byte. */
const REPLY_TOKENS = 16
const REPLY_BYTES = 48
/** Tasks of another stream by which the better form is chosen, each form's. */
const TRIALS = 8

export function wilson(right: number, tasks: number): { share: number; low: number; high: number } {
  const z = 1.96
  const share = right / tasks
  const middle = share + z ** 2 / (2 * tasks)
  const spread = z * Math.sqrt((share * (1 - share)) / tasks + z ** 2 / (4 * tasks ** 2))
  const whole = 1 + z ** 2 / tasks
  const rounded = (value: number) => Math.round(1000 * value) / 1000
  return {
    share: rounded(share),
    low: rounded((middle - spread) / whole),
    high: rounded((middle + spread) / whole),
  }
}

function draw(family: Family, stream: string, count: number): SkillTask[] {
  const random = randomFrom(seedFrom(`${stream} ${family.name}`))
  return Array.from({ length: count }, () => family.make(random))
}

async function reply(model: TextModel, family: Family, { prompt }: SkillTask, form: Form): Promise<string> {
  const shots = draw(family, 'bench examples', 3).map(
    task => `Question: ${task.prompt}\nAnswer: ${task.answer}\n\n`,
  )
  const content = form === 'three examples' ? `${shots.join('')}Question: ${prompt}\nAnswer:` : prompt
  const system = form === 'instructed' ? [{ role: 'system', content: INSTRUCTION } as const] : []
  const own = model.card.id.startsWith('taonet-')
  let text = ''
  const request = {
    messages: [...system, { role: 'user', content } as const],
    maxTokens: own ? REPLY_BYTES : REPLY_TOKENS,
    temperature: 0,
  }
  for await (const piece of model.generate(request)) {
    text += piece.text
    if (form === 'three examples' && /\S.*\n/.test(text)) break
  }
  return form === 'three examples' ? (text.trim().split('\n')[0] ?? '') : text
}

/** Right = marked above zero: the answer alone, or one short sentence that ends in it. */
async function count(
  model: TextModel,
  family: Family,
  tasks: readonly SkillTask[],
  form: Form,
): Promise<number> {
  let right = 0
  for (const task of tasks) right += family.grade(await reply(model, family, task, form), task) > 0 ? 1 : 0
  return right
}

/** The form that suits the model best on tasks of their own, then `tasks` fresh ones in that form. */
export async function ask(
  model: TextModel,
  family: Family,
  tasks: number,
  forms: readonly Form[],
): Promise<Asked> {
  let best: { form: Form; right: number } | undefined
  for (const form of forms) {
    const right = forms.length > 1 ? await count(model, family, draw(family, 'bench trial', TRIALS), form) : 0
    if (best === undefined || right > best.right) best = { form, right }
  }
  const form = best?.form ?? 'plain'
  const right = await count(model, family, draw(family, 'bench specialists', tasks), form)
  return { form, right, tasks, ...wilson(right, tasks) }
}
