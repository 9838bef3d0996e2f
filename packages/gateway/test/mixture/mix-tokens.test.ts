// One reply of several experts, byte by byte: who foretells better counts more, a liar gains nothing by claiming certainty, and
// whoever fails is left out.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ChatRequestInput, ChatResponse } from '@taonet/neuron'
import { NetError } from '@taonet/wire'
import fc from 'fast-check'
import { byteSpeakers } from '../../src/mixture/byte-speakers.ts'
import { type MixedEnd, type MixOptions, mixTokens } from '../../src/mixture/mix-tokens.ts'
import { chanceOf, distributionOf, END } from '../../src/mixture/next-byte.ts'
import { MOST, posteriorOf } from '../../src/mixture/posterior.ts'
import { candidate, type Foretell, reciting, speaker } from './experts.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
type Expert = (request: ChatRequestInput) => Promise<ChatResponse>

const messages = [{ role: 'user' as const, content: 'Say it.' }]

async function mixed(
  experts: readonly (readonly [Expert, number])[],
  more: Partial<MixOptions> = {},
): Promise<MixedEnd & { readonly text: string }> {
  const pieces = mixTokens({
    members: experts.map(([, chance], uid) => ({ candidate: candidate(uid), chance })),
    messages,
    maxTokens: 40,
    temperature: 0,
    ask: ({ uid }, request) => experts[uid]?.[0](request) ?? Promise.reject(new RangeError('nobody')),
    ...more,
  })
  let text = ''
  for (;;) {
    const next = await pieces.next()
    if (next.done) return { ...next.value, text }
    text += next.value
  }
}

const failing: Expert = async () => {
  throw new NetError('refused', 'no', 'ask another')
}

describe('a mixture of tokens', () => {
  test('two that agree say it, and its end', async () => {
    const { text, reason, tokens, served } = await mixed([
      [speaker(reciting('hello')), 0.6],
      [speaker(reciting('hello')), 0.5],
    ])
    assert.deepEqual(
      { text, reason, tokens, served },
      { text: 'hello', reason: 'stop', tokens: 6, served: [0, 1] },
    )
  })

  test('where the leader is unsure, one that knows decides', async () => {
    const unsure: Foretell = () =>
      new Map<string | typeof END, number>([
        ['x', 0.2],
        ['y', 0.2],
        [END, 0.01],
      ])
    const { text, weights } = await mixed([
      [speaker(unsure), 0.5],
      [speaker(reciting('known', 0.95)), 0.5],
    ])
    assert.equal(text, 'known')
    assert.ok((weights[1] ?? 0) > 0.39)
  })

  test('a liar that claims certainty, echoes the others and then strays does not take over', async () => {
    const truth = 'the honest answer is long enough to gain trust'
    for (const turn of [0, 5, 20, 40]) {
      const liar: Foretell = said => {
        const next = said.length === turn ? '!' : (truth[said.length] ?? END)
        return new Map<string | typeof END, number>([[truth.startsWith(said) ? next : '!', 1]])
      }
      const { text, weights } = await mixed(
        [
          [speaker(reciting(truth, 0.8)), 0.6],
          [speaker(liar), 0.6],
        ],
        { maxTokens: 80 },
      )
      assert.equal(text, truth)
      assert.ok((weights[1] ?? 1) <= MOST + 1e-9)
    }
  })

  test('probabilities above one, twice over, or over words are no distributions', async () => {
    const reply = (top: { token: string; bytes: number[] | null; logprob: number }[]): ChatResponse => ({
      id: '',
      object: 'chat.completion',
      created: 0,
      model: '',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: '' },
          finish_reason: 'length',
          logprobs: { content: [{ token: '', bytes: [], logprob: 0, top_logprobs: top }] },
        },
      ],
    })
    const a = { token: 'a', bytes: [97], logprob: Math.log(0.7) }
    assert.deepEqual([...(distributionOf(reply([a]))?.listed ?? [])][0]?.[0], 97)
    assert.equal(distributionOf(reply([a, a])), undefined)
    assert.equal(distributionOf(reply([{ ...a, logprob: 2 }])), undefined)
    assert.equal(distributionOf(reply([{ ...a, logprob: Number.NaN }])), undefined)
    assert.equal(distributionOf(reply([{ ...a, token: 'ab', bytes: [97, 98] }])), undefined)
    assert.equal(distributionOf(reply([{ ...a, bytes: null }])), undefined)
    assert.equal(distributionOf(reply([])), undefined)
    const end = distributionOf(reply([a, { token: '<|end|>', bytes: [], logprob: Math.log(0.1) }]))
    assert.ok(end && Math.abs(chanceOf(end, END) - 0.1) < 1e-9)
    assert.ok(end && chanceOf(end, 98) > 0 && chanceOf(end, 98) < 0.01)
  })

  test('members that fail or speak in words are left out; the last one goes on alone, also when the first falls silent', async () => {
    const words: Expert = async request => {
      const response = await speaker(reciting('other'))(request)
      for (const token of response.choices[0]?.logprobs?.content?.[0]?.top_logprobs ?? [])
        token.bytes = [1, 2]
      return response
    }
    const good = speaker(reciting('good'))
    for (const bad of [failing, words]) {
      assert.equal(
        (
          await mixed([
            [bad, 0.9],
            [good, 0.5],
            [good, 0.4],
          ])
        ).text,
        'good',
      )
      const alone = await mixed([
        [good, 0.9],
        [bad, 0.5],
      ])
      assert.deepEqual([alone.text, alone.reason, alone.served], ['good', 'stop', [0]])
    }
    assert.equal((await mixed([[good, 0.9]])).text, 'good')
    await assert.rejects(
      mixed([
        [failing, 0.9],
        [failing, 0.5],
      ]),
      /no/,
    )
    await assert.rejects(mixed([]), /no member/)
  })

  test('a character beyond ASCII is one expert’s, and so is the rest', async () => {
    const answer = 'café au lait'
    const expert: Foretell = said => new Map([[answer[said.length] ?? END, 0.9]])
    const bytes: Expert = async request => {
      const response = await speaker(expert)(request)
      // A byte model names the first byte of a longer character.
      for (const token of response.choices[0]?.logprobs?.content?.[0]?.top_logprobs ?? [])
        token.bytes = token.bytes?.slice(0, 1) ?? null
      return response
    }
    assert.equal(
      (
        await mixed([
          [bytes, 0.9],
          [bytes, 0.5],
        ])
      ).text,
      answer,
    )
  })

  test('no more bytes than were asked for', async () => {
    const endless = speaker(() => new Map([['a', 0.9]]))
    const { text, reason, tokens } = await mixed(
      [
        [endless, 0.5],
        [endless, 0.5],
      ],
      { maxTokens: 7 },
    )
    assert.deepEqual({ text, reason, tokens }, { text: 'aaaaaaa', reason: 'length', tokens: 7 })
  })

  test('one seed, one reply at any temperature', async () => {
    const coin: Foretell = () =>
      new Map<string | typeof END, number>([
        ['a', 0.45],
        ['b', 0.45],
        [END, 0.1],
      ])
    const say = (seed: number) =>
      mixed(
        [
          [speaker(coin), 0.5],
          [speaker(coin), 0.5],
        ],
        { temperature: 1, seed },
      ).then(({ text }) => text)
    assert.equal(await say(5), await say(5))
    const some = await Promise.all(Array.from({ length: 12 }, (_, i) => say(i)))
    assert.ok(new Set(some).size > 3)
  })
})

test('weights are shares; none but the first ever has more than its most', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(chance, { minLength: 1, maxLength: 5 }).chain(priors =>
        fc.record({
          priors: fc.constant(priors),
          seen: fc.array(
            fc.array(fc.option(chance, { nil: undefined }), {
              minLength: priors.length,
              maxLength: priors.length,
            }),
            {
              maxLength: 60,
            },
          ),
        }),
      ),
      ({ priors, seen }) => {
        const posterior = posteriorOf(priors)
        for (const chances of seen) {
          posterior.observe(chances)
          const { weights } = posterior
          assert.ok(weights.every(weight => weight >= -1e-12 && weight <= 1 + 1e-9))
          assert.ok(Math.abs(weights.reduce((a, b) => a + b, 0) - 1) < 1e-9)
          assert.ok(weights.slice(1).every(weight => weight <= MOST + 1e-9))
        }
      },
    ),
    { numRuns: 300 * EFFORT },
  )
})

test('whether one speaks in bytes is asked once, and again later where it did not answer', async () => {
  let asked = 0
  const knows = byteSpeakers(async ({ uid }, request) => {
    asked++
    return (uid === 0 ? speaker(reciting('hello')) : failing)(request)
  })
  assert.equal(knows(candidate(0)), undefined)
  while (knows(candidate(0)) === undefined) await new Promise(done => setImmediate(done))
  assert.equal(knows(candidate(0)), true)
  assert.equal(asked, 1)
  for (let i = 0; i < 5; i++) {
    assert.equal(knows(candidate(1)), undefined)
    await new Promise(done => setImmediate(done))
  }
  assert.equal(asked, 2)
})
