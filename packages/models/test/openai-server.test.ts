/** Wrapping a running server: a real model behind a small HTTP server that speaks OpenAI's stream. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { findServers, modelsAt } from '../src/find-servers.ts'
import {
  type Finish,
  type Generation,
  type Models,
  NetError,
  openModels,
  type Piece,
  type TextModel,
} from '../src/index.ts'

let directory: string
let models: Models
let model: TextModel
let server: Server
let base: string
let headers: Record<string, string> = {}
let owner = 'library'

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'taonet-wrapped-'))
  models = await openModels({ dataDir: directory, offline: true })
  const [first] = models.text
  assert.ok(first)
  model = first
  server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  base = `http://127.0.0.1:${address.port}/v1`
})

after(async () => {
  server.closeAllConnections()
  server.close()
  await models.close()
  await rm(directory, { recursive: true })
})

/** What such a server does, with the real model inside; `status 429` and a broken stream on request. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/v1/models') {
    const data = ['nomic-embed-text', model.card.id, 'second', 'third'].map(id => ({
      id,
      object: 'model',
      owned_by: owner,
    }))
    response.writeHead(200, headers).end(JSON.stringify({ object: 'list', data }))
    return
  }
  const body = JSON.parse((await request.toArray()).join(''))
  if (body.max_tokens === 1) {
    response.writeHead(429).end('{"error":{"message":"too many"}}')
    return
  }
  if (body.response_format) {
    response.writeHead(400).end('{"error":{"message":"no schemas here"}}')
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  if (body.tools) {
    const delta = {
      tool_calls: [{ index: 0, id: 'c', function: { name: body.tools[0].name, arguments: body.seen } }],
    }
    for (const choice of [{ delta }, { delta: {}, finish_reason: 'tool_calls' }])
      response.write(`data: ${JSON.stringify({ choices: [choice] })}\n\n`)
    response.end('data: [DONE]\n\n')
    return
  }
  if (body.max_tokens === 2) {
    response.end('data: {oops\n\n')
    return
  }
  const send = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\r\n\r\n`)
  const reply = model.generate({
    messages: body.messages,
    maxTokens: body.max_tokens,
    temperature: body.temperature,
    ...(body.logprobs ? { topLogprobs: body.top_logprobs } : {}),
  })
  for (;;) {
    const step = await reply.next()
    if (step.done) {
      const { reason, promptTokens, completionTokens } = step.value
      send({ choices: [{ delta: {}, finish_reason: reason }] })
      send({ choices: [], usage: { prompt_tokens: promptTokens, completion_tokens: completionTokens } })
      response.end('data: [DONE]\n\n')
      return
    }
    const { text, bytes, logprob, top } = step.value
    const content = [
      { token: text, bytes, logprob, top_logprobs: top?.map(other => ({ ...other, token: other.text })) },
    ]
    send({
      choices: [{ delta: { content: text }, ...(logprob === undefined ? {} : { logprobs: { content } }) }],
    })
  }
}

const QUESTION: Generation = {
  messages: [{ role: 'user', content: 'Tell me a story.' }],
  maxTokens: 30,
  temperature: 0,
}

async function collect(reply: AsyncGenerator<Piece, Finish>) {
  const pieces: Piece[] = []
  for (;;) {
    const step = await reply.next()
    if (step.done) return { text: pieces.map(({ text }) => text).join(''), pieces, finish: step.value }
    pieces.push(step.value)
  }
}

const failsWith = (code: string) => (error: unknown) => error instanceof NetError && error.code === code

test('a wrapped model answers as the model behind it does', async () => {
  const [wrapped] = await modelsAt(base, 'test')
  assert.ok(wrapped)
  assert.equal(wrapped.card.engine, 'openai')
  assert.equal(wrapped.card.sha256, '')
  const direct = await collect(model.generate(QUESTION))
  const through = await collect(wrapped.generate(QUESTION))
  assert.equal(through.text, direct.text)
  assert.deepEqual(through.finish, direct.finish)
})

test('log-probabilities and their alternatives come through unchanged', async () => {
  const [wrapped] = await modelsAt(base, 'test')
  assert.ok(wrapped)
  const request = { ...QUESTION, maxTokens: 6, topLogprobs: 3 }
  const direct = await collect(model.generate(request))
  const through = await collect(wrapped.generate(request))
  assert.deepEqual(through, direct)
})

test('only chat models are taken, and not more than two of one server', async () => {
  const ids = (await modelsAt(base, 'test')).map(({ card }) => card.id)
  assert.deepEqual(ids, [model.card.id, 'second'])
})

test('a taonet gateway is never wrapped, an absent server is no error', async () => {
  headers = { 'x-taonet-model': 'text/3' }
  assert.deepEqual(await modelsAt(base, 'test'), [])
  headers = {}
  owner = 'taonet'
  assert.deepEqual(await modelsAt(base, 'test'), [])
  owner = 'library'
  const found = await findServers([
    { program: 'nothing', base: 'http://127.0.0.1:1/v1' },
    { program: 'test', base },
  ])
  assert.equal(found.length, 2)
})

test('refusals, nonsense, departures and absence each have their code', async () => {
  const [wrapped] = await modelsAt(base, 'test')
  assert.ok(wrapped)
  await assert.rejects(collect(wrapped.generate({ ...QUESTION, maxTokens: 1 })), failsWith('busy'))
  await assert.rejects(collect(wrapped.generate({ ...QUESTION, maxTokens: 2 })), failsWith('bad_reply'))
  await assert.rejects(collect(wrapped.generate(QUESTION, AbortSignal.abort())), failsWith('aborted'))
  await assert.rejects(
    openModels({ dataDir: directory, extra: ['http://127.0.0.1:1'] }),
    failsWith('unavailable'),
  )
  await assert.rejects(
    openModels({ dataDir: directory, offline: true, extra: [join(directory, 'none.gguf')] }),
    failsWith('not_found'),
  )
})

test('what only such a server understands is laid over the rest, and its calls come back as they are', async () => {
  const [wrapped] = await modelsAt(base, 'test')
  assert.ok(wrapped?.takesTools)
  const openai = { tools: [{ name: 'add' }], seen: '{"a":1}' }
  const { pieces, finish } = await collect(wrapped.generate({ ...QUESTION, openai }))
  assert.deepEqual(pieces, [
    { text: '', calls: [{ index: 0, id: 'c', function: { name: 'add', arguments: '{"a":1}' } }] },
  ])
  assert.equal(finish.reason, 'tool_calls')
})

test('a request that the server refuses is at fault, and nobody is told where the server stands', async () => {
  const [wrapped] = await modelsAt(base, 'test')
  assert.ok(wrapped)
  const openai = { response_format: { type: 'json_object' } }
  await assert.rejects(collect(wrapped.generate({ ...QUESTION, openai })), error => {
    assert.ok(failsWith('bad_request')(error) && error instanceof Error)
    assert.match(error.message, /no schemas here/)
    assert.ok(!error.message.includes('127.0.0.1'))
    return true
  })
})
