// The cache: the same question for the same key, never across keys that did not allow it, bounded, and nothing kept that was cut.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { referenceEncoder } from '@taonet/models'
import type { ChatResponse } from '@taonet/neuron'
import fc from 'fast-check'
import { pairs } from '../bench/lib/question-pairs.ts'
import { type AnswerCache, type CacheOptions, createCache } from '../src/cache/cache.ts'
import type { CachingCaller } from '../src/cache/cache-key.ts'
import { cacheWish } from '../src/cache/cache-wish.ts'
import { gistOf } from '../src/cache/gist.ts'
import { KeptAnswers } from '../src/cache/kept-answers.ts'
import { NearQuestions } from '../src/cache/near-questions.ts'
import { type ChatRequest, parseChat } from '../src/chat-request.ts'
import { Refused } from '../src/openai-error.ts'

const cases = 100 * Number(process.env.TAONET_EFFORT ?? 1)
const encoder = await referenceEncoder()
after(() => encoder.close())

const asked = (content: string, rest: object = {}): ChatRequest =>
  parseChat({ model: 'auto', messages: [{ role: 'user', content }], ...rest })
const caller = (id: string, rest: Partial<CachingCaller> = {}): CachingCaller => ({
  id,
  policy: 'standard',
  shareCache: false,
  ...rest,
})
type Finish = ChatResponse['choices'][number]['finish_reason']
const answer = (content: string, ...finish: Finish[]): ChatResponse => ({
  id: 'a',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: (finish.length === 0 ? (['stop'] as const) : finish).map((finish_reason, index) => ({
    index,
    message: { role: 'assistant', content },
    finish_reason,
  })),
})

const cacheWith = (options: CacheOptions = {}): AnswerCache<string> => createCache<string>(options)
const found = async (
  cache: AnswerCache<string>,
  request: ChatRequest,
  who: CachingCaller,
): Promise<string | undefined> => (await cache.find(request, who, 'exact'))?.facts

const anna = caller('anna')

test('the same question is found for the same key, however it is delivered and whoever’s name is on it', async () => {
  const cache = cacheWith()
  cache.keep(asked('Hi', { temperature: 0 }), anna, 'exact', answer('Hello'), 'kept')
  const same = {
    temperature: 0,
    stream: true,
    stream_options: { include_usage: true },
    user: 'x',
    metadata: { a: 'b' },
    store: true,
  }
  const hit = await cache.find(asked('Hi', same), anna, 'exact')
  assert.deepEqual(hit, { answer: answer('Hello'), facts: 'kept', how: 'exact' })
  for (const other of [
    {},
    { temperature: 1 },
    { temperature: 0, seed: 1 },
    { temperature: 0, max_tokens: 3 },
    { temperature: 0, n: 2 },
    { temperature: 0, model: 'text/3' },
    { temperature: 0, stop: 'x' },
  ])
    assert.equal(await found(cache, asked('Hi', other), anna), undefined, JSON.stringify(other))
  assert.equal(await found(cache, asked('Hi!', { temperature: 0 }), anna), undefined)
  assert.equal(await cache.find(asked('Hi', { temperature: 0 }), anna, 'off'), undefined)
})

test('nothing passes from key to key unless both allow it, and nothing from policy to policy', async () => {
  const cache = cacheWith()
  const request = asked('Hi')
  cache.keep(request, anna, 'exact', answer('Hello'), 'anna')
  const shared = caller('cleo', { shareCache: true })
  for (const other of [
    caller('ben'),
    shared,
    caller('anna', { policy: 'strict' }),
    caller('anna', { policy: 'off' }),
    caller('anna', { shareCache: true }),
  ])
    assert.equal(await found(cache, request, other), undefined)
  cache.keep(request, shared, 'exact', answer('Hello'), 'shared')
  assert.equal(await found(cache, request, caller('dora', { shareCache: true })), 'shared')
  assert.equal(await found(cache, request, anna), 'anna')
  assert.equal(await found(cache, request, caller('dora', { shareCache: true, policy: 'off' })), undefined)
})

test('only what is whole, clean and finished is kept', async () => {
  const cache = cacheWith()
  const cut: readonly (readonly Finish[])[] = [['length'], ['content_filter'], ['stop', 'content_filter']]
  for (const finish of cut) cache.keep(asked('Hi'), anna, 'exact', answer('Hello', ...finish), 'kept')
  cache.keep(asked('Hi'), anna, 'exact', { ...answer(''), choices: [] }, 'kept')
  cache.keep(asked('Hi'), anna, 'off', answer('Hello'), 'kept')
  assert.equal(await found(cache, asked('Hi'), anna), undefined)
  assert.equal(cache.bytes, 0)
  cache.keep(asked('Hi'), anna, 'exact', answer('Hello', 'stop', 'tool_calls'), 'kept')
  assert.equal(await found(cache, asked('Hi'), anna), 'kept')
})

test('answers age, and stay within their bytes whatever is kept', async () => {
  let now = 0
  const cache = cacheWith({ limits: { bytes: 100_000, milliseconds: 1_000 }, now: () => now })
  cache.keep(asked('Hi'), anna, 'exact', answer('Hello'), 'kept')
  now = 999
  assert.equal(await found(cache, asked('Hi'), anna), 'kept')
  now = 1_000
  assert.equal(await found(cache, asked('Hi'), anna), undefined)
  assert.equal(cache.bytes, 0)
  cache.keep(asked('Hi'), anna, 'exact', answer('x'.repeat(10_000)), 'too long')
  assert.equal(await found(cache, asked('Hi'), anna), undefined)

  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 400 }), fc.boolean())),
      steps => {
        const kept = new KeptAnswers<number>({ bytes: 20_000, milliseconds: 10 }, () => now)
        const sizes = new Map<string, number>()
        for (const [name, size, waits] of steps) {
          if (waits) now += 4
          kept.keep(String(name), size, size)
          sizes.set(String(name), size)
          assert.ok(kept.bytes <= 20_000)
          const back = kept.find(String(name))
          assert.ok(back === undefined || back === size)
        }
        now += 100
        for (const name of sizes.keys()) assert.equal(kept.find(name), undefined)
        assert.equal(kept.bytes, 0)
      },
    ),
    { numRuns: cases },
  )
})

test('questions to compare with are bounded in all, whatever surrounds them: the longest untouched go first', () => {
  const near = new NearQuestions(20)
  const gist = gistOf('boil an egg')
  const vector = Float32Array.of(1, 0)
  const around = Array.from({ length: 9 }, (_, at) => `around ${at}`)
  const held = (): number => around.reduce((sum, one) => sum + near.find(one, gist, vector).length, 0)
  for (let i = 0; i < 4; i++)
    for (const one of around) {
      near.keep(one, { key: `${one} ${i}`, gist, vector })
      assert.ok(held() <= 20)
    }
  assert.ok(held() > 10)
  assert.ok(near.find('around 8', gist, vector).includes('around 8 3'))
})

test('a caller says what he wants by a header; without one, fixed dice mean the same answer', () => {
  assert.equal(cacheWish(undefined, asked('Hi')), 'off')
  assert.equal(cacheWish(undefined, asked('Hi', { temperature: 0 })), 'exact')
  assert.equal(cacheWish(undefined, asked('Hi', { seed: 0 })), 'exact')
  assert.equal(cacheWish('off', asked('Hi', { temperature: 0 })), 'off')
  assert.equal(cacheWish(' Semantic', asked('Hi')), 'semantic')
  assert.throws(
    () => cacheWish('always', asked('Hi')),
    (thrown: unknown) => thrown instanceof Refused && thrown.status === 400,
  )
})

test('with the real encoder other words find the answer, other questions do not', async () => {
  const embed = async (text: string): Promise<Float32Array> =>
    (await encoder.embed([text]))[0] ?? new Float32Array()
  let [hits, mistakes, same, other] = [0, 0, 0, 0]
  for (const pair of [...pairs('looked at'), ...pairs('fresh')]) {
    const cache = cacheWith({ embed })
    const first = asked(pair.one)
    assert.equal(await cache.find(first, anna, 'semantic'), undefined)
    cache.keep(first, anna, 'semantic', answer('Hello'), 'kept')
    const hit = await cache.find(asked(pair.other), anna, 'semantic')
    assert.equal(hit?.how ?? 'semantic', 'semantic')
    if (pair.same) [same, hits] = [same + 1, hits + Number(hit !== undefined)]
    else [other, mistakes] = [other + 1, mistakes + Number(hit !== undefined)]
    assert.equal(await cache.find(asked(pair.other), caller('ben'), 'semantic'), undefined)
    assert.equal(await cache.find(asked(pair.other), anna, 'exact'), undefined)
    assert.equal(await cache.find(asked(pair.other, { temperature: 0.3 }), anna, 'semantic'), undefined)
  }
  assert.ok(hits >= same / 4, `${hits} of ${same} found`)
  assert.equal(mistakes, 0, `of ${other}`)
})

test('an encoder that fails finds nothing and breaks nothing', async () => {
  const cache = cacheWith({ embed: () => Promise.reject(new Error('no encoder')) })
  cache.keep(asked('Hi'), anna, 'semantic', answer('Hello'), 'kept')
  assert.equal(await cache.find(asked('Hi there'), anna, 'semantic'), undefined)
  assert.equal((await cache.find(asked('Hi'), anna, 'semantic'))?.facts, 'kept')
})
