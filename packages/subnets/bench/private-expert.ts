/**
 * A private expert on its niche beside larger open models: `node packages/subnets/bench/private-expert.ts [FILE.gguf …]`.
 * The larger ones are asked twice: as they are, and with all the files say about the part put before the question, in the
 * better of two forms. One thread, some minutes of training.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { openOne } from '@taonet/models'
import { type ExpertEvent, makeExpert } from '@taonet/models/expert'
import { randomFrom, seedFrom } from '@taonet/models/random'
import { gradeExact, type SkillTask } from '../src/text/skills/index.ts'
import { ask, type Family, type Form } from './asked.ts'
import { niche, sheetOf } from './catalogue-niche.ts'

const PARTS = 50
const STEPS = 1200
const TASKS = 200
/** Nobody knows the answers by heart: fewer show that. */
const TASKS_FROM_MEMORY = 40

const shop = niche(randomFrom(seedFrom('bench niche')), PARTS)
const grade = (reply: string, task: SkillTask): number => gradeExact(reply, task.answer)
const closedBook: Family = { name: 'parts, from memory', make: random => random.pick(shop.questions), grade }
const openBook: Family = {
  name: 'parts, with their data sheet',
  make(random) {
    const { prompt, answer } = random.pick(shop.questions)
    const part = /[A-Z]{2}-\d{3}/.exec(prompt)?.[0] ?? ''
    return { prompt: `${part} has ${sheetOf(shop, part)}. ${prompt}`, answer }
  },
  grade,
}
const FORMS: readonly Form[] = ['plain', 'instructed']

const lines = (pairs: readonly SkillTask[]): string => pairs.map(pair => `${JSON.stringify(pair)}\n`).join('')

async function asked(path: string, family: Family, forms: readonly Form[], tasks = TASKS) {
  const { model, close } = await openOne(path)
  const row = {
    task: family.name,
    model: basename(path, '.gguf'),
    ...(await ask(model, family, tasks, forms)),
  }
  await close()
  console.log(JSON.stringify(row))
  return row
}

const folder = await mkdtemp(join(tmpdir(), 'taonet-niche-'))
await mkdir(join(folder, 'data'))
await writeFile(join(folder, 'data', 'parts.jsonl'), lines(shop.lines))
await writeFile(join(folder, 'questions.jsonl'), lines(shop.questions))
const out = join(folder, 'taonet-parts.gguf')
const events: ExpertEvent[] = []
await makeExpert({
  data: join(folder, 'data'),
  evaluation: join(folder, 'questions.jsonl'),
  out,
  from: 'taonet-allround',
  seed: 'bench',
  minutes: 60,
  steps: STEPS,
  strict: true,
  canaries: 20,
  signal: new AbortController().signal,
  tell(event) {
    events.push(event)
    if (event.type !== 'progress' || event.step % 100 === 0) console.log(JSON.stringify(event))
  },
})
const rows = [await asked(out, closedBook, ['plain'])]
for (const path of process.argv.slice(2)) {
  rows.push(await asked(path, closedBook, ['plain'], TASKS_FROM_MEMORY))
  rows.push(await asked(path, openBook, FORMS))
}
await rm(folder, { recursive: true })
console.table(rows)
console.log(JSON.stringify(events.find(({ type }) => type === 'leaks')))
console.log(
  'expected:',
  (await readFile(new URL('expected-private-expert.json', import.meta.url), 'utf8')).trim(),
)
