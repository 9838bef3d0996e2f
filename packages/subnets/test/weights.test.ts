/** The committed weights do what their logs say, through the engine that serves them, and differ from each other. */
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Models, openModels, openOne, type TextModel } from '@taonet/models'
import { randomFrom, seedFrom } from '@taonet/models/random'
import { story } from '../src/text/grammar.ts'
import { skills } from '../src/text/skills/index.ts'

const TASKS = 40
/** Three standard errors of a share measured on 200 and on 40 tasks. */
const SLACK = 0.26
/** What every honest model must reach at least; canned text stays below 0.05 (skills.test.ts). */
const LEAST_MEAN = 0.35
const GOOD = 0.6
const LEAST_GOOD_SKILLS = 3
const SPECIAL = 0.85
/** A story letter costs this many bits at most; with no knowledge of the language it costs more than four. */
const STORY_BITS = 2

let directory: string
let models: Models

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'taonet-weights-'))
  models = await openModels({ dataDir: directory, offline: true })
})

after(async () => {
  await models.close()
  await rm(directory, { recursive: true })
})

async function reply(model: TextModel, content: string): Promise<string> {
  let text = ''
  const request = { messages: [{ role: 'user', content }], maxTokens: 40, temperature: 0 } as const
  for await (const piece of model.generate(request)) text += piece.text
  return text
}

/** Mean marks on fresh tasks, by skill. */
async function marks(model: TextModel, taught: readonly string[]): Promise<Record<string, number>> {
  const random = randomFrom(seedFrom('weights test'))
  const result: Record<string, number> = {}
  for (const skill of skills.filter(({ name }) => taught.includes(name))) {
    let sum = 0
    for (let i = 0; i < TASKS; i++) {
      const task = skill.make(random)
      sum += skill.grade(await reply(model, task.prompt), task)
    }
    result[skill.name] = sum / TASKS
  }
  return result
}

const WEIGHTS = new URL('../../models/weights/', import.meta.url)
const SPECIALISTS = new URL('specialists/', WEIGHTS)

async function loggedAccuracy(name: string, folder: URL): Promise<Record<string, number>> {
  return JSON.parse(await readFile(new URL(`${name}.log.json`, folder), 'utf8')).accuracy
}

/** The marks through llama.cpp, after checking that they are those of the log. */
async function checked(t: TestContext, model: TextModel, folder: URL): Promise<Record<string, number>> {
  const logged = await loggedAccuracy(model.card.id, folder)
  const measured = await marks(model, Object.keys(logged))
  t.diagnostic(`${model.card.id} ${JSON.stringify(measured)}`)
  assert.deepEqual(Object.keys(measured).sort(), Object.keys(logged).sort())
  for (const [skill, mark] of Object.entries(measured)) {
    const difference = Math.abs(mark - (logged[skill] ?? 0))
    assert.ok(difference <= SLACK, `${model.card.id} ${skill}: ${mark}, log ${logged[skill]}`)
  }
  return measured
}

test('each model does several skills well and as well as its log says; their profiles differ', async t => {
  const profiles: Record<string, number>[] = []
  for (const model of models.text) {
    const measured = await checked(t, model, WEIGHTS)
    const all = Object.values(measured)
    const mean = all.reduce((sum, mark) => sum + mark, 0) / all.length
    assert.ok(mean >= LEAST_MEAN, `${model.card.id} earns ${mean} on average`)
    assert.ok(
      all.filter(mark => mark >= GOOD).length >= LEAST_GOOD_SKILLS,
      `${model.card.id} is good at too little`,
    )
    profiles.push(measured)
  }
  assert.equal(new Set(profiles.map(profile => JSON.stringify(profile))).size, models.text.length)
})

test('each specialist is small and does its own skills as its log says', async t => {
  const files = (await readdir(SPECIALISTS)).filter(name => name.endsWith('.gguf'))
  assert.ok(files.length >= 4)
  for (const file of files) {
    const { model, close } = await openOne(fileURLToPath(new URL(file, SPECIALISTS)))
    try {
      assert.ok(model.card.bytes <= 2_000_000)
      const measured = Object.values(await checked(t, model, SPECIALISTS))
      assert.ok(Math.max(...measured) >= SPECIAL, `${model.card.id} is no specialist`)
    } finally {
      await close()
    }
  }
})

test('each model foretells stories it has never seen', async () => {
  const random = randomFrom(seedFrom('weights stories'))
  const stories = Array.from({ length: 4 }, () => story(random))
  for (const model of models.text) {
    let bits = 0
    let bytes = 0
    for (const { prompt, text } of stories) {
      for (let at = 0; at < text.length; at += 3) {
        const messages = [
          { role: 'user', content: prompt },
          ...(at === 0 ? [] : [{ role: 'assistant', content: text.slice(0, at) } as const]),
        ] as const
        const reply = model.generate({ messages, maxTokens: 1, temperature: 0, topLogprobs: 20 })
        const { value } = await reply.next()
        assert.ok(value !== undefined && 'top' in value)
        const top = value.top ?? []
        const rest = 1 - top.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0)
        const hit = top.find(other => other.bytes[0] === text.charCodeAt(at))
        bits -= hit === undefined ? Math.log2(Math.max(rest, 1e-9) / 239) : hit.logprob / Math.LN2
        bytes++
        await reply.return({ reason: 'length', promptTokens: 0, completionTokens: 0 })
      }
    }
    assert.ok(bits / bytes < STORY_BITS, `${model.card.id}: ${bits / bytes} bits a byte`)
  }
})
