// A dispatcher and a miner over loopback, with real signatures: answers, streams, sessions, retries, deadlines, addresses.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isNetError, NetError } from '@taonet/wire'
import { z } from 'zod'
import { createDispatcher } from '../src/dispatch/dispatcher.ts'
import type { Dispatcher, Target } from '../src/dispatch/reply.ts'
import type { RequestEntry } from '../src/miner/server.ts'
import { route, type Service } from '../src/miner/service.ts'
import { defineSubnet } from '../src/subnet.ts'
import { runChallenge } from '../src/validator/probe.ts'
import { type MinerFixture, minerKey, startMiner, strangerKey, validatorKey } from './fixtures.ts'

const CHAT = '/v1/chat/completions'

const echoes = defineSubnet({
  name: 'echoes',
  version: '1',
  paths: [CHAT],
  request: z.object({ say: z.string() }),
  response: z.object({ said: z.string() }),
  deadline: 5_000,
  metrics: {},
  kinds: {
    echo: {
      weight: 1,
      create: () => ({
        steps: [{ path: CHAT, body: { say: 'probe' } }],
        score: ([outcome]) => ({ score: outcome?.response?.said === 'probe' ? 1 : 0, parts: {} }),
      }),
    },
  },
})
const deadline = 10_000

const code = (expected: string) => (error: unknown) => isNetError(error) && error.code === expected

async function collect(events: AsyncIterable<string>): Promise<unknown[]> {
  const all: unknown[] = []
  for await (const data of events) all.push(JSON.parse(data))
  return all
}

describe('a dispatcher and a miner', () => {
  let miner: MinerFixture
  let dispatcher: Dispatcher

  before(async () => {
    miner = await startMiner()
    dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
  })
  after(async () => {
    await dispatcher.close()
    await miner.server.close()
  })

  test('answers whole, and says who answered', async () => {
    const reply = await dispatcher.send(miner.target, CHAT, { say: 'hello' }, { deadline })
    assert.equal(reply.status, 200)
    assert.equal(reply.headers['x-taonet-model'], 'echo')
    assert.equal(reply.streamed, false)
    assert.deepEqual(await reply.json(), { said: 'hello' })
    assert.ok(reply.timing.firstByte >= reply.timing.sent)
    assert.equal(dispatcher.metrics().inFlight, 0)
  })

  test('streams event by event', async () => {
    const reply = await dispatcher.send(miner.target, CHAT, { say: 'a b c', stream: true }, { deadline })
    assert.equal(reply.streamed, true)
    assert.deepEqual(await collect(reply.events()), [{ word: 'a' }, { word: 'b' }, { word: 'c' }])
    assert.equal(dispatcher.metrics().inFlight, 0)
  })

  test('opens one session for many requests at once', async () => {
    const fresh = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
    const replies = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const reply = await fresh.send(miner.target, CHAT, { say: String(i) }, { deadline })
        return reply.json()
      }),
    )
    assert.deepEqual(
      replies,
      replies.map((_, i) => ({ said: String(i) })),
    )
    assert.equal(fresh.metrics().sessionsOpened, 1)
    await fresh.close()
  })

  test('passes on a refusal of the schema with its status', async () => {
    const reply = await dispatcher.send(miner.target, CHAT, { tell: 'x' }, { deadline })
    assert.equal(reply.status, 400)
    const body = z
      .object({ error: z.object({ code: z.string(), param: z.string() }) })
      .parse(await reply.json())
    assert.deepEqual(body.error, { code: 'invalid_body', param: 'say' })
  })

  test('has no session with a stranger, and none in the name of another miner', async () => {
    const stranger = createDispatcher({ hotkey: strangerKey, allowLoopback: true })
    await assert.rejects(
      stranger.send(miner.target, CHAT, { say: 'x' }, { deadline }),
      code('session-refused'),
    )
    await stranger.close()
    const misdirected: Target = { ...miner.target, hotkey: strangerKey.account }
    await assert.rejects(
      dispatcher.send(misdirected, CHAT, { say: 'x' }, { deadline }),
      code('session-refused'),
    )
  })

  test('refuses loopback and private addresses unless the chain allows loopback', async () => {
    const strict = createDispatcher({ hotkey: validatorKey })
    for (const host of ['127.0.0.1', 'localhost', '10.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1']) {
      const target = { ...miner.target, host }
      await assert.rejects(strict.send(target, CHAT, { say: 'x' }, { deadline }), code('refused-address'))
    }
    const lax = { ...miner.target, host: '192.168.0.1' }
    await assert.rejects(dispatcher.send(lax, CHAT, { say: 'x' }, { deadline }), code('refused-address'))
    await strict.close()
  })

  test('says when nobody listens', async () => {
    const gone = { ...miner.target, hotkey: strangerKey.account, port: 1 }
    await assert.rejects(dispatcher.send(gone, CHAT, { say: 'x' }, { deadline }), code('unreachable'))
  })

  test('a probe and a live request leave the same traces', async () => {
    const log: RequestEntry[] = []
    const watched = await startMiner({ onRequest: entry => log.push(entry) })
    const live = await dispatcher.send(watched.target, CHAT, { say: 'live' }, { deadline })
    assert.deepEqual(await live.json(), { said: 'live' })
    const challenge = echoes.challenge('echo', new Uint8Array(32), { uid: 0, declaration: undefined })
    const { signal } = new AbortController()
    const outcomes = await runChallenge(dispatcher, watched.target, challenge, echoes, signal)
    assert.equal(challenge.score(outcomes).score, 1)
    await watched.server.close()
    assert.equal(log.length, 2)
    assert.deepEqual(log[0], log[1])
    assert.equal(log[0]?.sender, validatorKey.account)
    assert.deepEqual(
      log[0]?.headerNames.filter(name => name.startsWith('x-taonet')),
      ['x-taonet-session', 'x-taonet-counter', 'x-taonet-mac'],
    )
  })
})

test('a restarted miner knows no session: the dispatcher opens another and asks again', async () => {
  const first = await startMiner()
  const dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
  await (await dispatcher.send(first.target, CHAT, { say: 'one' }, { deadline })).json()
  await first.server.close()
  const second = await startMiner({ port: first.target.port })
  const reply = await dispatcher.send(second.target, CHAT, { say: 'two' }, { deadline })
  assert.deepEqual(await reply.json(), { said: 'two' })
  assert.equal(dispatcher.metrics().sessionsOpened, 2)
  await dispatcher.close()
  await second.server.close()
})

/** Answers never by itself; tells when it was asked and when the caller had gone. */
function sleeper(): { service: Service; asked: Promise<void>; cancelled: Promise<void> } {
  const asked = Promise.withResolvers<void>()
  const cancelled = Promise.withResolvers<void>()
  const wait = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => {
      asked.resolve()
      signal.addEventListener('abort', () => {
        cancelled.resolve()
        reject(new NetError('aborted', 'gone', ''))
      })
    })
  const service: Service = {
    model: 'sleeper',
    sha256: '',
    engine: 'test',
    routes: {
      [CHAT]: route(z.object({ stream: z.boolean() }), async ({ stream }, { signal }) => {
        if (!stream) return wait(signal)
        return {
          type: 'events',
          events: (async function* () {
            yield { word: 'first' }
            await wait(signal)
          })(),
        }
      }),
    },
  }
  return { service, asked: asked.promise, cancelled: cancelled.promise }
}

describe('cancelling', () => {
  test('a caller who gives up stops the miner', async () => {
    const { service, asked, cancelled } = sleeper()
    const miner = await startMiner({ service })
    const dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
    const controller = new AbortController()
    const sent = dispatcher.send(
      miner.target,
      CHAT,
      { stream: false },
      { deadline, signal: controller.signal },
    )
    await asked
    controller.abort()
    await assert.rejects(sent, code('aborted'))
    await cancelled
    await dispatcher.close()
    await miner.server.close()
    assert.equal(miner.server.metrics().cancelled, 1)
  })

  test('a reader who leaves a stream stops the miner', async () => {
    const { service, cancelled } = sleeper()
    const miner = await startMiner({ service })
    const dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
    const reply = await dispatcher.send(miner.target, CHAT, { stream: true }, { deadline })
    for await (const data of reply.events()) {
      assert.deepEqual(JSON.parse(data), { word: 'first' })
      break
    }
    await cancelled
    assert.equal(dispatcher.metrics().inFlight, 0)
    await dispatcher.close()
    await miner.server.close()
  })

  test("an answer that has come whole is nobody's once it is cancelled", async () => {
    const miner = await startMiner()
    const dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
    const cancel = new AbortController()
    const options = { deadline, signal: cancel.signal }
    const reply = await dispatcher.send(miner.target, CHAT, { say: 'hello' }, options)
    // The next answer comes after all of this one has.
    await (await dispatcher.send(miner.target, CHAT, { say: 'again' }, { deadline })).json()
    cancel.abort()
    await assert.rejects(reply.json(), code('aborted'))
    assert.equal(dispatcher.metrics().inFlight, 0)
    await dispatcher.close()
    await miner.server.close()
  })

  test('a deadline ends a request and a stream alike', async () => {
    const { service, cancelled } = sleeper()
    const miner = await startMiner({ service })
    const dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
    // With the session open, all of the time is the request's own.
    assert.equal((await dispatcher.send(miner.target, CHAT, {}, { deadline })).status, 400)
    const short = { deadline: 1_000 }
    await assert.rejects(dispatcher.send(miner.target, CHAT, { stream: false }, short), code('deadline'))
    await cancelled
    const reply = await dispatcher.send(miner.target, CHAT, { stream: true }, short)
    await assert.rejects(collect(reply.events()), code('deadline'))
    await dispatcher.close()
    await miner.server.close()
  })
})

test('a full miner says so at once', async () => {
  const { service, asked } = sleeper()
  const miner = await startMiner({ service, limits: { active: 1, waiting: 1 } })
  const dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
  const controller = new AbortController()
  const send = () =>
    dispatcher.send(miner.target, CHAT, { stream: false }, { deadline, signal: controller.signal })
  const first = send()
  await asked
  const second = send()
  while (miner.server.metrics().waiting === 0) await new Promise(done => setTimeout(done, 5))
  const third = await send()
  assert.equal(third.status, 503)
  assert.equal(third.headers['retry-after'], '1')
  controller.abort()
  await assert.rejects(first, code('aborted'))
  await assert.rejects(second, code('aborted'))
  await dispatcher.close()
  await miner.server.close()
})

test('a closing miner finishes what it has begun', async () => {
  const release = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const service: Service = {
    model: 'slow',
    sha256: '',
    engine: 'test',
    routes: {
      [CHAT]: route(z.object({}), async () => {
        asked.resolve()
        await release.promise
        return { type: 'json', body: { done: true } }
      }),
    },
  }
  const miner = await startMiner({ service, hotkey: minerKey })
  const dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
  const sent = dispatcher.send(miner.target, CHAT, {}, { deadline })
  await asked.promise
  const closing = miner.server.close(10_000)
  release.resolve()
  assert.deepEqual(await (await sent).json(), { done: true })
  await closing
  await dispatcher.close()
})
