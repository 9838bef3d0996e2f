// Liveness, readiness, metrics and the page's configuration (DESIGN §6).
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Neuron } from '@taonet/neuron'
import { neuron } from './network.ts'
import { hanging, measurer, talker } from './services.ts'
import { CHAT, callerOf, deadPort, eventually, json, say, seat, validators } from './serving.ts'

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

  test('a flood is bounded: beyond 512 requests under way there is a 503, and room again after', async () => {
    const miner = await seat(hanging, { uid: 0 })
    const caller = callerOf({ text: [miner] }, { deadline: 20_000 })
    const controller = new AbortController()
    const ask = (): Promise<Response> =>
      caller.send(CHAT, {
        method: 'POST',
        headers: { host: '127.0.0.1' },
        body: JSON.stringify(say('x')),
        signal: controller.signal,
      })
    const many = Array.from({ length: 512 }, ask)
    await eventually(() => miner.miner.metrics().active > 0)
    const one = await ask()
    assert.equal(one.status, 503)
    assert.equal(one.headers.get('retry-after'), '1')
    assert.ok(one.headers.get('x-request-id'))
    controller.abort()
    await Promise.all(many)
    assert.match(await (await caller.get('/metrics')).text(), /taonet_gateway_in_flight 0/)
    assert.equal((await caller.get('/v1/models')).status, 200)
  })
})
