// POST /v1/chat/completions: what comes back whole, what a miner is sent, and which requests are refused by which name.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { BLOCK } from './network.ts'
import { talker } from './services.ts'
import { type Caller, CHAT, callerOf, errorOf, json, type Seat, say, seat } from './serving.ts'

let caller: Caller
let miner: Seat

before(async () => {
  miner = await seat(talker('small ✓'), { uid: 4, incentive: 1 })
  caller = callerOf({ text: [miner] })
})

describe('a whole answer', () => {
  test("is OpenAI's, under the gateway's id and the declared model's name", async () => {
    const response = await caller.post(CHAT, say('one two three'))
    const answer = await json(response)
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'application/json')
    assert.deepEqual(answer.choices, [
      {
        index: 0,
        message: { role: 'assistant', content: 'three two one' },
        finish_reason: 'stop',
        logprobs: null,
      },
    ])
    assert.deepEqual(answer.usage, { prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 })
    assert.deepEqual([answer.object, answer.model], ['chat.completion', 'small ✓'])
    assert.equal(answer.id, `chatcmpl-${response.headers.get('x-request-id')}`)
    assert.ok(Math.abs(Number(answer.created) - Date.now() / 1000) < 60)
  })

  test("says who answered, from which block's ranking, in visible ASCII", async () => {
    const { headers } = await caller.post(CHAT, say('x'))
    assert.equal(headers.get('x-taonet-model'), 'small ?')
    assert.equal(headers.get('x-taonet-miners'), 'text/4')
    assert.equal(headers.get('x-taonet-block'), String(BLOCK))
    assert.match(headers.get('x-request-id') ?? '', /^[\da-f-]{36}$/)
  })

  test('cut by max_tokens says so', async () => {
    for (const limit of [{ max_tokens: 2 }, { max_completion_tokens: 2, max_tokens: 9 }]) {
      const { choices } = await json(await caller.post(CHAT, say('one two three', limit)))
      assert.ok(Array.isArray(choices))
      assert.deepEqual([choices[0].message.content, choices[0].finish_reason], ['three two', 'length'])
    }
  })

  test('carries log-probabilities when asked', async () => {
    const { choices } = await json(await caller.post(CHAT, say('a b', { logprobs: true, top_logprobs: 2 })))
    assert.ok(Array.isArray(choices))
    assert.deepEqual(choices[0].logprobs.content[0], {
      token: 'b',
      logprob: -0.5,
      bytes: [98],
      top_logprobs: [],
    })
  })
})

describe('a miner is sent', () => {
  const sent = async (body: object): Promise<unknown> => {
    assert.equal((await caller.post(CHAT, body)).status, 200)
    return miner.miner.received.at(-1)
  }
  const messages = [{ role: 'user', content: 'x' }]

  test('defaults, and nothing of the caller', async () => {
    const body = { ...say('x'), user: 'me', metadata: { a: '1' }, store: true, service_tier: 'auto' }
    assert.deepEqual(await sent(body), { messages, max_tokens: 256, stream: false })
  })

  test('what was given, in a fixed order', async () => {
    const given = { stop: 'z', seed: 1, top_p: 0.5, temperature: 0.2, max_tokens: 5, logprobs: true }
    const received = await sent(say('x', given))
    assert.equal(
      JSON.stringify(received),
      JSON.stringify({
        messages,
        max_tokens: 5,
        temperature: 0.2,
        top_p: 0.5,
        seed: 1,
        stop: ['z'],
        logprobs: true,
        stream: false,
      }),
    )
  })

  test('text for parts, system for developer, no more tokens than an answer may have', async () => {
    const parts = [
      { type: 'text', text: 'a ' },
      { type: 'text', text: 'b' },
    ]
    const received = await sent({
      model: 'auto',
      messages: [
        { role: 'developer', content: 'be brief' },
        { role: 'user', content: parts },
      ],
      max_tokens: 100_000,
    })
    assert.deepEqual(received, {
      messages: [
        { role: 'system', content: 'be brief' },
        { role: 'user', content: 'a b' },
      ],
      max_tokens: 1024,
      stream: false,
    })
  })

  test('no parameter that asks for nothing', async () => {
    const neutral = {
      tools: [],
      logit_bias: {},
      frequency_penalty: 0,
      presence_penalty: 0,
      response_format: { type: 'text' },
      modalities: ['text'],
      temperature: null,
      stop: null,
      n: 1,
      stream: null,
    }
    assert.deepEqual(await sent(say('x', neutral)), { messages, max_tokens: 256, stream: false })
  })
})

describe('a request', () => {
  test('that is whatever JSON is a 400 and never a 500', async () => {
    const fc = await import('fast-check')
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 6 }), async body => {
        assert.equal((await caller.post(CHAT, body)).status, 400)
        assert.equal((await caller.post('/v1/embeddings', body)).status, 400)
      }),
      { numRuns: 200 },
    )
  })

  test('a parameter called like a method of objects is a parameter', async () => {
    const body = `{"model":"auto","messages":[{"role":"user","content":"x"}],"__proto__":{"tools":[1]},"toString":1}`
    assert.equal((await caller.post(CHAT, body)).status, 200)
  })
})

describe('paths', () => {
  test("that do not exist are OpenAI's 404", async () => {
    for (const response of [await caller.get('/v1/nothing'), await caller.post('/nothing', {})]) {
      const error = await errorOf(response)
      assert.deepEqual([error.status, error.code, error.type], [404, 'unknown_url', 'invalid_request_error'])
    }
  })
})
