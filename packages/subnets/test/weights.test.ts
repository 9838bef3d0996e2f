/** The committed weights do what their logs say, through the engine that serves them, and differ from each other. */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Models, openModels, type TextModel } from '@taonet/models'
import { randomFrom, seedFrom } from '@taonet/models/random'
import { story } from '../src/text/grammar.ts'
import { skills } from '../src/text/skills/index.ts'

const TASKS = 60
/** Three standard errors of a share measured on 200 and on 60 tasks. */
const SLACK = 0.23
/** What every honest model must reach at least; canned text stays below 0.05 (skills.test.ts). */
const LEAST_MEAN = 0.35
const GOOD = 0.6
const LEAST_GOOD_SKILLS = 3
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

async function marks(model: TextModel): Promise<Record<string, number>> {
  const random = randomFrom(seedFrom('weights test'))
  const result: Record<string, number> = {}
  for (const skill of skills) {
    let sum = 0
    for (let i = 0; i < TASKS; i++) {
      const task = skill.make(random)
      sum += skill.grade(await reply(model, task.prompt), task)
    }
    result[skill.name] = sum / TASKS
  }
  return result
}

async function loggedAccuracy(model: TextModel): Promise<Record<string, number>> {
  const log = new URL(`../../models/weights/${model.card.id}.log.json`, import.meta.url)
  return JSON.parse(await readFile(log, 'utf8')).accuracy
}

test('each model does several skills well and as well as its log says; their profiles differ', async t => {
  const profiles: Record<string, number>[] = []
  for (const model of models.text) {
    const measured = await marks(model)
    const logged = await loggedAccuracy(model)
    t.diagnostic(`${model.card.id} ${JSON.stringify(measured)}`)
    for (const skill of skills) {
      const difference = Math.abs((measured[skill.name] ?? 0) - (logged[skill.name] ?? 0))
      assert.ok(
        difference <= SLACK,
        `${model.card.id} ${skill.name}: ${measured[skill.name]}, log ${logged[skill.name]}`,
      )
    }
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
