// /v1/responses is chat in another form: items become messages, answers become items, streams bring events in OpenAI's order.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ChatChunk, ChatResponse } from '@taonet/neuron'
import fc from 'fast-check'
import type { Message } from '../src/chat-messages.ts'
import { Refused } from '../src/openai-error.ts'
import { fromChat } from '../src/responses/from-chat.ts'
import { parseResponse, type ResponseRequest } from '../src/responses/request.ts'
import { messageOf, type ResponseObject, responseIdentity } from '../src/responses/response-object.ts'
import { responseStore } from '../src/responses/response-store.ts'
import { responseStream } from '../src/responses/stream-events.ts'
import { toChat as toChatWith } from '../src/responses/to-chat.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const identity = responseIdentity('0189-ab', 7, 'm')
const noItem = (id: string): never => assert.fail(`nobody refers to ${id}`)
const toChat = (request: ResponseRequest, before: readonly Message[]) => toChatWith(request, before, noItem)
const parsed = (fields: object = {}): ResponseRequest =>
  parseResponse({ model: 'auto', input: 'hi', ...fields })
const refused = (status: number, code: string, param: string) => (error: unknown) => {
  assert.ok(error instanceof Refused)
  assert.deepEqual([error.status, error.body.error.code, error.body.error.param], [status, code, param])
  return true
}

describe('a request as a question', () => {
  test('text is what a user says, instructions come first and are not part of the conversation', () => {
    const { request, conversation } = toChat(parsed({ instructions: 'be brief' }), [])
    const said = { role: 'user', content: 'hi' }
    assert.deepEqual(request, {
      model: 'auto',
      messages: [{ role: 'system', content: 'be brief' }, said],
    })
    assert.deepEqual(conversation, [said])
  })

  test('items are messages, calls that follow each other one message', () => {
    const input = [
      { role: 'developer', content: 'a' },
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'b' },
          { type: 'input_text', text: 'c' },
        ],
      },
      { type: 'reasoning', id: 'rs_1', summary: [] },
      {
        type: 'message',
        role: 'assistant',
        id: 'msg_1',
        status: 'completed',
        content: [{ type: 'output_text', text: 'd', annotations: [] }],
      },
      { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{}', id: 'fc_1', status: 'completed' },
      { type: 'function_call', call_id: 'c2', name: 'g', arguments: '{"x":1}' },
      { type: 'function_call_output', call_id: 'c1', output: '1' },
      { type: 'function_call_output', call_id: 'c2', output: [{ type: 'input_text', text: '2' }] },
    ]
    const call = (id: string, name: string, text: string) => ({
      id,
      type: 'function',
      function: { name, arguments: text },
    })
    assert.deepEqual(toChat(parsed({ input }), []).request.messages, [
      { role: 'developer', content: 'a' },
      { role: 'user', content: 'bc' },
      { role: 'assistant', content: 'd', tool_calls: [call('c1', 'f', '{}'), call('c2', 'g', '{"x":1}')] },
      { role: 'tool', tool_call_id: 'c1', content: '1' },
      { role: 'tool', tool_call_id: 'c2', content: '2' },
    ])
  })

  test('what a tool found must have been asked for, here or before', () => {
    const found = { input: [{ type: 'function_call_output', call_id: 'c1', output: '1' }] }
    assert.throws(() => toChat(parsed(found), []), refused(400, 'invalid_value', 'input'))
    const before: readonly Message[] = [
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '' } }],
      },
    ]
    assert.equal(toChat(parsed(found), before).request.messages.length, 2)
  })

  test('parameters have other names', () => {
    const schema = { type: 'object' }
    const { request } = toChat(
      parsed({
        max_output_tokens: 9,
        temperature: 0.1,
        top_p: 0.2,
        stream: true,
        text: { format: { type: 'json_schema', name: 'n', schema, strict: true } },
        tools: [{ type: 'function', name: 'f', parameters: schema, strict: null }],
        tool_choice: { type: 'function', name: 'f' },
        include: ['routing', 'message.output_text.logprobs'],
        top_logprobs: 2,
      }),
      [],
    )
    assert.deepEqual(request, {
      model: 'auto',
      messages: [{ role: 'user', content: 'hi' }],
      stream: true,
      temperature: 0.1,
      top_p: 0.2,
      max_tokens: 9,
      logprobs: true,
      top_logprobs: 2,
      tools: [{ type: 'function', function: { name: 'f', parameters: schema, strict: null } }],
      tool_choice: { type: 'function', function: { name: 'f' } },
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema, strict: true } },
      include: ['routing'],
    })
  })

  test('that it may be gone on from does not mean that its words may be asked again of others', () => {
    assert.equal(toChat(parsed({ store: true }), []).request.store, undefined)
  })
})

type Choice = ChatResponse['choices'][number]
const answer = (message: object, finish_reason: Choice['finish_reason'] = 'stop'): ChatResponse => ({
  id: 'x',
  object: 'chat.completion',
  created: 1,
  model: 'x',
  choices: [{ index: 0, message: { role: 'assistant', content: null, ...message }, finish_reason }],
  usage: { prompt_tokens: 2, completion_tokens: 3, total_tokens: 5 },
})
const call = (id: string, name: string, text: string) => ({
  id,
  type: 'function' as const,
  function: { name, arguments: text },
})

describe('an answer as a response', () => {
  test('has a message of text, usage in other words, and what was asked', () => {
    const response = fromChat(parsed({ metadata: { a: 'b' } }), answer({ content: 'hello' }), identity)
    assert.deepEqual(response.output, [
      {
        id: 'msg_0189ab',
        type: 'message',
        status: 'completed',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'hello', annotations: [], logprobs: [] }],
      },
    ])
    assert.deepEqual(response.usage, {
      input_tokens: 2,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 3,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 5,
    })
    assert.deepEqual(
      [response.id, response.object, response.status, response.created_at, response.metadata, response.error],
      ['resp_0189ab', 'response', 'completed', 7, { a: 'b' }, null],
    )
  })

  test('that was cut says why', () => {
    for (const [finish, reason] of [
      ['length', 'max_output_tokens'],
      ['content_filter', 'content_filter'],
    ] as const) {
      const response = fromChat(parsed(), answer({ content: 'he' }, finish), identity)
      assert.deepEqual([response.status, response.incomplete_details], ['incomplete', { reason }])
      assert.equal(response.output[0]?.status, 'incomplete')
    }
  })

  test('of calls has an item for each, and words only where there are any', () => {
    const calls = [call('c1', 'f', '{}'), call('c2', 'g', '{"x":1}')]
    const mute = fromChat(parsed(), answer({ tool_calls: calls }, 'tool_calls'), identity)
    assert.deepEqual(
      mute.output.map(one => one.type),
      ['function_call', 'function_call'],
    )
    const [first] = mute.output
    assert.deepEqual(first, {
      id: 'fc_0189ab0',
      type: 'function_call',
      status: 'completed',
      call_id: 'c1',
      name: 'f',
      arguments: '{}',
    })
    const words = fromChat(parsed(), answer({ content: 'so', tool_calls: calls }, 'tool_calls'), identity)
    assert.deepEqual(
      words.output.map(one => one.type),
      ['message', 'function_call', 'function_call'],
    )
    assert.deepEqual(messageOf(words.output), { role: 'assistant', content: 'so', tool_calls: calls })
  })

  test('that is a refusal is one', () => {
    const { output } = fromChat(parsed(), answer({ refusal: 'no' }, 'content_filter'), identity)
    assert.ok(output[0]?.type === 'message')
    assert.deepEqual(output[0].content, [{ type: 'refusal', refusal: 'no' }])
  })
})

type Delta = ChatChunk['choices'][number]['delta'] & { readonly refusal?: string }

async function* chunks(deltas: readonly Delta[], finish: Choice['finish_reason']): AsyncGenerator<ChatChunk> {
  const head = { id: 'x', object: 'chat.completion.chunk', created: 1, model: 'x' } as const
  for (const delta of deltas) yield { ...head, choices: [{ index: 0, delta, finish_reason: null }] }
  yield { ...head, choices: [{ index: 0, delta: {}, finish_reason: finish }] }
  yield { ...head, choices: [], usage: { prompt_tokens: 2, completion_tokens: 3, total_tokens: 5 } }
}

interface Streamed {
  readonly types: readonly string[]
  readonly events: readonly Record<string, unknown>[]
  readonly response: ResponseObject
}

async function streamed(
  deltas: readonly Delta[],
  finish: Choice['finish_reason'] = 'stop',
): Promise<Streamed> {
  const events: Record<string, unknown>[] = []
  let response: ResponseObject | undefined
  const { events: written } = responseStream(parsed({ stream: true }), identity)
  for await (const text of written(chunks(deltas, finish), one => {
    response = one
  })) {
    const [, type, data = ''] = /^event: (\S+)\ndata: (.*)\n\n$/.exec(text) ?? []
    const event: Record<string, unknown> = JSON.parse(data)
    assert.equal(event.type, type)
    assert.equal(event.sequence_number, events.length)
    events.push(event)
  }
  assert.ok(response)
  return { types: events.map(one => String(one.type)), events, response }
}

describe('a stream of events', () => {
  test('brings words in the order of the reference', async () => {
    const { types, events, response } = await streamed([
      { role: 'assistant', content: 'he' },
      { content: 'llo' },
    ])
    assert.deepEqual(types, [
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ])
    assert.deepEqual(events.at(-1)?.response, response)
    assert.deepEqual(response.output, fromChat(parsed(), answer({ content: 'hello' }), identity).output)
  })

  test('brings calls when their names are known', async () => {
    const { types, response } = await streamed(
      [
        { tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'f', arguments: '' } }] },
        { tool_calls: [{ index: 0, function: { arguments: '{"x"' } }] },
        { tool_calls: [{ index: 0, function: { arguments: ':1}' } }] },
      ],
      'tool_calls',
    )
    assert.deepEqual(types.slice(2), [
      'response.output_item.added',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.output_item.done',
      'response.completed',
    ])
    const calls = [call('c1', 'f', '{"x":1}')]
    assert.deepEqual(
      response.output,
      fromChat(parsed(), answer({ tool_calls: calls }, 'tool_calls'), identity).output,
    )
  })

  test('of a refusal tells it as one, also after words', async () => {
    const { types, response } = await streamed([{ content: 'I' }, { refusal: 'no' }], 'content_filter')
    assert.ok(types.includes('response.refusal.delta') && types.includes('response.refusal.done'))
    assert.equal(types.at(-1), 'response.incomplete')
    assert.ok(response.output[0]?.type === 'message')
    assert.deepEqual(
      response.output[0].content.map(part => part.type),
      ['output_text', 'refusal'],
    )
  })

  test('of nothing has an empty message', async () => {
    const { response } = await streamed([])
    assert.deepEqual(response.output, fromChat(parsed(), answer({ content: '' }), identity).output)
  })

  test('that breaks off says so twice: as an event, and as the response that failed', () => {
    const { failed } = responseStream(parsed(), identity)
    const text = failed(new Refused(502, 'cut-off', 'It broke.'))
    const [error, last] = text
      .split('\n\n')
      .filter(Boolean)
      .map(one => JSON.parse(one.split('\ndata: ')[1] ?? ''))
    assert.deepEqual([error.type, error.code, error.error.code], ['error', 'cut-off', 'cut-off'])
    assert.deepEqual(
      [last.type, last.response.status, last.response.error.message],
      ['response.failed', 'failed', 'It broke.'],
    )
  })

  test('amounts to the whole answer, however it is cut', async () => {
    const words = fc.array(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 4 })
    const names = fc.constantFrom('f', 'g', 'h')
    const called = fc.array(fc.record({ name: names, parts: fc.array(fc.string(), { maxLength: 3 }) }), {
      maxLength: 3,
    })
    await fc.assert(
      fc.asyncProperty(words, called, async (texts, given) => {
        const deltas: Delta[] = [
          ...texts.map(content => ({ content })),
          ...given.flatMap(({ name, parts }, index) => [
            { tool_calls: [{ index, id: `c${index}`, function: { name } }] },
            ...parts.map(text => ({ tool_calls: [{ index, function: { arguments: text } }] })),
          ]),
        ]
        const finish = given.length > 0 ? 'tool_calls' : 'stop'
        const { events, response } = await streamed(deltas, finish)
        const calls = given.map(({ name, parts }, index) => call(`c${index}`, name, parts.join('')))
        const whole = answer(
          { content: texts.join(''), ...(calls.length > 0 ? { tool_calls: calls } : {}) },
          finish,
        )
        assert.deepEqual(response, fromChat(parsed({ stream: true }), whole, identity))
        for (const type of ['response.output_item.added', 'response.output_item.done'])
          assert.deepEqual(
            events
              .filter(one => one.type === type)
              .map(one => one.output_index)
              .sort(),
            response.output.map((_, at) => at),
          )
      }),
      { numRuns: 100 * EFFORT },
    )
  })
})

describe('what is kept to go on from', () => {
  const kept = (id: string, text = 'x'): ResponseObject => ({
    ...fromChat(parsed(), answer({ content: text }), responseIdentity(id, 1, 'm')),
  })
  const said: readonly Message[] = [{ role: 'user', content: 'hi' }]

  test('holds the answer too, for its own caller alone', () => {
    const store = responseStore()
    store.keep('me', kept('a'), said)
    assert.deepEqual(store.conversation('me', 'resp_a'), [...said, { role: 'assistant', content: 'x' }])
    assert.equal(store.find('me', 'resp_a').id, 'resp_a')
    assert.throws(
      () => store.conversation('you', 'resp_a'),
      refused(400, 'previous_response_not_found', 'previous_response_id'),
    )
    assert.throws(() => store.find('you', 'resp_a'), refused(404, 'response_not_found', 'response_id'))
    assert.throws(() => store.remove('you', 'resp_a'), refused(404, 'response_not_found', 'response_id'))
    store.remove('me', 'resp_a')
    assert.throws(() => store.find('me', 'resp_a'), refused(404, 'response_not_found', 'response_id'))
  })

  test('is referred to item by item', () => {
    const store = responseStore()
    const hex = '0123456789abcdef0123456789abcdef'
    const calls = [call('c1', 'f', '{}'), call('c2', 'g', '{}')]
    const given = answer({ content: 'so', tool_calls: calls }, 'tool_calls')
    store.keep('me', fromChat(parsed(), given, responseIdentity(hex, 1, 'm')), said)
    const input = [
      { role: 'user', content: 'hi' },
      { type: 'item_reference', id: `msg_${hex}` },
      { type: 'item_reference', id: `fc_${hex}0` },
      { id: `fc_${hex}1` },
      { type: 'function_call_output', call_id: 'c2', output: '2' },
    ]
    const ask = (caller: string) => toChatWith(parsed({ input }), [], id => store.item(caller, id))
    assert.deepEqual(ask('me').conversation, [
      ...said,
      { role: 'assistant', content: 'so', tool_calls: calls },
      { role: 'tool', tool_call_id: 'c2', content: '2' },
    ])
    assert.throws(() => ask('you'), refused(404, 'item_not_found', 'input'))
  })

  test('is bounded by number and by bytes; what is used stays longest', () => {
    const few = responseStore({ responses: 2, bytes: 1 << 20 })
    for (const id of ['a', 'b']) few.keep('me', kept(id), said)
    few.conversation('me', 'resp_a')
    few.keep('me', kept('c'), said)
    few.find('me', 'resp_a')
    few.find('me', 'resp_c')
    assert.throws(() => few.find('me', 'resp_b'))
    const small = responseStore({ responses: 100, bytes: 20_000 })
    for (let i = 0; i < 50; i++) small.keep('me', kept(String(i), 'y'.repeat(1_000)), said)
    const left = Array.from({ length: 50 }, (_, i) => `resp_${i}`).filter(id => {
      try {
        return small.find('me', id)
      } catch {
        return false
      }
    })
    assert.ok(left.length > 0 && left.length < 5, String(left.length))
    small.keep('me', kept('huge', 'y'.repeat(20_000)), said)
    assert.throws(() => small.find('me', 'resp_huge'))
  })
})
