// Connections to a miner: which of them a request takes is chance, there are only so many, and whoever waits may leave.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { describe, test } from 'node:test'
import { isNetError } from '@taonet/wire'
import { buildConnector } from 'undici'
import { Connections } from '../src/dispatch/connections.ts'
import { ExchangeScope } from '../src/dispatch/exchange.ts'

const MOST = 4

async function withServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  use: (ask: (signal?: AbortSignal) => Promise<string>, connections: Connections) => Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => {
    request.resume()
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const connections = new Connections({ connect: buildConnector({}), most: MOST })
  try {
    await use(async (signal = new AbortController().signal) => {
      const origin = `http://127.0.0.1:${port}`
      const scope = new ExchangeScope({ deadline: 60_000, signal }, () => {})
      try {
        const request = { origin, path: '/', method: 'POST', body: '{}' } as const
        const { body } = await connections.request(request, scope)
        let text = ''
        for (let part = await body.next(); part; part = await body.next())
          text += Buffer.from(part).toString()
        return text
      } finally {
        scope.end()
      }
    }, connections)
  } finally {
    await connections.destroy()
    server.closeAllConnections()
    server.close()
  }
}

describe('connections', () => {
  test('each is as likely as any other that is free', async () => {
    const taken = new Map<Socket, number>()
    const order: Socket[] = []
    await withServer(
      ({ socket }, response) => {
        taken.set(socket, (taken.get(socket) ?? 0) + 1)
        order.push(socket)
        setImmediate(() => response.end('x'))
      },
      async ask => {
        await Promise.all(Array.from({ length: MOST }, () => ask()))
        for (let i = 0; i < 800; i++) await ask()
      },
    )
    assert.equal(taken.size, MOST)
    for (const count of taken.values()) assert.ok(count > 140 && count < 270, `${[...taken.values()]}`)
    const again = order.filter((socket, i) => i > MOST && socket === order[i - 1]).length
    assert.ok(again > 140 && again < 270, `${again} of 800 came where the last one did`)
  })

  test('are only so many; what waits goes in its order, unless it leaves', async () => {
    const held: ServerResponse[] = []
    await withServer(
      (_, response) => void held.push(response),
      async ask => {
        const heard = async (count: number): Promise<void> => {
          while (held.length < count) await new Promise(done => setTimeout(done, 2))
        }
        const done: number[] = []
        const leaver = new AbortController()
        const asked = Array.from({ length: MOST + 3 }, async (_, i) => {
          const left = i === MOST + 1 ? leaver.signal : undefined
          const answer = await ask(left).catch((error: unknown) => {
            assert.ok(isNetError(error) && error.code === 'aborted')
            return 'left'
          })
          done.push(i)
          return answer
        })
        await heard(MOST)
        leaver.abort()
        for (let i = 0; i < MOST + 2; i++) {
          await heard(i + 1)
          held[i]?.end('x')
        }
        const answers = await Promise.all(asked)
        assert.deepEqual(answers.toSpliced(MOST + 1, 1), Array(MOST + 2).fill('x'))
        assert.equal(answers[MOST + 1], 'left')
        assert.ok(done.indexOf(MOST) < done.indexOf(MOST + 2))
        await assert.rejects(ask(AbortSignal.abort()))
      },
    )
  })

  test('one that the other side ended is replaced', async () => {
    const sockets = new Set<Socket>()
    await withServer(
      ({ socket }, response) => {
        sockets.add(socket)
        response.setHeader('connection', 'close').end('x')
      },
      async ask => {
        for (let i = 0; i < 5; i++) assert.equal(await ask(), 'x')
        const many = await Promise.all(Array.from({ length: 3 * MOST }, () => ask()))
        assert.deepEqual(many, Array(3 * MOST).fill('x'))
      },
    )
    assert.equal(sockets.size, 5 + 3 * MOST)
  })
})
