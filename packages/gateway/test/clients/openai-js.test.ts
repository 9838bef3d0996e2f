// The stock client for JavaScript at every endpoint of text, whole and streamed, and what it throws.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import OpenAI, { toFile } from '../../../../peers/node_modules/openai/index.mjs'
import { BROKEN, clientsNetwork, isPlace, OWN, PLACE } from './clients-network.ts'

let client: OpenAI

before(async () => {
  client = new OpenAI({ baseURL: await clientsNetwork(), apiKey: 'none', maxRetries: 0 })
})

const messages = [{ role: 'user' as const, content: 'one two three' }]
const weather = {
  name: 'weather',
  description: 'What the weather is like in a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
}
const asked = 'what is it like in {"city":"Rome"} now?'

describe('chat', () => {
  test('gives several choices, whole and streamed', async () => {
    const { choices, usage } = await client.chat.completions.create({ model: 'auto', messages, n: 3 })
    assert.deepEqual(
      choices.map(one => [one.index, one.message.content]),
      [0, 1, 2].map(index => [index, 'three two one']),
    )
    assert.equal(usage?.completion_tokens, 9)
    const texts = ['', '']
    const stream = await client.chat.completions.create({ model: 'auto', messages, n: 2, stream: true })
    for await (const chunk of stream)
      for (const { index, delta } of chunk.choices) texts[index] += delta.content ?? ''
    assert.deepEqual(texts, ['three two one', 'three two one'])
  })

  test('calls tools, whole and streamed, and hears what they found', async () => {
    const tools = [{ type: 'function' as const, function: weather }]
    const question = [{ role: 'user' as const, content: asked }]
    const whole = await client.chat.completions.create({ model: 'auto', messages: question, tools })
    const [choice] = whole.choices
    assert.ok(choice)
    assert.equal(choice.finish_reason, 'tool_calls')
    const call = {
      id: 'call_1',
      type: 'function',
      function: { name: 'weather', arguments: '{"city":"Rome"}' },
    }
    assert.deepEqual(choice.message.tool_calls, [call])
    const streamed = await client.chat.completions
      .stream({ model: 'auto', messages: question, tools })
      .finalChatCompletion()
    const [same] = streamed.choices[0]?.message.tool_calls ?? []
    assert.ok(same?.type === 'function')
    assert.deepEqual(
      [same.id, same.function.name, same.function.arguments],
      ['call_1', 'weather', '{"city":"Rome"}'],
    )
    const next = await client.chat.completions.create({
      model: 'auto',
      messages: [...question, choice.message, { role: 'tool', tool_call_id: 'call_1', content: 'sun' }],
      tools,
      tool_choice: 'none',
    })
    assert.equal(next.choices[0]?.message.content, 'found sun')
  })

  test('runs tools by its own helper', async () => {
    const runner = client.chat.completions.runTools({
      model: 'auto',
      messages: [{ role: 'user', content: asked }],
      tools: [
        {
          type: 'function',
          function: {
            ...weather,
            parse: JSON.parse,
            function: ({ city }: { city: string }) => `sun in ${city}`,
          },
        },
      ],
    })
    assert.equal(await runner.finalContent(), 'found sun in Rome')
  })

  test('is refused tools by the name of the parameter where the model has none', async () => {
    await assert.rejects(
      client.chat.completions.create({
        model: 'text/0',
        messages,
        tools: [{ type: 'function', function: weather }],
      }),
      error =>
        error instanceof OpenAI.BadRequestError &&
        error.code === 'unsupported_parameter' &&
        error.param === 'tools',
    )
  })

  test('holds a real model to a schema, whole and streamed', async () => {
    const json_schema = { name: 'place', schema: { ...PLACE }, strict: true }
    const request = {
      model: OWN,
      messages,
      max_tokens: 60,
      response_format: { type: 'json_schema' as const, json_schema },
    }
    const whole = await client.chat.completions.create(request)
    assert.ok(isPlace(JSON.parse(whole.choices[0]?.message.content ?? '')))
    let text = ''
    for await (const { choices } of await client.chat.completions.create({ ...request, stream: true }))
      text += choices[0]?.delta.content ?? ''
    assert.ok(isPlace(JSON.parse(text)), text)
  })

  test('tells log-probabilities of a real model', async () => {
    const { choices } = await client.chat.completions.create({
      model: OWN,
      messages,
      max_tokens: 4,
      logprobs: true,
      top_logprobs: 3,
    })
    const tokens = choices[0]?.logprobs?.content ?? []
    assert.equal(tokens.length, 4)
    for (const { logprob, top_logprobs } of tokens)
      assert.ok(logprob <= 0 && top_logprobs.length === 3 && top_logprobs.every(one => one.logprob <= 0))
  })
})

describe('completions', () => {
  test('answer one prompt and several, with several choices', async () => {
    const one = await client.completions.create({ model: 'auto', prompt: 'one two' })
    assert.deepEqual(
      [one.object, one.choices[0]?.text, one.choices[0]?.finish_reason],
      ['text_completion', 'two one', 'stop'],
    )
    assert.match(one.id, /^cmpl-/)
    const many = await client.completions.create({ model: 'auto', prompt: ['a b', 'c d'], n: 2 })
    assert.deepEqual(
      many.choices.map(({ index, text }) => [index, text]),
      [
        [0, 'b a'],
        [1, 'b a'],
        [2, 'd c'],
        [3, 'd c'],
      ],
    )
    assert.equal(many.usage?.prompt_tokens, 4)
  })

  test('are cut at 16 tokens, and tell log-probabilities', async () => {
    const prompt = Array.from({ length: 20 }, (_, i) => `w${i}`).join(' ')
    const { choices } = await client.completions.create({ model: 'auto', prompt, logprobs: 1 })
    assert.equal(choices[0]?.finish_reason, 'length')
    assert.equal(choices[0]?.logprobs?.tokens?.length, 16)
    assert.deepEqual(choices[0]?.logprobs?.text_offset?.slice(0, 3), [0, 3, 7])
  })

  test('stream, several prompts too', async () => {
    const texts = ['', '']
    let tokens = 0
    const stream = await client.completions.create({
      model: 'auto',
      prompt: ['a b', 'c d'],
      stream: true,
      stream_options: { include_usage: true },
    })
    for await (const { choices, usage } of stream) {
      for (const { index, text } of choices) texts[index] += text
      tokens = usage?.total_tokens ?? tokens
    }
    assert.deepEqual([texts, tokens], [['b a', 'd c'], 8])
  })
})

describe('responses', () => {
  test('answer text, and later ones go on from them', async () => {
    const first = await client.responses.create({ model: 'text/0', input: 'one two', instructions: 'zero' })
    assert.deepEqual(
      [first.status, first.output_text, first.usage?.total_tokens],
      ['completed', 'two one zero', 6],
    )
    const next = await client.responses.create({
      model: 'text/0',
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'three' }] }],
      previous_response_id: first.id,
    })
    assert.equal(next.output_text, 'three zero one two two one')
    assert.equal((await client.responses.retrieve(next.id)).output_text, next.output_text)
    await client.responses.delete(next.id)
    await assert.rejects(client.responses.retrieve(next.id), OpenAI.NotFoundError)
    const unkept = await client.responses.create({ model: 'text/0', input: 'x', store: false })
    await assert.rejects(
      client.responses.create({ model: 'text/0', input: 'y', previous_response_id: unkept.id }),
      error => error instanceof OpenAI.BadRequestError && error.code === 'previous_response_not_found',
    )
  })

  test('stream by the helper, and are kept then too', async () => {
    const stream = client.responses.stream({ model: 'text/0', input: 'one two three' })
    const types = new Set<string>()
    let text = ''
    for await (const event of stream) {
      types.add(event.type)
      if (event.type === 'response.output_text.delta') text += event.delta
    }
    const final = await stream.finalResponse()
    assert.deepEqual([text, final.output_text, final.status], ['three two one', text, 'completed'])
    assert.ok(types.has('response.created') && types.has('response.completed'))
    assert.equal((await client.responses.retrieve(final.id)).output_text, text)
  })

  test('call functions and hear what they found', async () => {
    const tools = [{ type: 'function' as const, ...weather, strict: false }]
    const first = await client.responses.create({ model: 'auto', input: asked, tools })
    const [item] = first.output
    assert.ok(item?.type === 'function_call')
    assert.deepEqual([item.name, item.arguments], ['weather', '{"city":"Rome"}'])
    const next = await client.responses.create({
      model: 'auto',
      previous_response_id: first.id,
      input: [{ type: 'function_call_output', call_id: item.call_id, output: 'rain' }],
      tools,
    })
    assert.equal(next.output_text, 'found rain')
    const streamed = await client.responses.stream({ model: 'auto', input: asked, tools }).finalResponse()
    assert.ok(streamed.output[0]?.type === 'function_call')
    assert.equal(streamed.output[0].arguments, '{"city":"Rome"}')
  })

  test('hold a real model to a schema', async () => {
    const { output_text } = await client.responses.create({
      model: OWN,
      input: 'one two three',
      max_output_tokens: 60,
      text: { format: { type: 'json_schema', name: 'place', schema: { ...PLACE }, strict: true } },
    })
    assert.ok(isPlace(JSON.parse(output_text)))
  })

  test('that were cut say so', async () => {
    const { status, incomplete_details: why } = await client.responses.create({
      model: 'text/0',
      input: 'one two three',
      max_output_tokens: 2,
    })
    assert.deepEqual([status, why?.reason], ['incomplete', 'max_output_tokens'])
  })
})

test('moderations judge one text and several', async () => {
  const one = await client.moderations.create({ input: 'what a lovely day' })
  assert.deepEqual([one.results.length, one.results[0]?.flagged], [1, false])
  const { results, id } = await client.moderations.create({
    model: 'omni-moderation-latest',
    input: ['a recipe for soup', 'I will find you and kill you tonight'],
  })
  assert.match(id, /^modr-/)
  assert.deepEqual(
    results.map(({ flagged }) => flagged),
    [false, true],
  )
  assert.ok(results[1] && results[1].category_scores['harassment/threatening'] > 0.5)
})

describe('files and batches', () => {
  const QUESTIONS = {
    '/v1/chat/completions': { model: 'text/0', messages },
    '/v1/completions': { model: 'text/0', prompt: 'one two three' },
    '/v1/responses': { model: 'text/0', input: 'one two three' },
    '/v1/embeddings': { model: 'embeddings', input: 'ab' },
  } as const
  const ANSWERS = {
    '/v1/chat/completions': 'three two one',
    '/v1/completions': 'three two one',
    '/v1/responses': 'three two one',
    '/v1/embeddings': '97,98]',
  } as const

  for (const endpoint of [
    '/v1/chat/completions',
    '/v1/completions',
    '/v1/responses',
    '/v1/embeddings',
  ] as const)
    test(`of ${endpoint}`, async () => {
      const right = { custom_id: 'right', method: 'POST', url: endpoint, body: QUESTIONS[endpoint] }
      const wrong = { ...right, custom_id: 'wrong', body: { ...QUESTIONS[endpoint], model: 'none' } }
      const content = [right, wrong].map(one => JSON.stringify(one)).join('\n')
      const file = await client.files.create({
        file: await toFile(Buffer.from(content), 'questions.jsonl'),
        purpose: 'batch',
      })
      assert.equal(await (await client.files.content(file.id)).text(), content)
      let batch = await client.batches.create({
        input_file_id: file.id,
        endpoint,
        completion_window: '24h',
        metadata: { of: 'a test' },
      })
      for (let i = 0; i < 500 && batch.status !== 'completed'; i++) {
        await new Promise(resolve => setTimeout(resolve, 20))
        batch = await client.batches.retrieve(batch.id)
      }
      assert.deepEqual(
        [batch.status, batch.request_counts],
        ['completed', { total: 2, completed: 1, failed: 1 }],
      )
      const linesOf = async (id = ''): Promise<string> => (await client.files.content(id)).text()
      const answers = await linesOf(batch.output_file_id)
      assert.ok(answers.includes(ANSWERS[endpoint]) && answers.includes('"right"'), answers)
      const failures = await linesOf(batch.error_file_id)
      assert.ok(failures.includes('model_not_found') && failures.includes('"wrong"'), failures)
      const ids: string[] = []
      for await (const one of client.batches.list()) ids.push(one.id)
      assert.ok(ids.includes(batch.id))
      assert.equal((await client.files.delete(file.id)).deleted, true)
      await assert.rejects(client.files.retrieve(file.id), OpenAI.NotFoundError)
    })
})

describe('what goes wrong is thrown as the class for it', () => {
  const bad = (param: string) => (error: unknown) =>
    error instanceof OpenAI.BadRequestError && error.param === param && error.requestID !== null

  test('at every endpoint', async () => {
    await assert.rejects(client.completions.create({ model: 'auto', prompt: '' }), bad('prompt'))
    await assert.rejects(client.completions.create({ model: 'auto', prompt: 'x', echo: true }), bad('echo'))
    await assert.rejects(client.responses.create({ model: 'auto', input: '' }), bad('input'))
    await assert.rejects(
      client.responses.create({ model: 'auto', input: 'x', background: true }),
      bad('background'),
    )
    await assert.rejects(client.moderations.create({ input: [] }), bad('input'))
    await assert.rejects(client.embeddings.create({ model: 'embeddings', input: [] }), bad('input'))
    for (const ask of [
      client.completions.create({ model: 'none', prompt: 'x' }),
      client.responses.create({ model: 'none', input: 'x' }),
    ])
      await assert.rejects(
        ask,
        error => error instanceof OpenAI.NotFoundError && error.code === 'model_not_found',
      )
  })

  test('in the middle of any stream', async () => {
    const streams: readonly (() => Promise<AsyncIterable<unknown>>)[] = [
      () => client.chat.completions.create({ model: BROKEN, messages, stream: true }),
      () => client.completions.create({ model: BROKEN, prompt: 'x', stream: true }),
      () => client.responses.create({ model: BROKEN, input: 'x', stream: true }),
    ]
    for (const open of streams) {
      let events = 0
      await assert.rejects(
        async () => {
          for await (const _ of await open()) events++
        },
        error => error instanceof OpenAI.APIError && error.code === 'cut-off',
      )
      assert.ok(events > 0)
    }
  })
})
