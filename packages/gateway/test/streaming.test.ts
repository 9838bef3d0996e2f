// Streamed chat: chunks pass through as they come, usage comes at the end for who asks, and a failure is an event.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { streaming, talker } from './services.ts'
import { CHAT, callerOf, eventually, isRecord, listening, payloadsOf, say, seat } from './serving.ts'

const parsed = (payloads: readonly string[]): Record<string, unknown>[] =>
  payloads
    .filter(one => one !== '[DONE]')
    .map(one => {
      const chunk: unknown = JSON.parse(one)
      assert.ok(isRecord(chunk))
      return chunk
    })

const choiceOf = ({ choices }: Record<string, unknown>): Record<string, unknown> => {
  assert.ok(Array.isArray(choices) && choices.length === 1 && isRecord(choices[0]))
  return choices[0]
}

async function stream(service: Parameters<typeof seat>[0], rest: object = {}): Promise<string[]> {
  const caller = callerOf({ text: [await seat(service, { uid: 0, model: 'm' })] })
  const response = await caller.post(CHAT, say('one two three', { stream: true, ...rest }))
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
  assert.equal(response.headers.get('x-taonet-miners'), 'text/0')
  return payloadsOf(response)
}

describe('a streamed answer', () => {
  test('brings the role, the words one by one, the reason, and [DONE]', async () => {
    const payloads = await stream(talker())
    const chunks = parsed(payloads)
    assert.equal(payloads.at(-1), '[DONE]')
    assert.deepEqual(
      chunks.map(chunk => choiceOf(chunk).delta),
      [
        { role: 'assistant', content: '' },
        { content: 'three' },
        { content: ' two' },
        { content: ' one' },
        {},
      ],
    )
    assert.deepEqual(
      chunks.map(chunk => choiceOf(chunk).finish_reason),
      [null, null, null, null, 'stop'],
    )
    for (const chunk of chunks) assert.deepEqual([chunk.object, chunk.model], ['chat.completion.chunk', 'm'])
    assert.equal(new Set(chunks.map(chunk => chunk.id)).size, 1)
  })

  test('has no usage unless asked', async () => {
    for (const options of [undefined, null, {}, { include_usage: false }])
      for (const chunk of parsed(await stream(talker(), { stream_options: options })))
        assert.equal('usage' in chunk, false)
  })

  test('has null usage in its chunks and the sum in one more at the end when asked', async () => {
    const chunks = parsed(await stream(talker(), { stream_options: { include_usage: true } }))
    const last = chunks.pop()
    assert.deepEqual(last?.choices, [])
    assert.deepEqual(last?.usage, { prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 })
    for (const chunk of chunks) assert.equal(chunk.usage, null)
    assert.equal(chunks.length, 5)
  })

  test('asks the miner for the same, whoever asks', async () => {
    const miner = await seat(talker(), { uid: 0 })
    const caller = callerOf({ text: [miner] })
    for (const options of [{}, { stream_options: { include_usage: true } }])
      await payloadsOf(await caller.post(CHAT, say('x', { stream: true, ...options })))
    const [one, other] = miner.miner.received
    assert.deepEqual(one, other)
    assert.deepEqual(one, {
      messages: [{ role: 'user', content: 'x' }],
      max_tokens: 256,
      stream_options: { include_usage: true },
      stream: true,
    })
  })

  test('lets nothing through that is not of the protocol', async () => {
    const chunks = parsed(await stream(streaming('finish')))
    for (const chunk of chunks) {
      assert.deepEqual(Object.keys(chunk).sort(), ['choices', 'created', 'id', 'model', 'object'])
      assert.equal(chunk.model, 'm')
    }
  })
})

describe('a stream that fails after its first chunk', () => {
  const cases = {
    'because the miner breaks off': ['break', 'cut-off'],
    'because the miner ends without an end': ['stop', 'bad-reply'],
    'because a chunk is nonsense': ['nonsense', 'bad-reply'],
    'because a chunk is of a choice that nobody asked for': ['besides', 'bad-reply'],
  } as const
  for (const [what, [end, code]] of Object.entries(cases)) {
    test(`${what} ends in an error event`, async () => {
      const payloads = await stream(streaming(end))
      const last = parsed(payloads).at(-1)
      assert.ok(isRecord(last?.error))
      assert.deepEqual([last.error.code, last.error.type], [code, 'server_error'])
      assert.ok(!payloads.includes('[DONE]'))
    })
  }

  test('because the deadline is over ends in an error event, and the miner is told', async () => {
    const miner = await seat(streaming('hang'), { uid: 0 })
    const caller = callerOf({ text: [miner] }, { deadline: 700 })
    const payloads = await payloadsOf(await caller.post(CHAT, say('x', { stream: true })))
    const last = parsed(payloads).at(-1)
    assert.ok(isRecord(last?.error))
    assert.equal(last.error.code, 'deadline')
    await eventually(() => miner.miner.metrics().cancelled === 1)
  })
})

describe('a stream that has begun', () => {
  test('lasts longer than a miner may take to begin', async () => {
    const slow = await seat(streaming('ever'), { uid: 0, incentive: 1 })
    const other = await seat(talker(), { uid: 1 })
    // Patience with the first of two is half the deadline.
    const caller = callerOf({ text: [slow, other] }, { deadline: 2_400 })
    const started = performance.now()
    await payloadsOf(await caller.post(CHAT, say('x', { stream: true })))
    assert.ok(performance.now() - started > 2_000)
  })
})

describe('a caller who goes away', () => {
  test("in the middle of a stream cancels the miner's work", async () => {
    const miner = await seat(streaming('ever'), { uid: 0 })
    const url = await listening({ text: [miner] })
    const controller = new AbortController()
    const response = await fetch(`${url}${CHAT}`, {
      method: 'POST',
      body: JSON.stringify(say('x', { stream: true })),
      signal: controller.signal,
    })
    const reader = response.body?.getReader()
    await reader?.read()
    assert.equal(miner.miner.metrics().active, 1)
    controller.abort()
    await reader?.read().catch(() => undefined)
    await eventually(() => miner.miner.metrics().active === 0)
    assert.equal(miner.miner.metrics().cancelled, 1)
    const metrics = await (await fetch(`${url}/metrics`)).text()
    assert.match(metrics, /taonet_gateway_in_flight 0/)
  })

  test('before the answer begins cancels it too, and no other miner is asked', async () => {
    const { hanging } = await import('./services.ts')
    const miner = await seat(hanging, { uid: 0, incentive: 1 })
    const other = await seat(talker(), { uid: 1 })
    const url = await listening({ text: [miner, other] })
    for (const stream of [true, false]) {
      const controller = new AbortController()
      const asked = fetch(`${url}${CHAT}`, {
        method: 'POST',
        body: JSON.stringify(say('x', { stream })),
        signal: controller.signal,
      })
      await eventually(() => miner.miner.metrics().active === 1)
      controller.abort()
      await assert.rejects(asked)
      await eventually(() => miner.miner.metrics().active === 0)
    }
    assert.equal(miner.miner.metrics().cancelled, 2)
    assert.equal(other.miner.received.length, 0)
  })

  test('by not reading any more cancels it, also without a connection', async () => {
    const miner = await seat(streaming('ever'), { uid: 0 })
    const response = await callerOf({ text: [miner] }).post(CHAT, say('x', { stream: true }))
    await response.body?.cancel()
    await eventually(() => miner.miner.metrics().cancelled === 1)
  })
})
