// Who may talk to a gateway on loopback (DESIGN §10): the right Host, and pages of no other origin.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { before, describe, test } from 'node:test'
import { talker } from './services.ts'
import {
  type Caller,
  CHAT,
  callerOf,
  errorOf,
  HOST,
  keyIn,
  listening,
  ownFolder,
  type Seat,
  say,
  seat,
} from './serving.ts'

const FRIEND = 'https://app.example'
let caller: Caller
let miner: Seat

before(async () => {
  miner = await seat(talker(), { uid: 0 })
  caller = callerOf({ text: [miner] }, { cors: [FRIEND] })
})

const refused = async (response: Response, code: string): Promise<void> => {
  const error = await errorOf(response)
  assert.deepEqual([error.status, error.code, error.type], [403, code, 'permission_error'])
  assert.equal(response.headers.get('access-control-allow-origin'), null)
}

describe('the Host header', () => {
  test("must be loopback's, on every route", async () => {
    for (const host of [
      'evil.example',
      'evil.example:8080',
      '127.0.0.1.evil.example',
      '10.0.0.1',
      '0.0.0.0',
      '',
    ]) {
      for (const path of ['/v1/models', '/health', '/metrics', '/config.json', '/'])
        await refused(await caller.get(path, { host }), 'wrong_host')
      await refused(await caller.post(CHAT, say('x'), { host }), 'wrong_host')
    }
    assert.equal(miner.miner.received.length, 0)
  })

  test("may be any of loopback's names", async () => {
    for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.1:8080', '127.9.9.9', '[::1]:8080'])
      assert.equal((await caller.get('/v1/models', { host })).status, 200, host)
  })

  test('is anything where the gateway was exposed on purpose', async () => {
    const open = callerOf({ text: [miner] }, { host: '0.0.0.0' })
    assert.equal((await open.get('/v1/models', { host: 'gateway.example' })).status, 200)
  })
})

describe('without a key', () => {
  let miner: Seat
  before(async () => {
    miner = await seat(talker(), { uid: 1 })
  })
  const asks = (url: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const asking = request(`${url}/v1/models`, { headers }, response => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      asking.on('error', reject).end()
    })

  test('only those are served who call this machine by its own name, and whom no proxy passed on', async () => {
    const url = await listening({ text: [miner] }, { host: '0.0.0.0' })
    const host = new URL(url).host
    assert.equal(await asks(url, { host }), 200)
    assert.equal(await asks(url, { host: 'localhost' }), 200)
    // A page whose name was rebound to this machine, and a proxy that keeps the name it was called by.
    assert.equal(await asks(url, { host: 'evil.example', origin: 'http://evil.example' }), 401)
    assert.equal(await asks(url, { host: 'gateway.example' }), 401)
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-host'])
      assert.equal(await asks(url, { host, [name]: '127.0.0.1' }), 401, name)
  })

  test('nobody is served where keys are asked of everybody', async () => {
    const folder = ownFolder()
    const authorization = `Bearer ${await keyIn(folder)}`
    const url = await listening({ text: [miner] }, { folder, keysOnly: true })
    const host = new URL(url).host
    assert.equal(await asks(url, { host }), 401)
    assert.equal(await asks(url, { host, authorization: 'Bearer none' }), 401)
    assert.equal(await asks(url, { host, authorization }), 200)
  })

  test('a key asks only for what it is for', async () => {
    const folder = ownFolder()
    const authorization = `Bearer ${await keyIn(folder, { scopes: ['chat'] })}`
    const some = callerOf({ text: [miner] }, { folder })
    assert.equal((await some.get('/v1/models', { authorization })).status, 403)
    assert.equal((await some.get('/v1/models/text', { authorization })).status, 403)
  })

  test('a key is one caller however its header is written', async () => {
    const folder = ownFolder()
    const key = await keyIn(folder)
    const some = callerOf({ text: [miner] }, { folder })
    const ask = (authorization: string) =>
      some.post(CHAT, say('once'), { authorization, 'idempotency-key': 'one' })
    await (await ask(`Bearer ${key}`)).text()
    assert.equal((await ask(`bearer   ${key}`)).headers.get('idempotent-replayed'), 'true')
  })
})

describe('a page', () => {
  test('of another origin is refused before any work', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://127.0.0.1:9999',
      'file://',
      `${FRIEND}.evil`,
    ]) {
      await refused(await caller.post(CHAT, say('x'), { origin }), 'origin_not_listed')
      await refused(await caller.get('/config.json', { origin }), 'origin_not_listed')
    }
    assert.equal(miner.miner.received.length, 0)
  })

  test('of the gateway itself, or of a listed origin, is served and may read the headers', async () => {
    for (const origin of [`http://${HOST}`, FRIEND]) {
      const { status, headers } = await caller.post(CHAT, say('x'), { origin })
      assert.equal(status, 200)
      assert.equal(headers.get('access-control-allow-origin'), origin)
      assert.equal(headers.get('vary'), 'Origin')
      const exposed = headers.get('access-control-expose-headers') ?? ''
      for (const name of ['x-taonet-model', 'x-taonet-miners', 'x-taonet-block', 'x-request-id'])
        assert.ok(exposed.includes(name))
    }
  })

  test('may read refusals too', async () => {
    const response = await caller.post(CHAT, '{', { origin: FRIEND })
    assert.equal(response.status, 400)
    assert.equal(response.headers.get('access-control-allow-origin'), FRIEND)
    assert.ok(response.headers.get('x-request-id'))
  })
})

describe('a preflight', () => {
  const preflight = (origin: string, headers: string) =>
    caller.send(CHAT, {
      method: 'OPTIONS',
      headers: {
        host: HOST,
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': headers,
      },
    })

  test('of a listed origin allows what its client sends', async () => {
    const wanted = 'authorization,content-type,x-stainless-lang'
    const { status, headers } = await preflight(FRIEND, wanted)
    assert.equal(status, 204)
    assert.equal(headers.get('access-control-allow-origin'), FRIEND)
    assert.equal(headers.get('access-control-allow-headers'), wanted)
    assert.match(headers.get('access-control-allow-methods') ?? '', /POST/)
  })

  test('allows no header list that is none', async () => {
    const { headers } = await preflight(FRIEND, 'a'.repeat(2_000))
    assert.equal(headers.get('access-control-allow-headers'), null)
  })

  test('of another origin is refused', async () => {
    await refused(await preflight('https://evil.example', 'content-type'), 'origin_not_listed')
  })
})
