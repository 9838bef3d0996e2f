// Subnets that are neither chat nor embeddings: their own path and schema, pictures among chats, and answers that are joined.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { chatResponse, defineSubnet, route, type Service } from '@taonet/neuron'
import { z } from 'zod'
import { directoryOf, networkOf } from './network.ts'
import { talker } from './services.ts'
import { appOf, CHAT, errorOf, HOST, json, ownFolder, type Seat, seat, validators } from './serving.ts'

const sumRequest = z.object({ numbers: z.array(z.int()).min(1).max(100) })
const sumResponse = z.object({ sum: z.int() })
const SUMS = '/v1/sums'

const judged = { ask: { weight: 1, create: () => ({ steps: [], score: () => ({ score: 0, parts: {} }) }) } }
const sums = defineSubnet({
  name: 'sums',
  version: '1',
  paths: [SUMS],
  request: sumRequest,
  response: sumResponse,
  kinds: judged,
  deadline: 5_000,
  metrics: {},
  // The sum that most of the worth stands behind.
  combine(answers) {
    const worth = new Map<number, number>()
    for (const one of answers) worth.set(one.response.sum, (worth.get(one.response.sum) ?? 0) + one.worth)
    const [best] = [...worth].sort(([, a], [, b]) => b - a)
    return { sum: best?.[0] ?? 0 }
  },
})

const seeing = z.object({ messages: z.array(z.object({ role: z.string(), content: z.array(z.unknown()) })) })
const pictures = defineSubnet({
  name: 'vision',
  version: '1',
  paths: [CHAT],
  request: seeing,
  response: chatResponse,
  kinds: judged,
  deadline: 5_000,
  metrics: {},
})

const summing = (model: string, off = 0): Service => ({
  model,
  sha256: '',
  engine: 'test',
  routes: {
    [SUMS]: route(sumRequest, async ({ numbers }) => ({
      type: 'json',
      body:
        off === 99
          ? { sum: 'many' }
          : { sum: numbers.reduce((a, b) => a + b, off), note: 'not of the protocol' },
    })),
  },
})

const looking: Service = {
  model: 'eyes',
  sha256: '',
  engine: 'test',
  routes: {
    [CHAT]: route(seeing, async () => ({
      type: 'json',
      body: {
        id: 'x',
        object: 'chat.completion',
        created: 0,
        model: 'eyes',
        choices: [{ index: 0, message: { role: 'assistant', content: 'a boat' }, finish_reason: 'stop' }],
      },
    })),
  },
}

describe("subnets' own paths", () => {
  let ask: (path: string, body: unknown) => Promise<Response>

  before(async () => {
    const at = (uid: number, off: number, incentive: number): Promise<Seat> =>
      seat(summing(`summer-${uid}`, off), { netuid: 3, uid, incentive })
    const summers = await Promise.all([at(0, 1, 0.4), at(1, 0, 0.35), at(2, 0, 0.25)])
    const odd = await seat(summing('odd', 99), { netuid: 3, uid: 3, incentive: 0 })
    const eyes = await seat(looking, { netuid: 4, uid: 0, incentive: 1 })
    const talks = await seat(talker(), { uid: 0, incentive: 1 })
    const { subnets, validators: asking } = networkOf({ text: [talks] }, validators([]))
    const app = await appOf({
      folder: ownFolder(),
      host: '127.0.0.1',
      port: 0,
      rpcUrl: 'ws://127.0.0.1:9944',
      network: {
        validators: asking,
        subnets: [
          ...subnets,
          { netuid: 3, subnet: sums, directory: directoryOf(3, [...summers, odd]) },
          { netuid: 4, subnet: pictures, directory: directoryOf(4, [eyes]) },
        ],
      },
    })
    ask = async (path, body) =>
      app(`http://${HOST}${path}`, {
        method: 'POST',
        headers: { host: HOST, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
  })

  test('several answers are joined, and all who gave one are named', async () => {
    const response = await ask(SUMS, { numbers: [2, 3] })
    assert.equal(response.headers.get('x-taonet-miners'), 'sums/0, sums/1, sums/2')
    assert.deepEqual(await json(response), { sum: 5, model: 'summer-0' })
  })

  test('a miner that is named answers alone, checked by the schema', async () => {
    const response = await ask(SUMS, { model: 'sums/0', numbers: [2, 3] })
    assert.equal(response.headers.get('x-taonet-miners'), 'sums/0')
    assert.deepEqual(await json(response), { sum: 6, model: 'summer-0' })
    const odd = await errorOf(await ask(SUMS, { model: 'odd', numbers: [1] }))
    assert.deepEqual([odd.status, odd.code], [502, 'bad-reply'])
  })

  test('what is not of the protocol is refused with its place', async () => {
    const wrong = await errorOf(await ask(SUMS, { numbers: ['two'] }))
    assert.deepEqual([wrong.status, wrong.code, wrong.param], [400, 'invalid_type', 'numbers.0'])
    const streamed = await errorOf(await ask(SUMS, { numbers: [1], stream: true }))
    assert.deepEqual([streamed.status, streamed.param], [400, 'stream'])
    const list = await errorOf(await ask(SUMS, [1]))
    assert.equal(list.status, 400)
    const elsewhere = await errorOf(await ask(CHAT, { model: 'sums', messages: [] }))
    assert.match(String(elsewhere.message), /answers at \/v1\/sums/)
  })

  test('a picture goes to those who see, whatever the default model is called', async () => {
    const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'What is it?' }, picture] }]
    for (const model of ['auto', 'vision', 'vision/0', 'eyes']) {
      const response = await ask(CHAT, { model, messages })
      assert.equal(response.headers.get('x-taonet-miners'), 'vision/0', model)
    }
    const words = await ask(CHAT, { model: 'auto', messages: [{ role: 'user', content: 'a b' }] })
    assert.equal(words.headers.get('x-taonet-miners'), 'text/0')
  })
})
