// The classic axon on a miner's port (wire-neuron §2): its headers, body hash, statuses and error fields, and what is refused.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import {
  BtauthNonces,
  hexToBytes,
  type KeyPair,
  NetError,
  signDendrite,
  synapseBodyHash,
  verifySignature,
} from '@taonet/wire'
import { z } from 'zod'
import { functionService } from '../src/miner/function-service.ts'
import { FileReplayCache } from '../src/miner/replay-file.ts'
import { route, type Service } from '../src/miner/service.ts'
import { inFolder, type MinerFixture, minerKey, startMiner, strangerKey, validatorKey } from './fixtures.ts'

const CHAT = '/v1/chat/completions'
const UUID = '5ecbd69c-1cec-11ee-b0dc-e29ce36fec1a'
type Fields = Readonly<Record<string, unknown>>
type Headers = Readonly<Record<string, string>>

const asked = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  stream: z.boolean().optional(),
  unbound: z.string().optional(),
})

/** Says back what it heard; some words have a meaning. */
const parrot: Service = {
  model: 'parrot',
  sha256: '',
  engine: 'test',
  routes: {
    [CHAT]: route(asked, async ({ messages, stream, unbound }, { signal }) => {
      const word = messages[0]?.content ?? ''
      if (word === 'raise') throw new NetError('unavailable-model', 'no model', '')
      if (word === 'wait')
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      if (!stream) return { type: 'json', body: { completion: word, heard: unbound ?? null } }
      return {
        type: 'events',
        events: (async function* () {
          yield { word }
        })(),
      }
    }),
  },
  synapses: { Prompting: { path: CHAT, required: ['messages', 'stream'] } },
}

const VECTORS = new URL('../../../vectors/dendrite.json', import.meta.url)
const chats = asked.pick({ messages: true })
const answered = chats.extend({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })) })

const nonces = new BtauthNonces()
const said = (content: string): Fields => ({ messages: [{ role: 'user', content }] })

/** What an SDK's dendrite sends: the synapse with all its bookkeeping as the body. */
const dumped = (fields: Fields): Fields => ({
  ...{ name: 'Prompting', timeout: 12, total_size: 0, header_size: 0, computed_body_hash: '' },
  ...{ dendrite: {}, axon: {}, stream: null },
  ...fields,
})

interface Call {
  readonly path?: string
  readonly key?: KeyPair
  readonly receiver?: KeyPair
  /** Nanoseconds added to a fresh nonce. */
  readonly shift?: bigint
  readonly nonce?: bigint
  readonly timeout?: number
  readonly hash?: string
}

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

const hashOf = (path: string, body: Fields): string =>
  path === CHAT
    ? synapseBodyHash([new TextDecoder().decode(bytesOf(body))])
    : synapseBodyHash([body.messages ?? null, body.stream ?? null])

function sign(body: Fields, call: Call = {}): Headers {
  const { path = '/Prompting', key = validatorKey, receiver = minerKey, shift = 0n, timeout = 12 } = call
  return signDendrite(key, {
    name: path.slice(1),
    receiver: receiver.account,
    ...{ axonIp: '127.0.0.1', axonPort: 8091, ip: '127.0.0.1', version: 10_002_000, uuid: UUID, timeout },
    nonce: call.nonce ?? nonces.next(Date.now()) + shift,
    bodyHash: call.hash ?? hashOf(path, body),
  })
}

async function post(port: number, headers: Headers, body: Fields | Uint8Array, path = '/Prompting') {
  const bytes = body instanceof Uint8Array ? body : bytesOf(body)
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers,
    body: Buffer.from(bytes),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: (): unknown => JSON.parse(text) }
}

/** Every way in which a recorded request is changed on the wire, and the status that an axon has for it. */
function tampered(body: Fields): readonly (readonly [string, Headers, Fields | Uint8Array, number])[] {
  const honest = sign(body)
  const changed = (name: string, value: string): Headers => ({ ...sign(body), [name]: value })
  const without = (name: string): Headers =>
    Object.fromEntries(Object.entries(honest).filter(([key]) => key !== name))
  const other = dumped(said('other'))
  const misdirected = sign(body, { receiver: strangerKey })
  const flipped = `${honest.bt_header_dendrite_signature?.slice(0, -1)}${honest.bt_header_dendrite_signature?.endsWith('0') ? '1' : '0'}`
  return [
    ['another body', honest, other, 500],
    ['another body under its own hash', { ...honest, computed_body_hash: hashOf('', other) }, other, 401],
    ['no body', honest, new Uint8Array(), 500],
    ['a body that is no JSON', honest, new TextEncoder().encode('{"messages":'), 500],
    ['a body that is not UTF-8', honest, Uint8Array.of(0xff, 0xfe), 500],
    ['a list sent as its text', honest, dumped({ messages: "[{'role': 'user', 'content': 'x'}]" }), 500],
    ['a bound field added', honest, { ...body, stream: true }, 500],
    ['no signature', without('bt_header_dendrite_signature'), body, 401],
    ['no nonce', without('bt_header_dendrite_nonce'), body, 401],
    ['no uuid', without('bt_header_dendrite_uuid'), body, 401],
    ['no receiver', without('bt_header_axon_hotkey'), body, 401],
    ['no body hash', without('computed_body_hash'), body, 401],
    ['one digit of the signature', { ...honest, bt_header_dendrite_signature: flipped }, body, 401],
    ['a signature of 0xff', changed('bt_header_dendrite_signature', `0x${'ff'.repeat(64)}`), body, 401],
    ['another uuid', changed('bt_header_dendrite_uuid', UUID.replace('5', '6')), body, 401],
    [
      'a nonce one higher',
      { ...honest, bt_header_dendrite_nonce: `${BigInt(honest.bt_header_dendrite_nonce ?? 0) + 1n}` },
      body,
      401,
    ],
    ['another caller', changed('bt_header_dendrite_hotkey', minerKey.ss58), body, 401],
    ['a caller that is no address', changed('bt_header_dendrite_hotkey', 'me'), body, 401],
    ['another receiver', misdirected, body, 401],
    ['another receiver, rewritten', { ...misdirected, bt_header_axon_hotkey: minerKey.ss58 }, body, 401],
    ['a nonce of a minute ago', sign(body, { shift: -60_000_000_000n }), body, 401],
    ['an old nonce behind a long timeout', sign(body, { shift: -60_000_000_000n, timeout: 600 }), body, 401],
    ['a nonce of the next minute', sign(body, { shift: 60_000_000_000n }), body, 401],
    ['a stranger', sign(body, { key: strangerKey }), body, 403],
    ['another name', changed('name', 'Other'), body, 500],
    ['a timeout that is none', changed('timeout', 'soon'), body, 500],
    ['a version that is none', changed('bt_header_dendrite_version', 'ten'), body, 500],
  ]
}

describe('a classic axon', () => {
  let miner: MinerFixture
  let port = 0
  before(async () => {
    miner = await startMiner({ service: parrot, limits: { active: 1, waiting: 1 } })
    port = miner.server.port
  })
  after(() => miner.server.close(0))

  test('answers with the synapse, and signs its headers for the caller', async () => {
    const body = dumped(said(`it's "fine"\n`))
    const answer = await post(port, sign(body), body)
    assert.equal(answer.status, 200)
    assert.deepEqual(answer.json(), { ...said(`it's "fine"\n`), completion: `it's "fine"\n`, heard: null })
    const { headers } = answer
    assert.equal(headers.get('name'), 'Prompting')
    assert.equal(headers.get('bt_header_axon_status_code'), '200')
    assert.equal(headers.get('bt_header_axon_status_message'), 'Success')
    assert.equal(headers.get('bt_header_axon_hotkey'), minerKey.ss58)
    assert.equal(headers.get('bt_header_axon_port'), String(port))
    assert.ok(Number(headers.get('bt_header_axon_process_time')) >= 0)
    const [nonce, uuid] = [headers.get('bt_header_axon_nonce'), headers.get('bt_header_axon_uuid')]
    const message = new TextEncoder().encode(`${nonce}.${validatorKey.ss58}.${minerKey.ss58}.${uuid}`)
    const signature = hexToBytes(headers.get('bt_header_axon_signature') ?? '')
    const publicKey = hexToBytes(minerKey.account)
    assert.ok(verifySignature({ scheme: 'sr25519', publicKey, message, signature }))
  })

  test('hears only what the hash binds', async () => {
    const body = dumped({ ...said('x'), unbound: 'added on the way' })
    const answer = await post(port, sign(body), body)
    assert.deepEqual(answer.json(), { ...said('x'), completion: 'x', heard: null })
  })

  test('streams as server-sent events', async () => {
    const body = dumped({ ...said('x'), stream: true })
    const answer = await post(port, sign(body), body)
    assert.equal(answer.headers.get('content-type'), 'text/event-stream')
    assert.equal(answer.headers.get('bt_header_axon_status_code'), '200')
    assert.equal(answer.text, 'data: {"word":"x"}\n\ndata: [DONE]\n\n')
  })

  test('takes the same headers on a service path, over the whole body', async () => {
    const body = { ...said('x'), unbound: 'bound here' }
    const answer = await post(port, sign(body, { path: CHAT }), body, CHAT)
    assert.equal(answer.status, 200)
    assert.deepEqual(answer.json(), { completion: 'x', heard: 'bound here' })
    assert.equal(answer.headers.get('bt_header_axon_status_code'), '200')
    const late = sign(body, { path: CHAT })
    assert.equal((await post(port, late, { ...body, unbound: 'other' }, CHAT)).status, 500)
    assert.equal((await post(port, late, { ...body, added: 1 }, CHAT)).status, 500)
  })

  test('has its own statuses and error body', async () => {
    const body = dumped(said('x'))
    const cases: readonly (readonly [string, number, string, Headers, Fields])[] = [
      ['an unknown synapse', 404, '/Nothing', sign(body, { path: '/Nothing' }), body],
      ['a bad path', 400, '/', sign(body, { path: '/' }), body],
      ['a forward that raises', 500, '/Prompting', sign(dumped(said('raise'))), dumped(said('raise'))],
      ['fields of another form', 500, '/Prompting', sign(dumped({})), dumped({})],
      [
        'a priority that comes too late',
        408,
        '/Prompting',
        sign(dumped(said('wait')), { timeout: 0.05 }),
        dumped(said('wait')),
      ],
    ]
    for (const [what, status, path, headers, sent] of cases) {
      const answer = await post(port, headers, sent, path)
      assert.equal(answer.status, status, what)
      const { message } = z.strictObject({ message: z.string() }).parse(answer.json())
      assert.equal(answer.headers.get('bt_header_axon_status_code'), String(status), what)
      assert.equal(
        answer.headers.get('bt_header_axon_status_message'),
        message.replace(/[^\x20-\x7e]+/g, ' '),
        what,
      )
    }
    const get = await fetch(`http://127.0.0.1:${port}/Prompting`)
    assert.equal(get.status, 405)
  })

  test('opens no session', async () => {
    const body = said('x')
    assert.equal((await post(port, sign(body, { path: CHAT }), body, '/session')).status, 401)
  })

  test('serves each nonce once, in any order, and refuses whatever was changed on the way', async () => {
    const body = dumped(said('once'))
    const nonce = nonces.next(Date.now())
    const [early, late] = [sign(body, { nonce: nonce - 5n }), sign(body, { nonce })]
    for (const headers of [late, early]) assert.equal((await post(port, headers, body)).status, 200)
    for (const headers of [late, early]) assert.equal((await post(port, headers, body)).status, 401)
    const before = miner.server.metrics().requests
    for (const [what, headers, sent, status] of tampered(body))
      assert.equal((await post(port, headers, sent)).status, status, what)
    assert.equal(miner.server.metrics().requests, before)
  })
})

test('right after a restart nothing that was served is served again, nor anything tampered with', () =>
  inFolder(async folder => {
    const body = dumped(said('once'))
    const recorded = [sign(body), sign(body)]
    const first = new FileReplayCache(`${folder}/seen`)
    const before = await startMiner({ service: parrot, seen: first })
    for (const headers of recorded) assert.equal((await post(before.server.port, headers, body)).status, 200)
    await before.server.close(0)
    first.close()
    const second = new FileReplayCache(`${folder}/seen`)
    const { server } = await startMiner({ service: parrot, seen: second })
    try {
      for (const headers of recorded) assert.equal((await post(server.port, headers, body)).status, 401)
      for (const [what, headers, sent, status] of tampered(body))
        assert.equal((await post(server.port, headers, sent)).status, status, what)
      assert.equal(server.metrics().requests, 0)
      assert.equal((await post(server.port, sign(body), body)).status, 200)
    } finally {
      await server.close(0)
      second.close()
    }
  }))

const recorded = z.object({
  calls: z.array(
    z.object({
      target: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()),
      body: z.string(),
    }),
  ),
})

test('what the dendrite of SDK 10.2.0 sent is answered, each once', async () => {
  const { calls } = recorded.parse(JSON.parse(readFileSync(VECTORS, 'utf8')))
  let now = 0
  const service = functionService('parrot', messages => messages.at(-1)?.content ?? '')
  const { server } = await startMiner({ service, now: () => now })
  for (const { target, status, headers, body } of calls) {
    now = Number(BigInt(headers.bt_header_dendrite_nonce ?? 0) / 1_000_000n) + 1
    const bytes = new TextEncoder().encode(body)
    const answer = await post(server.port, headers, bytes, target)
    assert.equal(answer.status, status)
    if (status !== 200) continue
    const asked = chats.parse(JSON.parse(body)).messages
    const { messages, choices } = answered.parse(answer.json())
    assert.deepEqual(messages, asked)
    assert.equal(choices[0]?.message.content, asked[0]?.content)
    assert.equal((await post(server.port, headers, bytes, target)).status, 401)
  }
  assert.equal(server.metrics().requests, 4)
  await server.close(0)
})
