// Which miner answers for which model id, in which order, and what is listed (DESIGN §6).
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { neuron } from './network.ts'
import { measurer, talker } from './services.ts'
import {
  type Caller,
  CHAT,
  callerOf,
  errorOf,
  isRecord,
  json,
  type Seat,
  say,
  seat,
  validators,
} from './serving.ts'

let caller: Caller
let text: Seat[]

const whoAnswers = async (model: string, path = CHAT): Promise<string | null> => {
  const body = path === CHAT ? say('a b', { model }) : { model, input: 'a b' }
  const response = await caller.post(path, body)
  return response.status === 200 ? response.headers.get('x-taonet-miners') : null
}

before(async () => {
  text = await Promise.all([
    seat(talker('small'), { uid: 0, incentive: 0.1 }),
    seat(talker('large'), { uid: 1, incentive: 0.5 }),
    seat(talker('small'), { uid: 2, incentive: 0.4 }),
    seat(talker('text'), { uid: 3, incentive: 0 }),
    seat(talker('org/70'), { uid: 4, incentive: 0 }),
  ])
  const vectors = await seat(measurer, { netuid: 2, uid: 6, incentive: 1 })
  const silent = neuron({ uid: 9, model: 'large', incentive: 1, port: undefined })
  caller = callerOf({ text: [...text, silent], embeddings: [vectors] })
})

describe('a model id', () => {
  test('auto and text are the best paid miner that can be called', async () => {
    assert.equal(await whoAnswers('auto'), 'text/1')
    assert.equal(await whoAnswers('text'), 'text/1')
  })

  test('a declared name is the best paid of those that declare it', async () => {
    assert.equal(await whoAnswers('small'), 'text/2')
    assert.equal(await whoAnswers('large'), 'text/1')
    assert.equal(await whoAnswers('org/70'), 'text/4')
  })

  test('text/UID is that miner', async () => {
    assert.equal(await whoAnswers('text/0'), 'text/0')
    assert.equal(await whoAnswers('text/3'), 'text/3')
  })

  test('the embeddings route knows its own ids, and auto', async () => {
    for (const model of ['auto', 'embeddings', 'embeddings/6', 'measurer'])
      assert.equal(await whoAnswers(model, '/v1/embeddings'), 'embeddings/6', model)
  })

  const missing = async (model: string, path = CHAT) => {
    const body = path === CHAT ? say('x', { model }) : { model, input: 'x' }
    const error = await errorOf(await caller.post(path, body))
    const { message, ...rest } = error
    assert.deepEqual(rest, {
      status: 404,
      type: 'invalid_request_error',
      code: 'model_not_found',
      param: 'model',
    })
    return String(message)
  }

  test("of nobody is OpenAI's 404 with a hint", async () => {
    assert.match(await missing('gpt-4o'), /No miner declares "gpt-4o"\. See GET \/v1\/models/)
    assert.match(await missing('vision/3'), /no subnet "vision"/)
    assert.match(await missing('text/77'), /no uid 77/)
    assert.match(await missing('embeddings/6'), /answers at \/v1\/embeddings/)
    assert.match(await missing('embeddings'), /answers at \/v1\/embeddings/)
    assert.match(await missing('large', '/v1/embeddings'), /No miner declares "large"/)
  })

  test('of a subnet that is not served is a 404 too', async () => {
    const without = callerOf({ text })
    const error = await errorOf(await without.post('/v1/embeddings', { model: 'auto', input: 'x' }))
    assert.equal(error.status, 404)
    assert.match(String(error.message), /no subnet that answers at \/v1\/embeddings/)
  })

  test('of a miner that cannot be called now is 503 with a hint and a pause', async () => {
    const response = await caller.post(CHAT, say('x', { model: 'text/9' }))
    assert.equal(response.headers.get('retry-after'), '1')
    const error = await errorOf(response)
    assert.equal(error.status, 503)
    assert.equal(error.code, 'no-miner')
    assert.equal(error.type, 'server_error')
    assert.match(String(error.message), /taonet miner/)
  })
})

describe('the ranking', () => {
  test("goes by pay, then by the validators' mean score, then by uid", async () => {
    const seats = await Promise.all(
      [0, 1, 2, 3].map(uid => seat(talker(), { uid, incentive: uid === 3 ? 0.2 : 0 })),
    )
    const scores = (b: number, c: number) =>
      [
        [1, 1, b],
        [1, 2, c],
        [2, 0, 1],
      ] as const
    const ranked = callerOf({ text: seats }, { validators: validators(scores(0.2, 0.4), scores(0.9, 0.5)) })
    const { data } = await json(await ranked.get('/v1/models'))
    const [auto]: unknown[] = Array.isArray(data) ? data : []
    assert.ok(isRecord(auto) && isRecord(auto.x_taonet))
    assert.deepEqual(auto.x_taonet.miners, [3, 1, 2, 0])
  })
})

describe('the list', () => {
  test('has routes, declared names and miners, each once', async () => {
    const { object, data } = await json(await caller.get('/v1/models'))
    assert.equal(object, 'list')
    assert.ok(Array.isArray(data))
    const ids = data.map(one => (isRecord(one) ? one.id : undefined))
    assert.deepEqual(ids.slice(0, 5), ['auto', 'text', 'large', 'small', 'org/70'])
    assert.deepEqual([...new Set(ids)], ids)
    assert.ok(ids.includes('text/3') && ids.includes('embeddings') && ids.includes('embeddings/6'))
    assert.ok(!ids.includes('text/9'), 'a miner without an axon is not offered')
  })

  test('answers for one id, slashes included, and 404 for another', async () => {
    const one = await json(await caller.get('/v1/models/text/2'))
    assert.deepEqual([one.id, one.object, one.owned_by], ['text/2', 'model', 'taonet'])
    const error = await errorOf(await caller.get('/v1/models/none'))
    assert.deepEqual([error.status, error.code], [404, 'model_not_found'])
  })
})
