// The models of the repository behind the real miner, dispatcher and scorers; and the cheat beside them.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Models, openModels } from '@taonet/models'
import { seedFrom } from '@taonet/models/random'
import {
  createDispatcher,
  type Dispatcher,
  type KindAverages,
  type MinerServer,
  runChallenge,
  type Service,
  startMinerServer,
  type Target,
  textService,
} from '@taonet/neuron'
import { keyPairFromUri, MemoryReplayCache } from '@taonet/wire'
import { cheatService } from '../src/text/cheat.ts'
import { text } from '../src/text/subnet.ts'

const PROBES = 6
const signal = new AbortController().signal

let folder = ''
let models: Models
let dispatcher: Dispatcher
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taonet-subnets-'))
  models = await openModels({ dataDir: folder, offline: true })
  dispatcher = createDispatcher({ hotkey: keyPairFromUri('//Validator'), allowLoopback: true })
})
after(async () => {
  await dispatcher.close()
  await models.close()
  rmSync(folder, { recursive: true, force: true })
})

async function serve(service: Service): Promise<{ server: MinerServer; target: Target }> {
  const hotkey = keyPairFromUri(`//${service.model}`)
  const server = await startMinerServer({
    hotkey,
    netuid: 1,
    service,
    seen: new MemoryReplayCache(),
    welcome: () => true,
    host: '127.0.0.1',
    port: 0,
  })
  return {
    server,
    target: { netuid: 1, uid: 0, hotkey: hotkey.account, host: '127.0.0.1', port: server.port },
  }
}

async function judge(service: Service): Promise<number> {
  const { server, target } = await serve(service)
  const averages: Record<string, { score: number; parts: Record<string, number>; count: number }> = {}
  for (const { name } of text.kinds) {
    const mean = { score: 0, parts: {} as Record<string, number>, count: PROBES }
    for (let i = 0; i < PROBES; i++) {
      const challenge = text.challenge(name, seedFrom(`real ${name} ${i}`), {
        uid: 0,
        declaration: undefined,
      })
      const outcomes = await runChallenge(dispatcher, target, challenge, text, signal)
      assert.deepEqual(
        outcomes.map(({ failure }) => failure),
        outcomes.map(() => undefined),
      )
      const { score, parts } = challenge.score(outcomes)
      mean.score += score / PROBES
      for (const [part, value] of Object.entries(parts))
        mean.parts[part] = (mean.parts[part] ?? 0) + value / PROBES
    }
    averages[name] = mean
  }
  await server.close()
  return text.worth(averages satisfies KindAverages)
}

test('every model of the repository is worth much more than the cheat', async () => {
  const cheat = await judge(cheatService())
  assert.ok(cheat < 0.1, `cheat ${cheat}`)
  assert.ok(models.text.length >= 1)
  for (const model of models.text) {
    const score = await judge(textService(model))
    assert.ok(score > 0.3 && score > 4 * cheat, `${model.card.id} ${score}, cheat ${cheat}`)
  }
})

test('a trailing assistant message is continued, streamed and whole alike', async () => {
  const model = models.text[0]
  assert.ok(model)
  const { server, target } = await serve(textService(model))
  const body = {
    messages: [
      { role: 'user', content: 'Tell me a story.' },
      { role: 'assistant', content: 'In the mor' },
    ],
    max_tokens: 12,
    temperature: 0,
  }
  const send = (stream: boolean) =>
    dispatcher.send(target, '/v1/chat/completions', { ...body, stream }, { deadline: 30_000 })
  const whole = text.response.parse(await (await send(false)).json())
  const reply = await send(true)
  const payloads: string[] = []
  for await (const data of reply.events()) payloads.push(data)
  const joined = text.response.parse(text.assemble(payloads))
  const contentOf = (answer: unknown): unknown =>
    JSON.parse(JSON.stringify(answer)).choices[0].message.content
  assert.equal(contentOf(joined), contentOf(whole))
  assert.match(String(contentOf(whole)), /^ning/)
  await server.close()
})
