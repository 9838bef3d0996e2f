// Tools in the chat protocol: pieces of calls make calls, a model behind a server gets them as they were written, others refuse.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Generation, ModelCard, Piece, TextModel } from '@taonet/models'
import { isNetError } from '@taonet/wire'
import fc from 'fast-check'
import { UnsupportedParameter } from '../src/miner/service.ts'
import { textService } from '../src/miner/text-service.ts'
import { assembleChat, chatRequest, chatResponse } from '../src/openai/chat.ts'
import { failureOf } from '../src/openai/error-body.ts'
import { assembleCalls, callDeltas, type ToolCallDelta } from '../src/openai/tools.ts'
import { validatorKey } from './fixtures.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)

const card: ModelCard = {
  id: 'm',
  name: 'm',
  kind: 'text',
  engine: 'openai',
  sha256: '',
  bytes: 0,
  license: '',
  source: '',
  why: '',
  ability: '',
}

/** Says `pieces` to whatever it is asked, and remembers what that was. */
function saying(pieces: readonly Piece[], takesTools: boolean): { model: TextModel; asked: Generation[] } {
  const asked: Generation[] = []
  const model: TextModel = {
    card,
    takesTools,
    async *generate(request) {
      asked.push(request)
      yield* pieces
      return { reason: 'tool_calls', promptTokens: 1, completionTokens: 1 }
    },
  }
  return { model, asked }
}

async function ask(model: TextModel, body: object): Promise<unknown> {
  const route = textService(model).routes['/v1/chat/completions']
  assert.ok(route)
  const given = await route.handle(body, {
    caller: validatorKey.account,
    signal: new AbortController().signal,
  })
  if (given.type === 'json') return given.body
  const events: unknown[] = []
  for await (const event of given.events) events.push(event)
  return events
}

const tools = [{ type: 'function', function: { name: 'add', parameters: { type: 'object' } } }]
const user = { role: 'user', content: 'what is 2 + 3?' }
const call = { id: 'c1', type: 'function', function: { name: 'add', arguments: '{"a":2,"b":3}' } }
const pieces: readonly Piece[] = [
  { text: '', calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'add', arguments: '' } }] },
  { text: '', calls: [{ index: 0, function: { arguments: '{"a":2,' } }] },
  { text: '', calls: [{ index: 0, function: { arguments: '"b":3}' } }] },
]

describe('a model whose server knows tools', () => {
  test('is sent them as they were written, and its calls come back, whole or streamed', async () => {
    const { model, asked } = saying(pieces, true)
    const request = { messages: [user], tools, tool_choice: 'auto', parallel_tool_calls: false }
    const whole = chatResponse.parse(await ask(model, request))
    assert.deepEqual(whole.choices[0]?.message, { role: 'assistant', content: null, tool_calls: [call] })
    assert.equal(whole.choices[0]?.finish_reason, 'tool_calls')
    assert.deepEqual(asked[0]?.openai, { ...request })
    const chunks = await ask(model, { ...request, stream: true })
    assert.ok(Array.isArray(chunks))
    const assembled = assembleChat(chunks.map(one => JSON.stringify(one)))
    assert.deepEqual(assembled.choices[0]?.message, whole.choices[0]?.message)
  })

  test('is told what tools found', async () => {
    const { model, asked } = saying([{ text: 'five' }], true)
    const messages = [
      user,
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content: '5' },
    ]
    await ask(model, { messages })
    assert.deepEqual(asked[0]?.openai?.messages, [
      user,
      { role: 'assistant', content: '', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content: '5' },
    ])
  })

  test('that sends calls of another form has failed, not its caller', async () => {
    const { model } = saying([{ text: '', calls: [{ index: 'first' }] }], true)
    await assert.rejects(ask(model, { messages: [user], tools }), error => isNetError(error))
  })
})

describe('a model that knows no tools', () => {
  for (const [what, body] of [
    ['tools', { messages: [user], tools }],
    ['what a tool found', { messages: [user, { role: 'tool', tool_call_id: 'c1', content: '5' }] }],
    ['calls', { messages: [{ role: 'assistant', tool_calls: [call] }] }],
  ] as const) {
    test(`refuses ${what} by name, streamed too, before it does any work`, async () => {
      const { model, asked } = saying([], false)
      for (const stream of [false, true])
        await assert.rejects(ask(model, { ...body, stream }), error => {
          assert.ok(error instanceof UnsupportedParameter)
          const { status, body: said } = failureOf(error)
          assert.deepEqual(
            [status, said.error.code, said.error.param],
            [400, 'unsupported_parameter', 'tools'],
          )
          return true
        })
      assert.equal(asked.length, 0)
    })
  }

  test('takes an empty list of them', async () => {
    const { model, asked } = saying([{ text: 'x' }], false)
    await ask(model, { messages: [user], tools: [] })
    assert.equal(asked[0]?.openai, undefined)
  })
})

test('a form that was asked for reaches the model: any object, or a schema', async () => {
  const { model, asked } = saying([{ text: '{}' }], false)
  const schema = { type: 'object', properties: { a: { type: 'string' } } }
  await ask(model, { messages: [user], response_format: { type: 'json_object' } })
  await ask(model, {
    messages: [user],
    response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
  })
  await ask(model, { messages: [user], response_format: { type: 'text' } })
  assert.deepEqual(
    asked.map(one => one.json),
    ['object', schema, undefined],
  )
})

test('calls cut into any pieces are the same calls', () => {
  const calls = fc.array(
    fc.record({ id: fc.string({ minLength: 1 }), name: fc.string({ minLength: 1 }), text: fc.string() }),
    { minLength: 1, maxLength: 4 },
  )
  fc.assert(
    fc.property(calls, fc.array(fc.nat(8), { minLength: 1 }), (given, cuts) => {
      const whole = given.map(({ id, name, text }) => ({
        id,
        type: 'function' as const,
        function: { name, arguments: text },
      }))
      assert.deepEqual(assembleCalls(callDeltas(whole)), whole)
      const cut = whole.flatMap(({ id, type, function: { name, arguments: text } }, index) => {
        const size = 1 + (cuts[index % cuts.length] ?? 0)
        const head: ToolCallDelta = { index, id, type, function: { name, arguments: '' } }
        const rest = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => ({
          index,
          function: { arguments: text.slice(at * size, (at + 1) * size) },
        }))
        return [head, ...rest]
      })
      assert.deepEqual(assembleCalls(cut), whole)
    }),
    { numRuns: 200 * EFFORT },
  )
})

test('a schema that is deep or long is none', () => {
  const deep = (levels: number): object => {
    let schema: object = {}
    for (let i = 0; i < levels; i++) schema = { items: schema }
    return schema
  }
  const withSchema = (schema: object): object => ({
    messages: [user],
    response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
  })
  assert.ok(chatRequest.safeParse(withSchema(deep(30))).success)
  assert.ok(!chatRequest.safeParse(withSchema(deep(40))).success)
  assert.ok(!chatRequest.safeParse(withSchema(deep(20_000))).success)
  assert.ok(!chatRequest.safeParse(withSchema({ title: 'x'.repeat(40_000) })).success)
})
