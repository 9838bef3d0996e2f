// A model server behind a miner: forwarded as it is, bounded, and asked once before anybody pays for a seat.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { isNetError, NetError } from '@taonet/wire'
import { z } from 'zod'
import { forwardService } from '../src/miner/forward-service.ts'
import { functionService } from '../src/miner/function-service.ts'
import type { Service } from '../src/miner/service.ts'
import { testService } from '../src/miner/service-test.ts'
import { assembleChat, chatResponse } from '../src/openai/chat.ts'
import { embeddingsRequest, embeddingsResponse } from '../src/openai/embeddings.ts'
import { defineSubnet } from '../src/subnet.ts'
import { validatorKey } from './fixtures.ts'

const VECTORS = '/v1/embeddings'
const CHAT = '/v1/chat/completions'
const { signal } = new AbortController()
const code = (expected: string) => (error: unknown) => isNetError(error) && error.code === expected

const vectors = defineSubnet({
  name: 'vectors',
  version: '1',
  paths: [VECTORS],
  request: embeddingsRequest,
  response: embeddingsResponse,
  deadline: 5_000,
  metrics: {},
  kinds: {
    any: {
      weight: 1,
      create: () => ({
        steps: [{ path: VECTORS, body: { input: ['a', 'b'] } }],
        score: () => ({ score: 0, parts: {} }),
      }),
    },
  },
})

const chats = defineSubnet({
  name: 'chats',
  version: '1',
  paths: [CHAT],
  request: z.object({
    messages: z.array(z.object({ role: z.string(), content: z.string() })),
    stream: z.boolean(),
  }),
  response: chatResponse,
  deadline: 5_000,
  metrics: {},
  assemble: assembleChat,
  kinds: {
    any: {
      weight: 1,
      create: () => ({
        steps: [{ path: CHAT, body: { messages: [{ role: 'user', content: 'x' }], stream: true } }],
        score: () => ({ score: 0, parts: {} }),
      }),
    },
  },
})

const input = z.object({ model: z.string(), input: z.array(z.string()) })

/** Gives each text its length; some texts have a meaning. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/v1/models') {
    response.end(JSON.stringify({ object: 'list', data: [{ id: 'first' }, { id: 'second' }] }))
    return
  }
  const body = input.parse(JSON.parse(Buffer.concat(await request.toArray()).toString()))
  const [word] = body.input
  if (word === 'bad') return void response.writeHead(400).end('{}')
  if (word === 'busy') return void response.writeHead(503).end('{}')
  if (word === 'broken') return void response.writeHead(200).end('{"object":')
  if (word === 'hang') return
  if (word === 'flood') {
    response.writeHead(200)
    const write = (): void => {
      while (!response.destroyed && response.write(' '.repeat(1 << 16)));
    }
    response.on('drain', write)
    return write()
  }
  const data = body.input.map((text, index) => ({ object: 'embedding', index, embedding: [text.length, 1] }))
  response.end(JSON.stringify({ object: 'list', model: body.model, data }))
}

describe('a model server that speaks the subnet’s paths', () => {
  const server = createServer((request, response) => void answer(request, response))
  let url = ''
  let service: Service
  before(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    service = await forwardService(`${url}/v1/`, [VECTORS], undefined)
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const ask = (texts: readonly string[], until = signal) => {
    const route = service.routes[VECTORS]
    assert.ok(route)
    return route.handle({ input: texts, model: 'other' }, { caller: validatorKey.account, signal: until })
  }

  test('is found, passes the test, and answers under its own model', async () => {
    await testService({ service, subnet: vectors, signal })
    assert.equal(service.model, 'first')
    assert.equal((await forwardService(url, [VECTORS], 'second')).model, 'second')
    const given = await ask(['abc'])
    assert.ok(given.type === 'json')
    const { model, data } = embeddingsResponse.parse(given.body)
    assert.deepEqual([model, data[0]?.embedding], ['first', [3, 1]])
  })

  test('fails under the code that says who is at fault', async () => {
    for (const [word, expected] of [
      ['bad', 'bad_request'],
      ['busy', 'busy'],
      ['broken', 'unavailable'],
      ['flood', 'unavailable'],
    ] as const)
      await assert.rejects(ask([word]), code(expected), word)
    const gone = new AbortController()
    const asked = ask(['hang'], gone.signal)
    setTimeout(() => gone.abort(), 20)
    await assert.rejects(asked)
  })

  test('is refused where it is none, has no such model, or is one of ours', async () => {
    await assert.rejects(forwardService('http://127.0.0.1:9', [VECTORS], undefined), code('unavailable'))
    await assert.rejects(forwardService(url, [VECTORS], 'third'), code('unavailable'))
    const ours = createServer((_, response) =>
      response.end(JSON.stringify({ data: [{ id: 'auto', owned_by: 'taonet' }] })),
    )
    ours.listen(0, '127.0.0.1')
    await once(ours, 'listening')
    const address = ours.address()
    const gateway = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    await assert.rejects(forwardService(gateway, [VECTORS], undefined), code('unavailable'))
    ours.close()
  })
})

test('a service is asked what its subnet asks before anything is paid, and each failure says so', async () => {
  await testService({ service: functionService('ok', () => 'words'), subnet: chats, signal })
  const of = (routes: Service['routes']): Service => ({ model: 'm', sha256: '', engine: 'test', routes })
  const cases: readonly (readonly [string, Service, RegExp])[] = [
    ['a chat model for vectors', functionService('chat', () => 'words'), /has nothing at \/v1\/embeddings/],
    [
      'another form',
      of({ [VECTORS]: { handle: async () => ({ type: 'json', body: { data: 1 } }) } }),
      /another form/,
    ],
    [
      'a failure',
      of({ [VECTORS]: { handle: () => Promise.reject(new NetError('unavailable', 'it is down', '')) } }),
      /it is down/,
    ],
    ['a bug', of({ [VECTORS]: { handle: () => Promise.reject(new TypeError('oops')) } }), /oops/],
    [
      'a stream',
      of({ [VECTORS]: { handle: async () => ({ type: 'events', events: (async function* () {})() }) } }),
      /does not stream/,
    ],
  ]
  for (const [what, service, said] of cases)
    await assert.rejects(
      testService({ service, subnet: vectors, signal }),
      error => code('service-test')(error) && said.test(String(error)),
      what,
    )
  const silent = of({
    [VECTORS]: {
      handle: (_, { signal: end }) =>
        new Promise((_resolve, reject) => end.addEventListener('abort', () => reject(end.reason))),
    },
  })
  await assert.rejects(
    testService({ service: silent, subnet: vectors, signal, patience: 50 }),
    error => code('service-test')(error) && /too long/.test(String(error)),
  )
})
