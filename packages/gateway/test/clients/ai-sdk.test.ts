// The Vercel AI SDK with its provider for compatible servers, over chat, and with the one for OpenAI's own, over responses.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { createOpenAI } from '../../../../peers/node_modules/@ai-sdk/openai/dist/index.js'
import {
  createOpenAICompatible,
  type OpenAICompatibleProvider,
} from '../../../../peers/node_modules/@ai-sdk/openai-compatible/dist/index.js'
import {
  APICallError,
  embedMany,
  generateText,
  isStepCount,
  jsonSchema,
  Output,
  streamText,
  tool,
} from '../../../../peers/node_modules/ai/dist/index.js'
import { BROKEN, clientsNetwork, isPlace, OWN, PLACE } from './clients-network.ts'

let provider: OpenAICompatibleProvider
let own: ReturnType<typeof createOpenAI>

before(async () => {
  const baseURL = await clientsNetwork()
  provider = createOpenAICompatible({
    name: 'taonet',
    baseURL,
    includeUsage: true,
    supportsStructuredOutputs: true,
  })
  own = createOpenAI({ baseURL, apiKey: 'none' })
})

const once = { maxRetries: 0 } as const

const weather = tool({
  description: 'What the weather is like in a city.',
  inputSchema: jsonSchema<{ city: string }>({ type: 'object', properties: { city: { type: 'string' } } }),
  execute: async ({ city }) => `sun in ${city}`,
})
const withTools = {
  ...once,
  prompt: 'what is it like in {"city":"Rome"} now?',
  tools: { weather },
  stopWhen: isStepCount(2),
}

describe('the AI SDK', () => {
  test('generates text, with usage', async () => {
    const { text, finishReason, usage } = await generateText({
      ...once,
      model: provider('auto'),
      prompt: 'one two three',
    })
    assert.deepEqual([text, finishReason, usage.totalTokens], ['three two one', 'stop', 6])
  })

  test('streams text, with usage', async () => {
    const result = streamText({ ...once, model: provider('auto'), prompt: 'one two three' })
    const pieces: string[] = []
    for await (const piece of result.textStream) pieces.push(piece)
    assert.deepEqual(pieces, ['three', ' two', ' one'])
    assert.equal(await result.finishReason, 'stop')
    assert.equal((await result.usage).totalTokens, 6)
  })

  test('runs tools and goes on with what they found', async () => {
    const { text, steps } = await generateText({ ...withTools, model: provider('auto') })
    assert.deepEqual(steps[0]?.toolCalls[0]?.input, { city: 'Rome' })
    assert.match(text, /^found .*sun in Rome/)
  })

  test('runs tools in a stream', async () => {
    const result = streamText({ ...withTools, model: provider('auto') })
    assert.match(await result.text, /^found .*sun in Rome/)
  })

  test('gets objects of a schema from a real model', async () => {
    const schema = jsonSchema<{ kind: string; near: boolean }>({ ...PLACE })
    const { output } = await generateText({
      ...once,
      model: provider(OWN),
      prompt: 'one two three',
      maxOutputTokens: 60,
      output: Output.object({ schema }),
    })
    assert.ok(isPlace(output))
  })

  test('completes', async () => {
    const { text } = await generateText({
      ...once,
      model: provider.completionModel('text/0'),
      prompt: 'one two',
    })
    // The SDK writes a conversation into the prompt: it is one again by the time somebody is asked.
    assert.equal(text, 'two one')
  })

  test('embeds', async () => {
    const { embeddings } = await embedMany({
      ...once,
      model: provider.embeddingModel('embeddings'),
      values: ['ab', 'c'],
    })
    assert.deepEqual(
      embeddings.map(one => one.slice(1)),
      [
        [97, 98],
        [99, 99],
      ],
    )
  })

  test('throws what the gateway refuses, with its message', async () => {
    const failed = (status: number, text: RegExp) => (error: unknown) =>
      APICallError.isInstance(error) && error.statusCode === status && text.test(error.message)
    await assert.rejects(
      generateText({ ...once, model: provider('none'), prompt: 'x' }),
      failed(404, /No miner declares "none"/),
    )
    await assert.rejects(
      generateText({ ...once, model: provider('auto'), prompt: 'x', temperature: 9 }),
      failed(400, /temperature/),
    )
  })

  test('tells of a stream that breaks off', async () => {
    const errors: unknown[] = []
    const result = streamText({
      ...once,
      model: provider(BROKEN),
      prompt: 'x',
      onError: ({ error }) => void errors.push(error),
    })
    let text = ''
    for await (const piece of result.textStream) text += piece
    assert.equal(text, 'one')
    assert.equal(errors.length, 1)
  })
})

describe('the AI SDK over responses', () => {
  test('generates and streams text, with usage', async () => {
    const request = { ...once, model: own('text/0'), prompt: 'one two three' }
    const { text, usage } = await generateText(request)
    assert.deepEqual([text, usage.totalTokens], ['three two one', 6])
    const result = streamText(request)
    const pieces: string[] = []
    for await (const piece of result.textStream) pieces.push(piece)
    assert.deepEqual(pieces, ['three', ' two', ' one'])
  })

  test('runs tools and refers to what was said by its ids', async () => {
    const { text, steps } = await generateText({ ...withTools, model: own('auto') })
    assert.deepEqual(steps[0]?.toolCalls[0]?.input, { city: 'Rome' })
    assert.match(text, /^found .*sun in Rome/)
    assert.match(await streamText({ ...withTools, model: own('auto') }).text, /^found .*sun in Rome/)
  })

  test('gets objects of a schema from a real model', async () => {
    const { output } = await generateText({
      ...once,
      model: own(OWN),
      prompt: 'one two three',
      maxOutputTokens: 60,
      output: Output.object({ schema: jsonSchema<{ kind: string; near: boolean }>({ ...PLACE }) }),
    })
    assert.ok(isPlace(output))
  })

  test('throws what the gateway refuses', async () => {
    await assert.rejects(
      generateText({ ...once, model: own('none'), prompt: 'x' }),
      error => APICallError.isInstance(error) && error.statusCode === 404,
    )
  })
})
