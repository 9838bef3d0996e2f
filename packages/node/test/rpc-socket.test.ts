// Messages that wait for their answers hold memory: who sends more is not read from until some are answered.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { WebSocket, WebSocketServer } from 'ws'
import { Dispatcher } from '../src/rpc/dispatch.ts'
import { serveSocket } from '../src/rpc/socket.ts'

const SENT = 12
const LENGTH = 1_500_000

test('a connection with 8 MB of unanswered messages is read from again when they are answered', async t => {
  const waiting: (() => void)[] = []
  let arrived = 0
  const dispatcher = new Dispatcher(
    {
      wait() {
        arrived++
        return new Promise<number>(resolve => waiting.push(() => resolve(arrived)))
      },
    },
    () => {},
  )
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  t.after(() => server.close())
  const accepted = new Promise<WebSocket>(resolve =>
    server.on('connection', (socket, { socket: stream }) => {
      serveSocket(socket, stream, dispatcher, undefined)
      resolve(socket)
    }),
  )
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`)
  t.after(() => client.terminate())
  await once(client, 'open')
  let replies = 0
  client.on('message', () => replies++)
  const message = JSON.stringify({ id: 1, method: 'wait', params: ['f'.repeat(LENGTH)] })
  for (let i = 0; i < SENT; i++) client.send(message)

  const until = async (isSo: () => boolean): Promise<void> => {
    const deadline = performance.now() + 60_000
    while (!isSo()) {
      assert.ok(performance.now() < deadline, `${arrived} arrived, ${replies} replies`)
      await new Promise(setImmediate)
    }
  }
  const socket = await accepted
  await until(() => socket.isPaused && arrived === 6)
  for (let i = 0; i < 1_000; i++) await new Promise(setImmediate)
  assert.equal(arrived, 6, 'as many as have 8 MB together')
  await until(() => {
    waiting.shift()?.()
    return replies === SENT
  })
  assert.equal(arrived, SENT)
  assert.equal(socket.isPaused, false)
})
