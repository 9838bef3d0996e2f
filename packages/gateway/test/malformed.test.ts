// Every malformed request of OpenAI's reference has its status and code, its parameter by name, and asks no miner.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { measurer, talker } from './services.ts'
import { type Caller, callerOf, errorOf, type Seat, seat } from './serving.ts'

let caller: Caller
let seats: readonly Seat[]

before(async () => {
  const text = await seat(talker(), { uid: 0 })
  const vectors = await seat(measurer, { netuid: 2, uid: 0 })
  seats = [text, vectors]
  caller = callerOf({ text: [text], embeddings: [vectors] })
})

/** Status, code and parameter. */
type Wanted = readonly [status: number, code: string, param: string | null]
type Row = readonly [what: string, fields: object, wanted: Wanted]

const bad = (code: string, param: string): Wanted => [400, code, param]
const missing = (param: string): Wanted => bad('missing_required_parameter', param)
const type = (param: string): Wanted => bad('invalid_type', param)
const value = (param: string): Wanted => bad('invalid_value', param)
const unsupported = (param: string): Wanted => bad('unsupported_parameter', param)

const user = { role: 'user', content: 'x' }
const tools = [{ type: 'function', function: { name: 'f' } }]
const schema = { name: 'n', schema: {} }

interface Endpoint {
  readonly right: object
  readonly rows: readonly Row[]
}

const sampling: readonly Row[] = [
  ['a temperature of words', { temperature: 'hot' }, type('temperature')],
  ['too high a temperature', { temperature: 2.5 }, bad('decimal_above_max_value', 'temperature')],
  ['too low a temperature', { temperature: -1 }, bad('decimal_below_min_value', 'temperature')],
  ['too high a top_p', { top_p: 2 }, bad('decimal_above_max_value', 'top_p')],
  ['no mass at all', { top_p: 0 }, bad('decimal_below_min_value', 'top_p')],
  ['a stream of words', { stream: 'yes' }, type('stream')],
]
const legacy: readonly Row[] = [
  ...sampling,
  ['no tokens', { max_tokens: 0 }, bad('integer_below_min_value', 'max_tokens')],
  ['half a token', { max_tokens: 1.5 }, type('max_tokens')],
  ['tokens in words', { max_tokens: 'many' }, type('max_tokens')],
  ['no choice', { n: 0 }, bad('integer_below_min_value', 'n')],
  ['too many choices', { n: 1_000 }, bad('integer_above_max_value', 'n')],
  ['a seed of words', { seed: 'a' }, type('seed')],
  ['five stops', { stop: [...'abcde'] }, bad('array_above_max_length', 'stop')],
  ['an empty stop', { stop: [''] }, bad('empty_string', 'stop.0')],
  ['a stop of numbers', { stop: 5 }, type('stop')],
  ['options without a stream', { stream_options: {} }, value('stream_options')],
  ['options of words', { stream: true, stream_options: 'all' }, type('stream_options')],
  ['a penalty for frequency', { frequency_penalty: 1 }, unsupported('frequency_penalty')],
  ['a penalty for presence', { presence_penalty: -1 }, unsupported('presence_penalty')],
  ['a bias', { logit_bias: { 50256: -100 } }, unsupported('logit_bias')],
  ['an unknown thing besides', { include: ['weather'] }, value('include.0')],
]

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/v1/chat/completions': {
    right: { model: 'auto', messages: [user] },
    rows: [
      ...legacy,
      ['no messages', { messages: undefined }, missing('messages')],
      ['empty messages', { messages: [] }, bad('empty_array', 'messages')],
      ['messages of text', { messages: 'x' }, type('messages')],
      ['too many messages', { messages: Array(300).fill(user) }, bad('array_above_max_length', 'messages')],
      ['a message without a role', { messages: [{ content: 'x' }] }, missing('messages.0.role')],
      ['a role of nobody', { messages: [{ role: 'robot', content: 'x' }] }, value('messages.0.role')],
      ['a message without content', { messages: [{ role: 'user' }] }, missing('messages.0.content')],
      ['content of numbers', { messages: [{ role: 'user', content: 5 }] }, type('messages.0.content')],
      [
        'an assistant without words or calls',
        { messages: [{ role: 'assistant' }, user] },
        value('messages.0.content'),
      ],
      [
        'a picture for those who do not see',
        { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }] },
        value('messages.0.content.0.type'),
      ],
      [
        'a part without text',
        { messages: [{ role: 'user', content: [{ type: 'text' }] }] },
        missing('messages.0.content.0.text'),
      ],
      [
        'what a tool found that nobody called',
        { messages: [user, { role: 'tool', tool_call_id: 'c1', content: 'x' }] },
        value('messages.1.tool_call_id'),
      ],
      [
        'what a tool found, of no call',
        { messages: [{ role: 'tool', content: 'x' }] },
        missing('messages.0.tool_call_id'),
      ],
      [
        'a call without a function',
        { messages: [{ role: 'assistant', tool_calls: [{ id: 'c1', type: 'function' }] }] },
        missing('messages.0.tool_calls.0.function'),
      ],
      [
        'no calls',
        { messages: [{ role: 'assistant', content: 'x', tool_calls: [] }] },
        bad('empty_array', 'messages.0.tool_calls'),
      ],
      ['tools that are none', { tools: 'f' }, type('tools')],
      ['a tool of no type', { tools: [{ function: { name: 'f' } }] }, missing('tools.0.type')],
      ['a tool of another type', { tools: [{ type: 'custom', custom: {} }] }, value('tools.0.type')],
      [
        'a tool without a name',
        { tools: [{ type: 'function', function: {} }] },
        missing('tools.0.function.name'),
      ],
      [
        'a name of two words',
        { tools: [{ type: 'function', function: { name: 'f g' } }] },
        value('tools.0.function.name'),
      ],
      ['a hundred tools', { tools: Array(100).fill(tools[0]) }, bad('array_above_max_length', 'tools')],
      ['a choice without tools', { tool_choice: 'auto' }, value('tool_choice')],
      ['a choice of nothing', { tools, tool_choice: 'all' }, value('tool_choice')],
      [
        'a choice of no tool',
        { tools, tool_choice: { type: 'function', function: { name: 'g' } } },
        value('tool_choice'),
      ],
      ['parallel calls without tools', { parallel_tool_calls: true }, value('parallel_tool_calls')],
      ['a format that is text', { response_format: 'json' }, type('response_format')],
      ['a format of no type', { response_format: {} }, missing('response_format.type')],
      ['a format of another type', { response_format: { type: 'xml' } }, value('response_format.type')],
      [
        'a schema that is missing',
        { response_format: { type: 'json_schema' } },
        missing('response_format.json_schema'),
      ],
      [
        'a schema without a name',
        { response_format: { type: 'json_schema', json_schema: { schema: {} } } },
        missing('response_format.json_schema.name'),
      ],
      [
        'a schema that is text',
        { response_format: { type: 'json_schema', json_schema: { ...schema, schema: 'x' } } },
        type('response_format.json_schema.schema'),
      ],
      [
        'a schema that is long',
        {
          response_format: {
            type: 'json_schema',
            json_schema: { ...schema, schema: { title: 'x'.repeat(40_000) } },
          },
        },
        value('response_format.json_schema.schema'),
      ],
      ['log-probabilities of words', { logprobs: 'yes' }, type('logprobs')],
      ['alternatives alone', { top_logprobs: 2 }, value('top_logprobs')],
      [
        'thirty alternatives',
        { logprobs: true, top_logprobs: 30 },
        bad('integer_above_max_value', 'top_logprobs'),
      ],
      ['functions of old', { functions: [{ name: 'f' }] }, unsupported('functions')],
      ['a call of old', { function_call: { name: 'f' } }, unsupported('function_call')],
      ['speech', { modalities: ['text', 'audio'] }, unsupported('modalities')],
      ['a voice', { audio: { voice: 'a', format: 'wav' } }, unsupported('audio')],
      ['a search', { web_search_options: {} }, unsupported('web_search_options')],
      ['a prediction', { prediction: { type: 'content', content: 'x' } }, unsupported('prediction')],
    ],
  },
  '/v1/completions': {
    right: { model: 'auto', prompt: 'x' },
    rows: [
      ...legacy,
      ['no prompt', { prompt: undefined }, missing('prompt')],
      ['an empty prompt', { prompt: '' }, bad('empty_string', 'prompt')],
      ['no prompts', { prompt: [] }, bad('empty_array', 'prompt')],
      ['tokens', { prompt: [1, 2] }, type('prompt.0')],
      ['too many prompts', { prompt: Array(100).fill('x') }, bad('array_above_max_length', 'prompt')],
      ['an echo', { echo: true }, unsupported('echo')],
      ['a suffix', { suffix: 'x' }, unsupported('suffix')],
      ['the best of three', { best_of: 3 }, unsupported('best_of')],
      ['six alternatives', { logprobs: 6 }, bad('integer_above_max_value', 'logprobs')],
      ['truth as a number', { logprobs: true }, type('logprobs')],
    ],
  },
  '/v1/responses': {
    right: { model: 'auto', input: 'x' },
    rows: [
      ...sampling,
      ['no input', { input: undefined }, missing('input')],
      ['empty input', { input: '' }, bad('empty_string', 'input')],
      ['no items', { input: [] }, bad('empty_array', 'input')],
      ['input of numbers', { input: 5 }, type('input')],
      ['an item of another type', { input: [{ type: 'computer_call' }] }, value('input.0.type')],
      ['an item without a role', { input: [{ content: 'x' }] }, missing('input.0.role')],
      [
        'a picture',
        { input: [{ role: 'user', content: [{ type: 'input_image' }] }] },
        value('input.0.content.0.type'),
      ],
      [
        'the output of no call',
        { input: [{ type: 'function_call_output', call_id: 'c', output: 'x' }] },
        value('input'),
      ],
      ['no tokens', { max_output_tokens: 0 }, bad('integer_below_min_value', 'max_output_tokens')],
      ['a tool of ours', { tools: [{ type: 'file_search' }] }, value('tools.0.type')],
      ['a tool without a name', { tools: [{ type: 'function' }] }, missing('tools.0.name')],
      ['a choice of no tool', { tool_choice: { type: 'function', name: 'g' } }, value('tool_choice')],
      ['a format of another type', { text: { format: { type: 'xml' } } }, value('text.format.type')],
      [
        'a schema that is missing',
        { text: { format: { type: 'json_schema', name: 'n' } } },
        missing('text.format.schema'),
      ],
      ['metadata of numbers', { metadata: { a: 5 } }, type('metadata.a')],
      ['another way to cut', { truncation: 'middle' }, value('truncation')],
      [
        'what is not kept',
        { previous_response_id: 'resp_1' },
        bad('previous_response_not_found', 'previous_response_id'),
      ],
      ['background work', { background: true }, unsupported('background')],
      ['a conversation', { conversation: 'c' }, unsupported('conversation')],
      ['a stored prompt', { prompt: { id: 'p' } }, unsupported('prompt')],
      ['effort', { reasoning: { effort: 'high' } }, unsupported('reasoning')],
    ],
  },
  '/v1/embeddings': {
    right: { model: 'auto', input: 'x' },
    rows: [
      ['no input', { input: undefined }, missing('input')],
      ['empty input', { input: '' }, bad('empty_string', 'input')],
      ['no texts', { input: [] }, bad('empty_array', 'input')],
      ['an empty text', { input: ['a', ''] }, bad('empty_string', 'input.1')],
      ['too many texts', { input: Array(3_000).fill('x') }, bad('array_above_max_length', 'input')],
      ['another encoding', { encoding_format: 'hex' }, value('encoding_format')],
      ['fewer dimensions', { dimensions: 2 }, unsupported('dimensions')],
    ],
  },
  '/v1/moderations': {
    right: { input: 'x' },
    rows: [
      ['no input', { input: undefined }, missing('input')],
      ['no texts', { input: [] }, bad('empty_array', 'input')],
      ['input of numbers', { input: 5 }, type('input')],
      ['a picture', { input: [{ type: 'image_url', image_url: { url: 'x' } }] }, value('input.0.type')],
      ['a model of numbers', { model: 5 }, type('model')],
    ],
  },
}

const MODELS: readonly Row[] = [
  ['no model', { model: undefined }, missing('model')],
  ['an empty model', { model: '' }, bad('empty_string', 'model')],
  ['a model of numbers', { model: 5 }, type('model')],
  ['a model of nobody', { model: 'gpt-99' }, [404, 'model_not_found', 'model']],
]

/** Raw bodies that no endpoint takes. */
const BODIES: readonly (readonly [what: string, body: string])[] = [
  ['nothing', ''],
  ['half an object', '{"model": "auto", '],
  ['a list', '[]'],
  ['null', 'null'],
  ['text', '"auto"'],
  ['a form', 'model=auto&input=x'],
]

for (const [path, { right, rows }] of Object.entries(ENDPOINTS)) {
  describe(path, () => {
    test('takes what is right', async () => {
      assert.equal((await caller.post(path, right)).status, 200)
    })

    const judged = path === '/v1/moderations' ? rows : [...rows, ...MODELS]
    for (const [what, fields, [status, code, param]] of judged)
      test(what, async () => {
        const asked = seats.map(({ miner }) => miner.received.length)
        const response = await caller.post(path, { ...right, ...fields })
        assert.ok(response.headers.get('x-request-id'))
        assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
        const { message, ...error } = await errorOf(response)
        assert.deepEqual(error, { status, type: 'invalid_request_error', code, param })
        assert.ok(String(message).length > 10 && !String(message).includes('undefined'), String(message))
        assert.deepEqual(
          seats.map(({ miner }) => miner.received.length),
          asked,
          'no miner is asked',
        )
      })

    for (const [what, body] of BODIES)
      test(`${what} as a body`, async () => {
        const { message: _, ...error } = await errorOf(await caller.post(path, body))
        assert.deepEqual(error, {
          status: 400,
          type: 'invalid_request_error',
          code: 'invalid_json',
          param: null,
        })
      })

    test('a body that is too long', async () => {
      const body = { ...right, user: 'x'.repeat(1_100_000) }
      const { message: _, ...error } = await errorOf(await caller.post(path, body))
      assert.deepEqual(error, {
        status: 413,
        type: 'invalid_request_error',
        code: 'body_too_large',
        param: null,
      })
    })

    test('another method', async () => {
      for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
        const response = await caller.send(path, { method, headers: { host: '127.0.0.1:8080' } })
        assert.equal(response.headers.get('allow'), 'POST')
        const { message: _, ...error } = await errorOf(response)
        assert.deepEqual(error, {
          status: 405,
          type: 'invalid_request_error',
          code: 'method_not_allowed',
          param: null,
        })
      }
    })

    test('whatever JSON it is, it is refused and never the gateway’s fault', async () => {
      const fc = await import('fast-check')
      const names = [...new Set(rows.flatMap(([, fields]) => Object.keys(fields)))]
      const fields = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 4 }))
      await fc.assert(
        fc.asyncProperty(fields, async given => {
          const { status } = await caller.post(path, { ...right, ...given })
          assert.ok(status === 200 || status === 400, String(status))
        }),
        { numRuns: 100 * Number(process.env.TAONET_EFFORT ?? 1) },
      )
    })
  })
}

describe('paths', () => {
  test('that do not exist are 404', async () => {
    for (const response of [
      await caller.get('/v1/nothing'),
      await caller.post('/v1/images/generations', {}),
      await caller.post('/v1/chat', {}),
    ]) {
      const { message: _, ...error } = await errorOf(response)
      assert.deepEqual(error, {
        status: 404,
        type: 'invalid_request_error',
        code: 'unknown_url',
        param: null,
      })
    }
  })

  test('of one thing that is not here are 404', async () => {
    for (const [path, code, param] of [
      ['/v1/models/none', 'model_not_found', 'model'],
      ['/v1/responses/none', 'response_not_found', 'response_id'],
    ] as const) {
      const { message: _, ...error } = await errorOf(await caller.get(path))
      assert.deepEqual(error, { status: 404, type: 'invalid_request_error', code, param })
    }
  })
})
