// One port for HTTP/1.1, HTTP/2 and TLS: each answers, refuses, streams and cancels alike, and a pinned key is insisted on.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { type ClientHttp2Session, connect as connectHttp2, constants } from 'node:http2'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { BtauthNonces, isNetError, type KeyPair, signBtauth } from '@taonet/wire'
import { z } from 'zod'
import { createDispatcher } from '../src/dispatch/dispatcher.ts'
import type { Dispatcher, Target } from '../src/dispatch/reply.ts'
import { route, type Service } from '../src/miner/service.ts'
import { selfSigned } from '../src/self-signed.ts'
import { pinnedCertificate, pinOfPem, readPin } from '../src/tls-pin.ts'
import { type MinerFixture, minerKey, startMiner, strangerKey, validatorKey } from './fixtures.ts'

const CHAT = '/v1/chat/completions'
const deadline = 10_000
const nonces = new BtauthNonces()
const code = (expected: string) => (error: unknown) => isNetError(error) && error.code === expected

function signed(body: Uint8Array, key: KeyPair = validatorKey): Record<string, string> {
  const options = { receiver: minerKey.account, nonce: nonces.next(Date.now()) }
  return { ...signBtauth({ method: 'POST', target: CHAT, body }, key, options) }
}

const bodyOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

interface Answer {
  readonly status: number
  readonly text: string
}

async function ask(session: ClientHttp2Session, body: Buffer, headers = signed(body)): Promise<Answer> {
  const stream = session.request({ ':method': 'POST', ':path': CHAT, ...headers })
  stream.end(body)
  const [head] = await once(stream, 'response')
  let text = ''
  for await (const part of stream.setEncoding('utf8')) text += part
  return { status: Number(head[':status']), text }
}

/** Echoes; waits for ever on `wait`, and tells who gave up. */
function patient(): { service: Service; asked: Promise<void>; cancelled: Promise<void> } {
  const asked = Promise.withResolvers<void>()
  const cancelled = Promise.withResolvers<void>()
  return {
    asked: asked.promise,
    cancelled: cancelled.promise,
    service: {
      model: 'patient',
      sha256: '',
      engine: 'test',
      routes: {
        [CHAT]: route(
          z.object({ say: z.string(), stream: z.boolean().optional() }),
          async ({ say, stream }, { signal }) => {
            if (say === 'wait') {
              asked.resolve()
              await once(signal, 'abort')
              cancelled.resolve()
            }
            if (!stream) return { type: 'json', body: { said: say } }
            return {
              type: 'events',
              events: (async function* () {
                for (const word of say.split(' ')) yield { word }
              })(),
            }
          },
        ),
      },
    },
  }
}

const identity = selfSigned('miner')

for (const [what, scheme, options] of [
  ['HTTP/2 by prior knowledge', 'http', {}],
  ['HTTP/2 by ALPN', 'https', { rejectUnauthorized: false }],
] as const) {
  describe(what, () => {
    const { service, asked, cancelled } = patient()
    let miner: MinerFixture
    let session: ClientHttp2Session
    before(async () => {
      miner = await startMiner({ service, tls: identity })
      session = connectHttp2(`${scheme}://127.0.0.1:${miner.server.port}`, options)
    })
    after(async () => {
      session.destroy()
      await miner.server.close(0)
    })

    test('answers many requests at once, whole and streamed', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, i) => ask(session, bodyOf({ say: `n ${i}`, stream: i % 2 === 1 }))),
      )
      for (const [i, { status, text }] of answers.entries()) {
        assert.equal(status, 200)
        const expected =
          i % 2 === 0
            ? JSON.stringify({ said: `n ${i}` })
            : `data: {"word":"n"}\n\ndata: {"word":"${i}"}\n\ndata: [DONE]\n\n`
        assert.equal(text, expected)
      }
    })

    test('refuses the unsigned, the tampered, the replayed, strangers, and what is too long', async () => {
      const body = bodyOf({ say: 'x' })
      const first = signed(body)
      assert.equal((await ask(session, body, first)).status, 200)
      assert.equal((await ask(session, body, first)).status, 401)
      assert.equal((await ask(session, body, {})).status, 401)
      assert.equal((await ask(session, body, signed(bodyOf({ say: 'y' })))).status, 401)
      assert.equal((await ask(session, body, signed(body, strangerKey))).status, 403)
      const stream = session.request({
        ':method': 'POST',
        ':path': CHAT,
        ...signed(body),
        'content-length': String(2 << 20),
      })
      stream.on('error', () => {})
      const [head] = await once(stream, 'response')
      assert.equal(head[':status'], 413)
      stream.close()
      assert.equal((await ask(session, body)).status, 200)
    })

    test('tells the miner when its caller has gone', async () => {
      const body = bodyOf({ say: 'wait' })
      const stream = session.request({ ':method': 'POST', ':path': CHAT, ...signed(body) })
      stream.on('error', () => {})
      stream.end(body)
      await asked
      stream.close(constants.NGHTTP2_CANCEL)
      await cancelled
      assert.equal((await ask(session, bodyOf({ say: 'x' }))).status, 200)
    })
  })
}

describe('TLS', () => {
  let miner: MinerFixture
  let dispatcher: Dispatcher
  let pinned: Target
  before(async () => {
    miner = await startMiner({ tls: identity })
    dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
    pinned = { ...miner.target, pin: identity.pin }
  })
  after(async () => {
    await dispatcher.close(0)
    await miner.server.close(0)
  })
  const say = (target: Target) => dispatcher.send(target, CHAT, { say: 'hello' }, { deadline })

  test('stands on the same port as plain HTTP', async () => {
    const { port } = miner.server
    const status = (request: typeof httpRequest | typeof httpsRequest): Promise<number> =>
      new Promise((resolve, reject) =>
        request({ port, path: '/health', rejectUnauthorized: false }, response =>
          resolve(response.resume().statusCode ?? 0),
        )
          .on('error', reject)
          .end(),
      )
    assert.deepEqual(await Promise.all([status(httpRequest), status(httpsRequest)]), [200, 200])
  })

  test('a dispatcher insists on the pinned key, and finds it', async () => {
    for (let i = 0; i < 3; i++) assert.deepEqual(await (await say(pinned)).json(), { said: 'hello' })
    assert.equal(dispatcher.metrics().sessionsOpened, 1)
  })

  test('another key is another identity, and a miner without TLS is none', async () => {
    const other = { ...pinned, hotkey: strangerKey.account }
    await assert.rejects(say({ ...other, pin: selfSigned('miner').pin }), code('wrong-identity'))
    const plain = await startMiner()
    const fallen = { ...plain.target, pin: identity.pin }
    await assert.rejects(say(fallen), code('disconnected'))
    assert.equal(plain.server.metrics().requests, 0)
    await plain.server.close(0)
  })

  test('where plain text is not answered, neither version of HTTP gets a byte, and TLS goes on', async () => {
    const strict = await startMiner({ tls: identity, tlsOnly: true })
    const { port } = strict.server
    for (const opening of ['GET /health HTTP/1.1\r\nhost: x\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']) {
      const socket = connect(port, '127.0.0.1')
      socket.write(opening)
      let heard = 0
      socket.on('data', piece => {
        heard += piece.length
      })
      // A reset is as good an end as any.
      socket.on('error', () => {})
      await once(socket, 'close')
      assert.equal(heard, 0)
    }
    const hidden = { ...strict.target, pin: identity.pin }
    await assert.rejects(say(strict.target), code('disconnected'))
    assert.equal((await say(hidden)).status, 200)
    await strict.server.close(0)
  })

  test('the pin alone decides: dates do not, as no authority is asked', async () => {
    const expired = selfSigned('old', { from: '010101000000Z', until: '020101000000Z' })
    const old = await startMiner({ tls: expired })
    const target = { ...old.target, hotkey: minerKey.account }
    const other = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
    const ask = (pin: Target['pin']) => other.send({ ...target, pin }, CHAT, { say: 'x' }, { deadline })
    assert.equal((await ask(expired.pin)).status, 200)
    await assert.rejects(ask(identity.pin), code('wrong-identity'))
    await other.close(0)
    await old.server.close(0)
  })

  test('a pin survives the chain, and what others write there is none', () => {
    const [algorithm = 0, ...key] = pinnedCertificate(identity.pin)
    assert.equal(readPin({ algorithm, public_key: Uint8Array.from(key) }), identity.pin)
    assert.equal(pinOfPem(identity.certificate), identity.pin)
    assert.equal(readPin({ algorithm: 1, public_key: Uint8Array.from(key) }), undefined)
    assert.equal(readPin({ algorithm, public_key: new Uint8Array(64) }), undefined)
  })

  test('a miner does not start with a key that is not the certificate’s', async () => {
    await assert.rejects(
      startMiner({ tls: { certificate: identity.certificate, key: selfSigned('miner').key } }),
      code('bad-certificate'),
    )
    await assert.rejects(startMiner({ tls: { certificate: 'x', key: 'y' } }), code('bad-certificate'))
  })
})

describe('a port', () => {
  let miner: MinerFixture
  before(async () => {
    miner = await startMiner()
  })
  after(() => miner.server.close(0))

  const hear = async (...parts: readonly (string | Uint8Array)[]): Promise<string> => {
    const socket = connect(miner.server.port, '127.0.0.1').setNoDelay()
    socket.on('error', () => {})
    let heard = ''
    socket.setEncoding('latin1').on('data', text => {
      heard += text
    })
    for (const part of parts) {
      socket.write(part)
      await new Promise(done => setTimeout(done, 30))
    }
    await Promise.race([once(socket, 'close'), new Promise(done => setTimeout(done, 300))])
    socket.destroy()
    return heard
  }

  test('knows what is spoken by the first bytes, however they come', async () => {
    const health = 'GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'
    assert.match(await hear(health), /^HTTP\/1\.1 200 /)
    assert.match(await hear(...health), /^HTTP\/1\.1 200 /)
    assert.match(
      await hear('P', 'O', 'ST /session HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n'),
      /^HTTP\/1\.1 401 /,
    )
    // The settings frame with which HTTP/2 answers its preface.
    assert.equal(
      (
        await hear('PR', 'I * HTTP/2.0\r\n\r\nSM\r\n\r\n', new Uint8Array([0, 0, 0, 4, 0, 0, 0, 0, 0]))
      ).charCodeAt(3),
      4,
    )
    assert.match(await hear('PRINT /health HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400 /)
  })

  test('without a certificate ends what begins as TLS', async () => {
    assert.equal(await hear(Uint8Array.of(0x16, 3, 1, 0, 1, 0)), '')
  })

  test('keeps serving whatever noise there is', async () => {
    for (const noise of ['\0\0\0', '\xff'.repeat(5_000), 'GET', '\r\n\r\n'])
      await hear(Buffer.from(noise, 'latin1'))
    assert.match(
      await hear('GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'),
      /^HTTP\/1\.1 200 /,
    )
  })

  test('that is full of silent connections still lets a caller in', async () => {
    const silent = Array.from({ length: 600 }, () =>
      connect(miner.server.port, '127.0.0.1').on('error', () => {}),
    )
    await Promise.all(silent.map(socket => once(socket, 'connect')))
    const dispatcher = createDispatcher({ hotkey: validatorKey, allowLoopback: true })
    for (let i = 0; i < 3; i++) {
      const reply = await dispatcher.send(miner.target, CHAT, { say: 'hello' }, { deadline })
      assert.deepEqual(await reply.json(), { said: 'hello' })
    }
    const more = Array.from({ length: 600 }, () =>
      connect(miner.server.port, '127.0.0.1').on('error', () => {}),
    )
    await Promise.all(more.map(socket => once(socket, 'connect')))
    // The connection that has proved its caller is not one of those that had to go.
    await (await dispatcher.send(miner.target, CHAT, { say: 'hello' }, { deadline })).json()
    assert.equal(dispatcher.metrics().retries, 0)
    for (const socket of [...silent, ...more]) socket.destroy()
    await dispatcher.close(0)
  })
})
