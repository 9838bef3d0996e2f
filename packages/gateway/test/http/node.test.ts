// Requests and answers over a real socket: what came is what is seen, and an answer is whole or visibly broken.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import type { Arrival, HttpAnswer } from '../../src/http/call.ts'
import { NodeArrival } from '../../src/http/node-arrival.ts'
import { sendAnswer } from '../../src/http/send-answer.ts'

let answering: (arrival: Arrival) => Promise<HttpAnswer>
const server = createServer(async (request, response) => {
  await sendAnswer(response, await answering(new NodeArrival(request, response)))
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
const port = typeof address === 'object' ? (address?.port ?? 0) : 0
after(() => {
  server.closeAllConnections()
  server.close()
})

/** Sends these bytes, and reads until the connection ends or `until` has come. */
async function said(text: string, until?: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(text)
  let all = ''
  for await (const part of socket) {
    all += part
    if (until !== undefined && all.includes(until)) break
  }
  return all
}

const get = (path: string, ...headers: readonly string[]): string =>
  [`GET ${path} HTTP/1.1`, 'host: x', 'connection: close', ...headers, '', ''].join('\r\n')

const plain = (body: HttpAnswer['body'], headers = {}): HttpAnswer => ({ status: 200, headers, body })

test('a path is told apart from its query, however it is written', async () => {
  answering = async ({ method, path, query, remote }) =>
    plain(JSON.stringify([method, path, [...query], remote]))
  const told = async (path: string): Promise<unknown> =>
    JSON.parse((await said(get(path))).split('\r\n\r\n')[1] ?? '')
  assert.deepEqual(await told('/v1/files?a=1&b=%20?'), [
    'GET',
    '/v1/files',
    [
      ['a', '1'],
      ['b', ' ?'],
    ],
    '127.0.0.1',
  ])
  assert.deepEqual(await told('http://other/v1/x?y'), ['GET', '/v1/x', [['y', '']], '127.0.0.1'])
  assert.deepEqual(await told('/v1/a%2Fb/../c'), ['GET', '/v1/a%2Fb/../c', [], '127.0.0.1'])
})

test('text, bytes and nothing arrive as they are, with their lengths', async () => {
  for (const body of ['abc', 'schön €😀', Buffer.from([0, 255, 10]), '']) {
    answering = async () => plain(body)
    const response = await fetch(`http://127.0.0.1:${port}/`)
    const bytes = Buffer.from(await response.arrayBuffer())
    assert.deepEqual(bytes, Buffer.from(body))
    assert.equal(response.headers.get('content-length'), String(bytes.length))
  }
  answering = async () => ({ status: 204, headers: {}, body: undefined })
  assert.doesNotMatch(await said(get('/')), /content-length|transfer-encoding/i)
})

test('of HEAD comes the head alone, and nobody reads the pieces', async () => {
  const made = { cancelled: 0 }
  const pieces = {
    next: () => assert.fail('read'),
    cancel: () => {
      made.cancelled++
    },
  }
  for (const body of ['abc', pieces]) {
    answering = async () => plain(body, { 'content-length': '3' })
    const answer = await said(get('/').replace('GET', 'HEAD'))
    assert.match(answer, /^HTTP\/1\.1 200 OK\r\n/)
    assert.match(answer, /content-length: 3\r\n[\s\S]*\r\n\r\n$/i)
  }
  assert.equal(made.cancelled, 1)
})

test('pieces come as fast as they are read, and one that breaks breaks the connection', async () => {
  const big = 'x'.repeat(1 << 20)
  const left = [...Array(20).fill(big), Buffer.from('end')]
  answering = async () => plain({ next: async () => left.shift(), cancel() {} })
  const text = await (await fetch(`http://127.0.0.1:${port}/`)).text()
  assert.equal(text.length, (20 << 20) + 3)
  let given = 0
  answering = async () =>
    plain({
      async next() {
        if (given++ === 0) return 'first'
        await turn()
        throw new Error('broke off')
      },
      cancel() {},
    })
  const broken = await said(get('/'))
  assert.match(broken, /first/)
  assert.doesNotMatch(broken, /\r\n0\r\n\r\n$/)
})

test('whoever hangs up is known to have gone, before and within an answer', async () => {
  const gone = Promise.withResolvers<void>()
  answering = async ({ signal }) => {
    signal.addEventListener('abort', () => gone.resolve())
    await gone.promise
    return plain('late')
  }
  const socket = connect(port, '127.0.0.1')
  socket.write(get('/'))
  const came = once(server, 'request')
  await came
  socket.destroy()
  await gone.promise

  const cancelled = Promise.withResolvers<void>()
  const never = Promise.withResolvers<undefined>()
  let first = true
  answering = async () =>
    plain({
      async next() {
        if (!first) return never.promise
        first = false
        return 'begun'
      },
      cancel: () => cancelled.resolve(),
    })
  await said(get('/'), 'begun')
  await cancelled.promise
  never.resolve(undefined)
})

test('a body longer than wanted is not read, by its length or as it comes', async () => {
  answering = async arrival => plain(String((await arrival.bytes(10))?.length))
  const post = (head: string, body: string): string =>
    `POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${head}\r\n\r\n${body}`
  const bodyOf = async (text: string): Promise<string | undefined> => (await said(text)).split('\r\n\r\n')[1]
  assert.equal(await bodyOf(post('content-length: 10', '0123456789')), '10')
  assert.equal(await bodyOf(post('content-length: 11', '0123456789a')), 'undefined')
  assert.equal(await bodyOf(post('transfer-encoding: chunked', '5\r\n01234\r\n0\r\n\r\n')), '5')
  assert.equal(await bodyOf(post('transfer-encoding: chunked', 'b\r\n0123456789a\r\n0\r\n\r\n')), 'undefined')
})
