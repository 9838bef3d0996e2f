// The text subnet: challenges come from seeds alone, never show their answers, and no invention earns what skill earns.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { seedFrom } from '@taonet/models/random'
import { chatRequest, weightsOf } from '@taonet/neuron'
import { cheatService } from '../src/text/cheat.ts'
import { text } from '../src/text/subnet.ts'
import { averagesOf, byteToken, chat, honest, messagesOf, outcome, type SimulatedMiner } from './simulated.ts'

const context = { uid: 3, declaration: undefined }
const SEEDS = Array.from({ length: 200 }, (_, i) => seedFrom(`challenge ${i}`))

describe('challenges', () => {
  test('the same seed asks the same, another seed something else', () => {
    for (const { name } of text.kinds) {
      const asked = SEEDS.map(seed => JSON.stringify(text.challenge(name, seed, context).steps))
      assert.deepEqual(
        asked,
        SEEDS.map(seed => JSON.stringify(text.challenge(name, seed, context).steps)),
      )
      // The easiest tasks are so short that two seeds may meet.
      assert.ok(new Set(asked).size > 0.95 * SEEDS.length, `${name}: ${new Set(asked).size}`)
    }
  })

  test('every request is of the declared schema', () => {
    for (const seed of SEEDS) {
      for (const { name } of text.kinds) {
        for (const { body } of text.challenge(name, seed, context).steps) chatRequest.parse(body)
      }
    }
  })

  test('likelihood shows one byte more with each request and never the last of its bytes', () => {
    for (const seed of SEEDS) {
      const prefixes = text.challenge('likelihood', seed, context).steps.map(step => {
        const last = messagesOf(step).at(-1)
        assert.equal(last?.role, 'assistant')
        return last?.content ?? ''
      })
      assert.equal(prefixes.length, 3)
      prefixes.forEach((prefix, i) => {
        assert.equal(prefix.length, (prefixes[0]?.length ?? 0) + i)
        assert.ok((prefixes[2] ?? '').startsWith(prefix))
      })
    }
  })

  test('a kind that does not exist is refused', () => {
    assert.throws(() => text.challenge('poetry', seedFrom('x'), context), RangeError)
  })
})

/** Asks the cheat's own handler, as a miner would. */
async function askCheat(body: unknown): Promise<unknown> {
  const route = cheatService().routes['/v1/chat/completions']
  assert.ok(route)
  const answer = await route.handle(body, {
    caller: `0x${'00'.repeat(32)}` as never,
    signal: new AbortController().signal,
  })
  if (answer.type === 'json') return answer.body
  const payloads: string[] = []
  for await (const event of answer.events) payloads.push(JSON.stringify(event))
  return text.assemble(payloads)
}

describe('scores', () => {
  test('the cheat is well formed and fluent, and wrong', async () => {
    for (const name of ['likelihood', 'skills']) {
      let total = 0
      for (const seed of SEEDS.slice(0, 50)) {
        const challenge = text.challenge(name, seed, context)
        const outcomes = await Promise.all(
          challenge.steps.map(async ({ body }) => outcome(await askCheat(body))),
        )
        const { score, parts } = challenge.score(outcomes)
        if (name === 'likelihood') assert.equal(parts.valid, 1)
        else assert.equal(parts.format, 1)
        total += score / 50
      }
      assert.ok(total < 0.2, `${name}: ${total}`)
    }
  })

  test('a failed or malformed reply earns nothing', () => {
    for (const { name } of text.kinds) {
      const challenge = text.challenge(name, seedFrom('failure'), context)
      const failed = challenge.steps.map(() => ({
        response: undefined,
        failure: 'deadline',
        firstByteMs: 0,
        totalMs: 15_000,
      }))
      assert.equal(challenge.score(failed).score, 0)
      assert.equal(challenge.score(challenge.steps.map(() => outcome({ hello: 1 }))).score, 0)
      assert.equal(challenge.score([]).score, 0)
    }
  })

  test('answers in another order than the questions lose', () => {
    const challenge = text.challenge('likelihood', seedFrom('order'), context)
    const honestly = averagesOf(honest(0.6, 1), 'order', 20)
    const shuffled: SimulatedMiner = {
      likelihood: (_, truth, random) =>
        chat('x', [byteToken(97 + ((truth + 1 + random.below(20)) % 26), 0.6)]),
      skills: () => chat('the answer to another question'),
    }
    assert.equal(challenge.steps.length, 3)
    assert.ok(text.worth(averagesOf(shuffled, 'order', 20)) < text.worth(honestly) / 4)
  })
})

/** As the cheat of the network does: sure of canned words. */
const inventor: SimulatedMiner = {
  likelihood: () =>
    chat('Certainly', [
      { token: 'Certainly', logprob: Math.log(0.85), bytes: [...Buffer.from('Certainly')] },
      { token: ' the', logprob: Math.log(0.05), bytes: [...Buffer.from(' the')] },
      { token: ' and', logprob: Math.log(0.03), bytes: [...Buffer.from(' and')] },
    ]),
  skills: () => chat('Certainly! It depends on the context, but the usual approach will serve you well.'),
}

/** Knows nothing but the letters of English: the best that can be said without reading. */
const tableReader: SimulatedMiner = {
  likelihood: () =>
    chat(
      'e',
      [...' etaoinshrdlcumwfgyp'].map((letter, i) => byteToken(letter.charCodeAt(0), 0.18 * 0.85 ** i)),
    ),
  skills: inventor.skills,
}

test('weights put every honest miner above every cheat, for many seeds and few probes', () => {
  const crowd = [
    honest(0.75, 0.9),
    honest(0.5, 0.7),
    honest(0.4, 0.5),
    honest(0.35, 0.3),
    inventor,
    tableReader,
  ]
  for (let seed = 0; seed < 12; seed++) {
    const scores = crowd.map((miner, uid) => ({
      uid,
      score: text.worth(averagesOf(miner, `weights ${seed}`, 6)),
    }))
    const weights = weightsOf(scores)
    assert.ok(weights)
    const least = Math.min(...weights.values.slice(0, 4))
    for (const cheat of weights.values.slice(4)) {
      assert.ok(cheat < least / 2, `seed ${seed}: ${weights.values.join(' ')}`)
    }
    assert.equal(weights.values[0], 65_535)
  }
})

test('speed is what the validator’s clock says: claims gain nothing, an early first byte half of it at most', () => {
  const challenge = text.challenge('skills', seedFrom('speed'), context)
  const speed = (firstByteMs: number, totalMs: number): number => {
    const answers = challenge.steps.map(() => ({ ...outcome(chat('7')), firstByteMs, totalMs }))
    return challenge.score(answers).parts.speed ?? Number.NaN
  }
  assert.equal(speed(40, 80), 1)
  assert.equal(speed(12_000, 12_000), 0)
  assert.equal(speed(40, 12_000), 0.5)
  assert.ok(speed(3_000, 6_000) > speed(3_000, 7_000) && speed(3_000, 6_000) > speed(4_000, 6_000))
  const quick = { score: 0.8, parts: { format: 1, speed: 1 }, count: 9 }
  const slow = { score: 0.8, parts: { format: 1, speed: 0 }, count: 9 }
  const wrong = { score: 0.4, parts: { format: 1, speed: 1 }, count: 9 }
  assert.ok(text.worth({ skills: slow }) < text.worth({ skills: quick }))
  assert.ok(text.worth({ skills: wrong }) < text.worth({ skills: slow }))
})
