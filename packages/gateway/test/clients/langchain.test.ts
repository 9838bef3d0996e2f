// LangChain.js with its OpenAI classes.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  HumanMessage,
  ToolMessage,
} from '../../../../peers/node_modules/@langchain/core/dist/messages/index.js'
import {
  ChatOpenAI,
  OpenAI,
  OpenAIEmbeddings,
} from '../../../../peers/node_modules/@langchain/openai/dist/index.js'
import { BROKEN, clientsNetwork, isPlace, OWN, PLACE } from './clients-network.ts'

let baseURL: string

before(async () => {
  baseURL = await clientsNetwork()
})

const access = () => ({ apiKey: 'none', maxRetries: 0, configuration: { baseURL } })
const chat = (model: string, rest: object = {}): ChatOpenAI => new ChatOpenAI({ ...access(), model, ...rest })

const weather = {
  type: 'function' as const,
  function: {
    name: 'weather',
    description: 'What the weather is like in a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
}
const asked = 'what is it like in {"city":"Rome"} now?'

describe('LangChain', () => {
  for (const useResponsesApi of [false, true]) {
    describe(useResponsesApi ? 'over responses' : 'over chat', () => {
      test('invokes, with usage', async () => {
        const answer = await chat('text/0', { useResponsesApi }).invoke('one two three')
        assert.equal(answer.text, 'three two one')
        assert.partialDeepStrictEqual(answer.usage_metadata, { total_tokens: 6 })
      })

      test('streams', async () => {
        let text = ''
        for await (const chunk of await chat('text/0', { useResponsesApi }).stream('one two three'))
          text += chunk.text
        assert.equal(text, 'three two one')
      })

      test('asks in batches', async () => {
        const answers = await chat('text/0', { useResponsesApi }).batch(['a b', 'c d'])
        assert.deepEqual(
          answers.map(one => one.text),
          ['b a', 'd c'],
        )
      })

      test('calls tools and goes on with what they found', async () => {
        const model = chat('auto', { useResponsesApi }).bindTools([weather])
        const question = new HumanMessage(asked)
        const calling = await model.invoke([question])
        const [call] = calling.tool_calls ?? []
        assert.deepEqual([call?.name, call?.args], ['weather', { city: 'Rome' }])
        const found = new ToolMessage({ content: 'sun', tool_call_id: call?.id ?? '' })
        assert.equal((await model.invoke([question, calling, found])).text, 'found sun')
      })

      test('calls tools in a stream', async () => {
        const model = chat('auto', { useResponsesApi }).bindTools([weather])
        let text = ''
        for await (const chunk of await model.stream(asked))
          for (const { args } of chunk.tool_call_chunks ?? []) text += args ?? ''
        assert.equal(text, '{"city":"Rome"}')
      })

      test('gets objects of a schema from a real model', async () => {
        const model = chat(OWN, { useResponsesApi, maxTokens: 60 })
        const answer = await model
          .withStructuredOutput({ ...PLACE, title: 'place' }, { method: 'jsonSchema' })
          .invoke('x')
        assert.ok(isPlace(answer))
      })

      test('throws what the gateway refuses', async () => {
        const status = (wanted: number) => (error: unknown) =>
          error instanceof Error && 'status' in error && error.status === wanted
        await assert.rejects(chat('none', { useResponsesApi }).invoke('x'), status(404))
        await assert.rejects(chat('auto', { useResponsesApi, temperature: 9 }).invoke('x'), status(400))
      })

      test('throws in the middle of a stream that breaks off', async () => {
        let text = ''
        await assert.rejects(async () => {
          for await (const chunk of await chat(BROKEN, { useResponsesApi }).stream('x')) text += chunk.text
        })
        assert.equal(text, 'one')
      })
    })
  }

  test('completes, whole and streamed', async () => {
    const model = new OpenAI({ ...access(), model: 'text/0' })
    assert.equal(await model.invoke('one two three'), 'three two one')
    let text = ''
    for await (const piece of await model.stream('one two three')) text += piece
    assert.equal(text, 'three two one')
  })

  test('embeds documents and questions', async () => {
    const model = new OpenAIEmbeddings({ ...access(), model: 'embeddings' })
    assert.deepEqual(
      (await model.embedDocuments(['ab', 'c'])).map(one => one.slice(1)),
      [
        [97, 98],
        [99, 99],
      ],
    )
    assert.deepEqual((await model.embedQuery('ab')).slice(1), [97, 98])
  })
})
