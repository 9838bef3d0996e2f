// Liveness, readiness, metrics and the page's configuration (DESIGN §6).
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Neuron } from '@taonet/neuron'
import { neuron } from './network.ts'
import { hanging, measurer, talker } from './services.ts'
import {
  CHAT,
  callerOf,
  deadPort,
  errorOf,
  eventually,
  isRecord,
  json,
  say,
  seat,
  validators,
} from './serving.ts'

const readiness = async (
  text: readonly Neuron[],
  embeddings?: readonly Neuron[],
): Promise<Record<string, unknown>> => {
  const caller = callerOf(embeddings ? { text, embeddings } : { text })
  const response = await caller.get('/ready')
  return { status: response.status, ...(await json(response)) }
}

describe('health', () => {
  test('is fine even when nobody can answer', async () => {
    const response = await callerOf({}).get('/health')
    assert.deepEqual([response.status, await json(response)], [200, { status: 'ok' }])
  })

  test('the page is told where the chain is', async () => {
    assert.deepEqual(await json(await callerOf({}).get('/config.json')), { rpcUrl: 'ws://127.0.0.1:9944' })
  })
})

describe('ready', () => {
  test('is 200 when a chat and an embedding are answered', async () => {
    const text = await seat(talker(), { uid: 0 })
    const embeddings = await seat(measurer, { netuid: 2, uid: 0 })
    assert.deepEqual(await readiness([text], [embeddings]), {
      status: 200,
      ready: true,
      subnets: { text: true, embeddings: true },
    })
  })

  test('is 503, and says of which subnet and why, when one of them is not', async () => {
    const text = await seat(talker(), { uid: 0 })
    const dead = neuron({ netuid: 2, uid: 0, port: await deadPort() })
    const { reason, ...rest } = await readiness([text], [dead])
    assert.deepEqual(rest, { status: 503, ready: false, subnets: { text: true, embeddings: false } })
    assert.match(String(reason), /no connection to the miner/)
  })

  test('is 503 when nobody has announced himself, or nothing is served', async () => {
    assert.equal((await readiness([], [])).status, 503)
    assert.equal((await callerOf({}).get('/ready')).status, 503)
  })

  test('asks once for all who ask at the same time, and shortly after', async () => {
    const text = await seat(talker(), { uid: 0 })
    const caller = callerOf({ text: [text] })
    const answers = await Promise.all(Array.from({ length: 20 }, () => caller.get('/ready')))
    assert.deepEqual([...new Set(answers.map(one => one.status))], [200])
    await caller.get('/ready')
    assert.equal(text.miner.received.length, 1)
  })

  test('turns from no to yes when a miner comes', async () => {
    const seats: Neuron[] = []
    const caller = callerOf({ text: seats })
    assert.equal((await caller.get('/ready')).status, 503)
    seats.push(await seat(talker(), { uid: 0 }))
    let status = 503
    for (let i = 0; i < 50 && status !== 200; i++) {
      await new Promise(resolve => setTimeout(resolve, 100))
      status = (await caller.get('/ready')).status
    }
    assert.equal(status, 200)
  })
})

describe('metrics', () => {
  test('count requests by route and status, failures of miners, streams, and what validators do', async () => {
    const seats = [neuron({ uid: 1, incentive: 1, port: await deadPort() }), await seat(talker(), { uid: 2 })]
    const caller = callerOf({ text: seats }, { validators: validators([[1, 2, 0.5]]) })
    await (await caller.post(CHAT, say('x'))).text()
    await (await caller.post(CHAT, say('x', { stream: true }))).text()
    await caller.post(CHAT, '{')
    await caller.get('/v1/models/text/2')
    await caller.get('/v1/models/anything')
    for (const path of ['a', 'b', 'c']) await caller.get(`/v1/${path}`)
    const response = await caller.get('/metrics')
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
    const lines = (await response.text()).split('\n')
    for (const line of [
      'taonet_gateway_requests_total{route="/v1/chat/completions",status="200"} 2',
      'taonet_gateway_requests_total{route="/v1/chat/completions",status="400"} 1',
      'taonet_gateway_requests_total{route="/v1/models/:id",status="200"} 1',
      'taonet_gateway_requests_total{route="/v1/models/:id",status="404"} 1',
      'taonet_gateway_requests_total{route="other",status="404"} 3',
      'taonet_gateway_request_seconds_count{route="/v1/chat/completions"} 3',
      'taonet_gateway_first_token_seconds_count 1',
      'taonet_gateway_miner_failures_total{code="unreachable"} 1',
      'taonet_gateway_in_flight 0',
    ])
      assert.ok(lines.includes(line), line)
    for (const line of [
      /^taonet_dispatch_requests\{hotkey="0x\w{64}"\} 3$/,
      /^taonet_dispatch_sessions_opened\{hotkey="0x\w{64}"\} 1$/,
      /^taonet_dispatch_failures\{hotkey="0x\w{64}",failure="unreachable"\} 1$/,
      /^taonet_dispatch_failures\{hotkey="0x\w{64}",failure="wrong-identity"\} 0$/,
    ])
      assert.ok(
        lines.some(one => line.test(one)),
        String(line),
      )
    assert.ok(lines.some(line => /^taonet_validator_probes\{hotkey="0x\w{64}",netuid="1"\} 3$/.test(line)))
  })

  test('a flood is bounded: whoever finds the queue full is told when to come again, and there is room after', async () => {
    const miner = await seat(hanging, { uid: 0 })
    const caller = callerOf({ text: [miner] }, { deadline: 120_000 })
    const controller = new AbortController()
    const ask = (): Promise<Response> =>
      caller.send(CHAT, {
        method: 'POST',
        headers: { host: '127.0.0.1' },
        body: JSON.stringify(say('x')),
        signal: controller.signal,
      })
    // 64 places and 2,048 to wait in.
    const many = Array.from({ length: 64 + 2_048 }, ask)
    const isFull = async (): Promise<boolean> =>
      /queue_waiting\{netuid="1"\} 2048/.test(await (await caller.get('/metrics')).text())
    for (const end = performance.now() + 25_000; !(await isFull()); )
      assert.ok(performance.now() < end, 'the queue did not fill')
    const one = await ask()
    assert.equal(one.status, 503)
    assert.equal(one.headers.get('retry-after'), '1')
    assert.ok(one.headers.get('x-request-id'))
    assert.ok(await isFull())
    controller.abort()
    await Promise.all(many)
    const after = await (await caller.get('/metrics')).text()
    assert.match(after, /taonet_gateway_in_flight 0/)
    assert.match(after, /taonet_gateway_queue_waiting\{netuid="1"\} 0/)
    assert.match(after, /taonet_gateway_places_taken\{netuid="1"\} 0/)
    assert.equal((await caller.get('/v1/models')).status, 200)
  })
})

describe('status', () => {
  test('tells times by route, what is left of the error budget, hedges, queues and breakers', async () => {
    const gone = neuron({ uid: 1, incentive: 1, port: await deadPort() })
    const caller = callerOf({ text: [gone, await seat(talker(), { uid: 2 })] })
    await (await caller.post(CHAT, say('x'))).text()
    await (await caller.post(CHAT, say('x', { stream: true }))).text()
    await caller.post(CHAT, '{')
    const { routes, queues, ...status } = await json(await caller.get('/v1/status'))
    assert.ok(Array.isArray(routes) && routes.every(isRecord))
    assert.deepEqual(
      routes.map(({ route, answered }) => [route, answered]),
      [
        [CHAT, 2],
        ['first token', 1],
      ],
    )
    for (const { p50_ms, p95_ms, p99_ms } of routes)
      assert.ok(0 < Number(p50_ms) && Number(p50_ms) <= Number(p95_ms) && Number(p95_ms) <= Number(p99_ms))
    assert.deepEqual(queues, [
      { netuid: 1, subnet: 'text', running: 0, limit: 64, waiting: 0, waiting_batch: 0, refused: 0 },
    ])
    assert.deepEqual(status, {
      object: 'gateway.status',
      window_seconds: 300,
      error_budget: { objective: 0.995, window_seconds: 3_600, requests: 2, failed: 0, left: 1 },
      in_flight: 1,
      hedging: { requests: 2, hedged: 0, won: 0, trials: 0, share: 0, allowed: 0.05 },
      breakers: { closed: 1, open: 1, 'half-open': 0 },
      failing: [{ miner: 'text/1', breaker: 'open' }],
    })
  })

  test('a failure costs the error budget more than there is for so few requests', async () => {
    const caller = callerOf({ text: [neuron({ uid: 1, port: await deadPort() })] })
    await caller.post(CHAT, say('x'))
    const { error_budget } = await json(await caller.get('/v1/status'))
    assert.deepEqual(error_budget, {
      objective: 0.995,
      window_seconds: 3_600,
      requests: 1,
      failed: 1,
      left: -199,
    })
  })
})

describe("a caller's own deadline", () => {
  test('ends its request, whatever the gateway would allow', async () => {
    const miner = await seat(hanging, { uid: 0 })
    const caller = callerOf({ text: [miner] })
    const response = await caller.post(CHAT, say('x'), { 'x-taonet-deadline-ms': '300' })
    assert.equal(response.status, 504)
    await eventually(() => miner.miner.metrics().cancelled === 1)
  })

  test('is a number of milliseconds up to ten minutes', async () => {
    const miner = await seat(talker(), { uid: 0 })
    const caller = callerOf({ text: [miner] })
    for (const said of ['0', '-1', '1.5', '600001', 'soon', '1e3', '']) {
      const error = await errorOf(await caller.post(CHAT, say('x'), { 'x-taonet-deadline-ms': said }))
      assert.deepEqual(
        [error.status, error.code, error.param],
        [400, 'invalid_value', 'x-taonet-deadline-ms'],
        said,
      )
    }
    for (const said of ['60000', '600000'])
      assert.equal((await caller.post(CHAT, say('x'), { 'x-taonet-deadline-ms': said })).status, 200)
    assert.equal(miner.miner.received.length, 2)
  })
})
