// The gateway's port: large bodies, ports in use, and the end.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { isNetError } from '@taonet/wire'
import { startGateway } from '../src/index.ts'
import { networkOf } from './network.ts'
import { streaming, talker } from './services.ts'
import {
  CHAT,
  callerOf,
  errorOf,
  eventually,
  isRecord,
  keyIn,
  listening,
  ownFolder,
  payloadsOf,
  say,
  seat,
  validators,
} from './serving.ts'

const MB = 1_000_000

describe('a body', () => {
  /** Sends up to 64 MB as fast as they are taken. @returns the answer, and how much was taken before it came. */
  const flood = (url: string, announced: boolean): Promise<{ response: Response; sent: number }> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url)
      let sent = 0
      const piece = Buffer.alloc(MB, 0x20)
      const headers = announced ? { 'content-length': String(64 * MB) } : {}
      const client = request({ hostname, port, path: CHAT, method: 'POST', headers }, answer => {
        const before = sent
        const parts: Buffer[] = []
        answer.on('data', part => parts.push(part))
        answer.on('end', () => {
          client.destroy()
          const status = answer.statusCode ?? 0
          resolve({ response: new Response(Buffer.concat(parts), { status }), sent: before })
        })
      })
      let answered = false
      client.once('response', () => (answered = true))
      client.on('error', error => {
        if (!answered) reject(error)
      })
      const source = Readable.from(
        (function* () {
          for (let i = 0; i < 64; i++) {
            sent += piece.length
            yield piece
          }
        })(),
      )
      source.pipe(client)
    })

  for (const announced of [true, false]) {
    test(`of 64 MB is refused ${announced ? 'by its length' : 'as it comes'}, most of it unread`, async () => {
      const url = await listening({ text: [await seat(talker(), { uid: 0 })] })
      const { response, sent } = await flood(url, announced)
      const error = await errorOf(response)
      assert.deepEqual(
        [error.status, error.code, error.type],
        [413, 'body_too_large', 'invalid_request_error'],
      )
      assert.ok(sent < 32 * MB, `${sent} bytes were taken`)
      assert.equal((await fetch(`${url}/health`)).status, 200)
    })
  }

  test('of just below a megabyte is answered, whatever its letters', async () => {
    const folder = ownFolder()
    const url = await listening({ text: [await seat(talker(), { uid: 0 })] }, { folder })
    // So much text no policy judges.
    const authorization = `Bearer ${await keyIn(folder, { policy: 'off' })}`
    for (const letter of ['x', 'é', '\u0001', '\ud83d\ude00']) {
      const body = JSON.stringify(say(''))
      const room = MB - body.length - 2
      const word = JSON.stringify(letter).slice(1, -1)
      const text = word.repeat(Math.floor(room / Buffer.byteLength(word)))
      const response = await fetch(`${url}${CHAT}`, {
        method: 'POST',
        headers: { authorization },
        body: body.replace('"content":""', () => `"content":"${text}"`),
      })
      assert.equal(response.status, 200, letter)
      await response.arrayBuffer()
    }
  })

  test('without a length is read too', async () => {
    const url = await listening({ text: [await seat(talker(), { uid: 0 })] })
    const response = await fetch(`${url}${CHAT}`, {
      method: 'POST',
      body: Readable.toWeb(Readable.from([Buffer.from(JSON.stringify(say('a b')))])),
      duplex: 'half',
    })
    assert.equal(response.status, 200)
  })

  test('of a caller who hangs up meanwhile is no failure of the gateway', async () => {
    const url = await listening({ text: [await seat(talker(), { uid: 7 })] })
    const { hostname, port } = new URL(url)
    const client = request({
      hostname,
      port,
      path: CHAT,
      method: 'POST',
      headers: { 'content-length': '1000' },
    })
    client.on('error', () => {})
    client.write('{"model":')
    const counted = async (): Promise<string> => {
      const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n')
      return lines.filter(line => line.startsWith('taonet_gateway_requests_total{')).join()
    }
    await new Promise(resolve => setTimeout(resolve, 100))
    client.destroy()
    let seen = ''
    for (let i = 0; i < 100 && seen === ''; i++) {
      seen = await counted()
      await new Promise(resolve => setTimeout(resolve, 10))
    }
    assert.match(seen, /status="499"/)
  })

  test('that is no JSON leaves the connection usable', async () => {
    const url = await listening({ text: [await seat(talker(), { uid: 0 })] })
    for (let i = 0; i < 3; i++) {
      const bad = await fetch(`${url}${CHAT}`, { method: 'POST', body: '{' })
      assert.equal((await errorOf(bad)).code, 'invalid_json')
      const good = await fetch(`${url}${CHAT}`, { method: 'POST', body: JSON.stringify(say('x')) })
      assert.equal(good.status, 200)
      await good.text()
    }
  })
})

describe('starting and ending', () => {
  const config = () => ({
    network: networkOf({}, validators([])),
    folder: ownFolder(),
    host: '127.0.0.1',
    rpcUrl: 'ws://127.0.0.1:9944',
  })

  test('on a port in use says so, with a hint', async () => {
    const url = await listening({})
    await assert.rejects(
      startGateway({ ...config(), port: Number(new URL(url).port) }),
      error => isNetError(error) && error.code === 'port-in-use' && error.hint.includes('--gateway-port'),
    )
  })

  test('on an address that is not ours says so', async () => {
    await assert.rejects(
      startGateway({ ...config(), host: '203.0.113.1', port: 0 }),
      error => isNetError(error) && error.code === 'listen',
    )
  })

  test('lets a stream end within its grace, then takes nobody', async () => {
    const miner = await seat(talker(), { uid: 0 })
    const gateway = await startGateway({
      ...config(),
      network: networkOf({ text: [miner] }, validators([])),
      port: 0,
    })
    const url = `http://127.0.0.1:${gateway.port}`
    const response = await fetch(`${url}${CHAT}`, {
      method: 'POST',
      body: JSON.stringify(say('a b', { stream: true })),
    })
    const closed = gateway.close(5_000)
    assert.equal((await payloadsOf(response)).at(-1), '[DONE]')
    await closed
    await assert.rejects(fetch(`${url}/health`))
  })

  test('ends a stream without end when the grace is over, and says why', async () => {
    const miner = await seat(streaming('ever'), { uid: 0 })
    const gateway = await startGateway({
      ...config(),
      network: networkOf({ text: [miner] }, validators([])),
      port: 0,
    })
    const response = await fetch(`http://127.0.0.1:${gateway.port}${CHAT}`, {
      method: 'POST',
      body: JSON.stringify(say('x', { stream: true })),
    })
    const reading = payloadsOf(response)
    await gateway.close(100)
    const last: unknown = JSON.parse((await reading).at(-1) ?? '')
    assert.ok(isRecord(last) && isRecord(last.error))
    assert.equal(last.error.code, 'closed')
    await eventually(() => miner.miner.metrics().active === 0)
  })

  test('refuses whoever comes or waits while it closes, and finishes what is under way', async () => {
    const miner = await seat(streaming('ever'), { uid: 0 })
    const drain = new AbortController()
    const end = new AbortController()
    const caller = callerOf({ text: [miner] }, { draining: drain.signal, ending: end.signal })
    const streams = await Promise.all(
      Array.from({ length: 3 }, () => caller.post(CHAT, say('x', { stream: true }))),
    )
    drain.abort()
    const refused = await caller.post(CHAT, say('x'))
    assert.deepEqual([refused.status, refused.headers.get('connection')], [503, 'close'])
    assert.equal((await errorOf(refused)).code, 'closed')
    assert.equal(miner.miner.metrics().active, 3)
    end.abort()
    for (const stream of streams) assert.match((await payloadsOf(stream)).at(-1) ?? '', /"code":"closed"/)
    await eventually(() => miner.miner.metrics().active === 0)
  })
})
