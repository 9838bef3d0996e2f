// A miner's door: tampered, replayed, stale, misdirected and unsigned requests are refused before any work, restarts included.

import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import {
  completeSession,
  type KeyPair,
  offerSession,
  type Session,
  signBtauth,
  signEpistula,
} from '@taonet/wire'
import { FileReplayCache } from '../src/miner/replay-file.ts'
import {
  inFolder,
  type MinerFixture,
  minerKey,
  NETUID,
  startMiner,
  strangerKey,
  validatorKey,
} from './fixtures.ts'

const CHAT = '/v1/chat/completions'
const body = (say: string): Uint8Array => new TextEncoder().encode(JSON.stringify({ say }))
type Headers = Readonly<Record<string, string>>

interface Answer {
  readonly status: number
  readonly text: string
}

async function post(port: number, path: string, headers: Headers, bytes: Uint8Array): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(bytes),
  })
  return { status: response.status, text: await response.text() }
}

const nonceAt = (ms: number): bigint => BigInt(ms) * 1_000_000n

interface Signing {
  readonly key?: KeyPair
  readonly receiver?: KeyPair
  readonly at?: number
  readonly path?: string
}

function btauth(
  bytes: Uint8Array,
  { key = validatorKey, receiver = minerKey, at = Date.now(), path = CHAT }: Signing = {},
) {
  const request = { method: 'POST', target: path, body: bytes }
  return signBtauth(request, key, { receiver: receiver.account, nonce: nonceAt(at) })
}

function epistula(
  bytes: Uint8Array,
  { key = validatorKey, receiver = minerKey, at = Date.now() }: Signing = {},
) {
  return signEpistula({ body: bytes }, key, { receiver: receiver.account, now: at })
}

async function openSession(port: number): Promise<Session> {
  const pending = offerSession({ caller: validatorKey.account, receiver: minerKey.account, netuid: NETUID })
  const headers = btauth(pending.body, { path: '/session' })
  const answer = await post(port, '/session', headers, pending.body)
  assert.equal(answer.status, 200)
  return completeSession(pending, new TextEncoder().encode(answer.text), { now: Date.now() })
}

describe('a miner', () => {
  let miner: MinerFixture
  let port = 0
  before(async () => {
    miner = await startMiner()
    port = miner.server.port
  })
  after(() => miner.server.close())

  for (const [form, sign] of [
    ['btauth/1', btauth],
    ['Epistula', epistula],
  ] as const) {
    test(`${form}: serves what is signed, once`, async () => {
      const bytes = body(form)
      const headers = sign(bytes)
      assert.equal((await post(port, CHAT, headers, bytes)).status, 200)
      const again = await post(port, CHAT, headers, bytes)
      assert.equal(again.status, 401)
      assert.match(again.text, /replayed/)
    })

    test(`${form}: refuses tampering, other receivers, strangers, the past and the future`, async () => {
      const bytes = body('mine')
      const cases: readonly [string, Headers, number][] = [
        ['a changed body', sign(body('other')), 401],
        ['another receiver', sign(bytes, { receiver: strangerKey }), 401],
        ['a stranger', sign(bytes, { key: strangerKey }), 403],
        ['an old signature', sign(bytes, { at: Date.now() - 60_000 }), 401],
        ['a signature of tomorrow', sign(bytes, { at: Date.now() + 60_000 }), 401],
      ]
      for (const [what, headers, status] of cases) {
        assert.equal((await post(port, CHAT, headers, bytes)).status, status, what)
      }
      const forged = { ...sign(bytes) } as Record<string, string>
      for (const name of Object.keys(forged).filter(
        one => one.endsWith('hotkey') || one.endsWith('signed-by'),
      )) {
        forged[name] = strangerKey.ss58
      }
      assert.equal((await post(port, CHAT, forged, bytes)).status, 401)
    })
  }

  test('btauth/1: a signature for one path opens no other', async () => {
    const bytes = body('x')
    assert.equal((await post(port, CHAT, btauth(bytes, { path: '/v1/embeddings' }), bytes)).status, 401)
  })

  test('a session: each counter once, each body as sealed', async () => {
    const session = await openSession(port)
    const bytes = body('warm')
    const seal = (counter: number, sealed = bytes) =>
      session.seal({ method: 'POST', target: CHAT, body: sealed }, counter)
    assert.equal((await post(port, CHAT, seal(0), bytes)).status, 200)
    assert.equal((await post(port, CHAT, seal(0), bytes)).status, 401)
    assert.equal((await post(port, CHAT, seal(1, body('other')), bytes)).status, 401)
    assert.equal((await post(port, CHAT, { ...seal(2), 'x-taonet-counter': '3' }, bytes)).status, 401)
    assert.equal((await post(port, CHAT, seal(4), bytes)).status, 200)
    const unknown = { ...seal(5), 'x-taonet-session': 'AAAAAAAAAAAAAAAAAAAAAA' }
    assert.equal((await post(port, CHAT, unknown, bytes)).status, 401)
  })

  test('a session is not opened by a session, nor for another subnet', async () => {
    const session = await openSession(port)
    const pending = offerSession({ caller: validatorKey.account, receiver: minerKey.account, netuid: NETUID })
    const seal = session.seal({ method: 'POST', target: '/session', body: pending.body }, 0)
    assert.equal((await post(port, '/session', seal, pending.body)).status, 401)
    const other = offerSession({
      caller: validatorKey.account,
      receiver: minerKey.account,
      netuid: NETUID + 1,
    })
    assert.equal(
      (await post(port, '/session', btauth(other.body, { path: '/session' }), other.body)).status,
      401,
    )
  })

  test('unsigned, unknown and malformed requests have their own errors', async () => {
    const json = (text: string): { error: { code: string } } => JSON.parse(text)
    assert.equal((await post(port, CHAT, {}, body('x'))).status, 401)
    assert.equal((await post(port, '/v1/models', {}, body('x'))).status, 404)
    const broken = new TextEncoder().encode('{"say":')
    const answer = await post(port, CHAT, btauth(broken), broken)
    assert.equal(answer.status, 400)
    assert.equal(json(answer.text).error.code, 'invalid_json')
    const get = await fetch(`http://127.0.0.1:${port}${CHAT}`)
    assert.equal(get.status, 405)
    const health = await fetch(`http://127.0.0.1:${port}/health`)
    assert.deepEqual(await health.json(), { status: 'ok' })
  })

  test('a body of 64 MB is refused by its announcement, not read', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const headers = { ...btauth(body('x')), 'content-length': String(64 << 20) }
      const request = httpRequest(
        { host: '127.0.0.1', port, path: CHAT, method: 'POST', headers },
        response => {
          resolve(response.statusCode ?? 0)
          request.destroy()
        },
      )
      request.on('error', reject)
      request.write('{')
    })
    assert.equal(status, 413)
  })

  test('a body without announced length is cut off at the limit', async () => {
    const socket = connect(port, '127.0.0.1')
    const headers = Object.entries(btauth(body('x'))).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.on('error', () => {})
    socket.write(`POST ${CHAT} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n${headers.join('')}\r\n`)
    const chunk = 'a'.repeat(1 << 16)
    for (let i = 0; i < 20; i++) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`)
    const first = await new Promise<string>(resolve => socket.once('data', data => resolve(String(data))))
    assert.match(first, /^HTTP\/1\.1 413 /)
    socket.destroy()
  })

  test('headers beyond 64 KB are refused', async () => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(`POST ${CHAT} HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(70_000)}\r\n\r\n`)
    const first = await new Promise<string>(resolve => socket.once('data', data => resolve(String(data))))
    assert.match(first, /^HTTP\/1\.1 431 /)
    socket.destroy()
  })
})

interface Signed {
  readonly headers: Headers
  readonly bytes: Uint8Array
  readonly path?: string
}

const changedDigit = (text: string): string => {
  const at = text.search(/[1-9](?=[^1-9]*$)/)
  return at < 0 ? `${text}0` : `${text.slice(0, at)}${text[at] === '1' ? '2' : '1'}${text.slice(at + 1)}`
}

/** Every way to change a signed request: each of its headers, its body, its path. None may be served. */
function tampered(
  sign: (bytes: Uint8Array) => Headers,
  bindsPath: boolean,
): readonly (readonly [string, Signed])[] {
  const bytes = body('mine')
  const names = Object.keys(sign(bytes))
  const each = (what: string, change: (value: string) => string | undefined) =>
    names.map((name): readonly [string, Signed] => {
      const { [name]: value = '', ...rest } = sign(bytes)
      const changed = change(value)
      return [
        `${name} ${what}`,
        { headers: changed === undefined ? rest : { ...rest, [name]: changed }, bytes },
      ]
    })
  const bodies: readonly (readonly [string, Uint8Array])[] = [
    ['another body', body('other')],
    ['an empty body', new Uint8Array()],
    ['a body with a space more', new Uint8Array([...bytes, 0x20])],
    ['a body with a byte less', bytes.subarray(0, -1)],
    ['a body in another order', new Uint8Array(bytes).reverse()],
  ]
  return [
    ...each('left out', () => undefined),
    ...each('empty', () => ''),
    ...each('changed in one digit', changedDigit),
    ...each('made longer', value => `${value}0`),
    ...each('twice', value => `${value}, ${value}`),
    ...bodies.map(([what, other]): readonly [string, Signed] => [
      what,
      { headers: sign(bytes), bytes: other },
    ]),
    ...(bindsPath ? [['with a query', { headers: sign(bytes), bytes, path: `${CHAT}?x=1` }] as const] : []),
  ]
}

test('whatever is changed in a signed request, it is not served, right after a restart neither', () =>
  inFolder(async folder => {
    const path = `${folder}/seen`
    for (const round of ['before', 'after'] as const) {
      const seen = new FileReplayCache(path)
      const { server } = await startMiner({ seen })
      const session = await openSession(server.port)
      let counter = 0
      const seal = (bytes: Uint8Array): Headers =>
        session.seal({ method: 'POST', target: CHAT, body: bytes }, counter++)
      for (const [form, sign, bindsPath] of [
        ['btauth/1', btauth, true],
        ['Epistula', epistula, false],
        ['a session', seal, true],
      ] as const) {
        const cases = tampered(bytes => sign(bytes), bindsPath)
        assert.ok(cases.length >= 12)
        for (const [what, { headers, bytes, path: target = CHAT }] of cases) {
          const { status } = await post(server.port, target, headers, bytes)
          assert.ok([400, 401, 403, 404].includes(status), `${form}, ${what}, ${round}: ${status}`)
        }
        assert.equal((await post(server.port, CHAT, sign(body('mine')), body('mine'))).status, 200)
      }
      assert.equal(server.metrics().requests, 3)
      await server.close(0)
      seen.close()
    }
  }))

test('a replay is refused after a restart too', () =>
  inFolder(async folder => {
    const path = `${folder}/seen`
    const bytes = body('once')
    const headers = [btauth(bytes), epistula(bytes)]
    const first = new FileReplayCache(path)
    const before = await startMiner({ seen: first })
    for (const one of headers) assert.equal((await post(before.server.port, CHAT, one, bytes)).status, 200)
    await before.server.close()
    first.close()
    const second = new FileReplayCache(path)
    const afterwards = await startMiner({ seen: second })
    for (const one of headers)
      assert.equal((await post(afterwards.server.port, CHAT, one, bytes)).status, 401)
    await afterwards.server.close()
    second.close()
  }))

test('the file of a replay cache stays small and forgets only what is over', () =>
  inFolder(async folder => {
    const path = `${folder}/seen`
    const cache = new FileReplayCache(path)
    for (let i = 0; i < 5_000; i++) assert.equal(cache.remember(`key-${i}`, i + 10, i), 'fresh')
    assert.equal(cache.remember('key-4999', 6_000, 5_000), 'seen')
    assert.equal(cache.remember('key-1', 6_000, 5_000), 'fresh')
    cache.close()
    const again = new FileReplayCache(path)
    assert.equal(again.remember('key-4999', 6_000, 5_000), 'seen')
    assert.equal(again.remember('key-1', 6_000, 5_000), 'seen')
    again.close()
  }))
