// /v1/completions is chat in another form: prompts become questions, answers become choices, streams keep their numbers.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ChatChunk, ChatResponse } from '@taonet/neuron'
import fc from 'fast-check'
import { completionEvents, fromChat } from '../src/completions/from-chat.ts'
import { type CompletionRequest, parseCompletion } from '../src/completions/request.ts'
import { toChat } from '../src/completions/to-chat.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const identity = { id: 'cmpl-1', created: 7, model: 'm' }
const parsed = (fields: object): CompletionRequest =>
  parseCompletion({ model: 'auto', prompt: 'a', ...fields })

describe('a completion as questions', () => {
  test('asks each prompt for itself, with 16 tokens unless said', () => {
    const questions = toChat(parsed({ prompt: ['a', 'b'], n: 2, seed: 4, stop: 'z', temperature: 0.5 }))
    const rest = { model: 'auto', n: 2, seed: 4, stop: 'z', temperature: 0.5, max_tokens: 16 }
    assert.deepEqual(questions, [
      { ...rest, messages: [{ role: 'user', content: 'a' }] },
      { ...rest, messages: [{ role: 'user', content: 'b' }] },
    ])
    assert.equal(toChat(parsed({ max_tokens: 40 }))[0].max_tokens, 40)
  })

  test('asks a conversation that is written into a prompt as one', () => {
    const messages = (prompt: string) => toChat(parsed({ prompt }))[0].messages
    const user = (content: string) => ({ role: 'user', content })
    assert.deepEqual(messages('user:\nhi\n\nassistant:\n'), [user('hi')])
    assert.deepEqual(messages('be brief\n\nuser:\na\nb\n\nassistant:\nc\n\nuser:\n\n\nassistant:\n'), [
      { role: 'system', content: 'be brief' },
      user('a\nb'),
      { role: 'assistant', content: 'c' },
      user(''),
    ])
    for (const plain of ['user:\nhi', 'say assistant:\n', '\n\nassistant:\n', 'user: hi\n\nassistant:\n'])
      assert.deepEqual(messages(plain), [user(plain)])
  })

  test('asks for log-probabilities with a number, none included', () => {
    const [none] = toChat(parsed({}))
    const [zero] = toChat(parsed({ logprobs: 0 }))
    const [three] = toChat(parsed({ logprobs: 3 }))
    assert.deepEqual([none.logprobs, none.top_logprobs], [undefined, undefined])
    assert.deepEqual([zero.logprobs, zero.top_logprobs], [true, 0])
    assert.deepEqual([three.logprobs, three.top_logprobs], [true, 3])
  })

  test('takes what asks for nothing', () => {
    parsed({
      echo: false,
      suffix: null,
      best_of: 1,
      presence_penalty: 0,
      logit_bias: {},
      n: 1,
      stream: false,
    })
  })
})

const token = (text: string) => ({
  token: text,
  logprob: -0.5,
  bytes: [...Buffer.from(text)],
  top_logprobs: [{ token: text, logprob: -0.5, bytes: null }],
})

const answer = (texts: readonly string[], usage: ChatResponse['usage']): ChatResponse => ({
  id: 'x',
  object: 'chat.completion',
  created: 1,
  model: 'x',
  choices: texts.map((content, index) => ({
    index,
    message: { role: 'assistant', content },
    finish_reason: 'stop',
    logprobs: { content: content.split(/(?= )/).map(token) },
  })),
  ...(usage ? { usage } : {}),
})
const used = (prompt_tokens: number, completion_tokens: number) => ({
  prompt_tokens,
  completion_tokens,
  total_tokens: prompt_tokens + completion_tokens,
})

describe('answers as a completion', () => {
  test('are numbered through, and each prompt was read for itself', () => {
    const whole = fromChat([answer(['a', 'b'], used(3, 2)), answer(['c d', 'e'], used(4, 3))], identity)
    assert.deepEqual(
      { ...whole, choices: undefined },
      { ...identity, object: 'text_completion', choices: undefined, usage: used(7, 5) },
    )
    assert.ok('choices' in whole && Array.isArray(whole.choices))
    assert.deepEqual(
      whole.choices.map(one => [one.index, one.text, one.finish_reason]),
      [
        [0, 'a', 'stop'],
        [1, 'b', 'stop'],
        [2, 'c d', 'stop'],
        [3, 'e', 'stop'],
      ],
    )
    assert.deepEqual(whole.choices[2].logprobs, {
      tokens: ['c', ' d'],
      token_logprobs: [-0.5, -0.5],
      top_logprobs: [{ c: -0.5 }, { ' d': -0.5 }],
      text_offset: [0, 1],
    })
  })

  test('streamed are the same text under the same numbers', async () => {
    const texts = fc.array(fc.array(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 5 }), {
      minLength: 1,
      maxLength: 3,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(texts, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (prompts, wantsUsage) => {
          const n = Math.max(...prompts.map(one => one.length))
          const request = parsed({
            prompt: prompts.map(() => 'x'),
            n,
            stream: true,
            stream_options: { include_usage: wantsUsage },
          })
          const streams = prompts.map(choices => chunks(choices))
          const events: Record<string, unknown>[] = []
          let last = ''
          for await (const text of completionEvents(request, streams, identity)) {
            last = text
            if (text !== 'data: [DONE]\n\n') events.push(JSON.parse(text.slice('data: '.length)))
          }
          assert.equal(last, 'data: [DONE]\n\n')
          const seen = new Map<number, string>()
          const offsets = new Map<number, number>()
          for (const { choices } of events) {
            assert.ok(Array.isArray(choices))
            for (const { index, text, logprobs } of choices) {
              if (logprobs) assert.deepEqual(logprobs.text_offset, [offsets.get(index) ?? 0])
              seen.set(index, (seen.get(index) ?? '') + text)
              offsets.set(index, (offsets.get(index) ?? 0) + text.length)
            }
          }
          for (const [prompt, choices] of prompts.entries())
            for (const [at, words] of choices.entries())
              assert.equal(seen.get(prompt * n + at), words.join(''))
          const usages = events.flatMap(({ usage }) => (usage ? [usage] : []))
          const written = prompts.flat(2).length
          assert.deepEqual(usages, wantsUsage ? [used(2 * prompts.length, written)] : [])
        },
      ),
      { numRuns: 50 * EFFORT },
    )
  })
})

async function* chunks(choices: readonly (readonly string[])[]): AsyncGenerator<ChatChunk> {
  const head = { id: 'x', object: 'chat.completion.chunk', created: 1, model: 'x' } as const
  for (const [index, words] of choices.entries()) {
    for (const content of words)
      yield {
        ...head,
        choices: [
          { index, delta: { content }, finish_reason: null, logprobs: { content: [token(content)] } },
        ],
      }
    yield { ...head, choices: [{ index, delta: {}, finish_reason: 'stop' }] }
  }
  yield { ...head, choices: [], usage: used(2, choices.flat().length) }
}
