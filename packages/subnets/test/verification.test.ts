// Declared weights held to: the same weights pass on any engine, rounded or other ones do not, and silence hides nothing.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type OpenedModel, openOne } from '@taonet/models'
import { type ChatResponse, completeChat, type TokenAlternative, type TokenLogprob } from '@taonet/neuron'
import { quantised, weightsPath } from '../bench/weight-variants.ts'
import { type OwnTools, referenceTools } from '../src/reference-tools.ts'
import { otherAnswers, sameAnswer } from '../src/text/replay.ts'
import { text } from '../src/text/subnet.ts'
import { comparedAnswers } from '../src/text/token-lists.ts'
import { otherWeights, VERIFICATION_PARAMETERS } from '../src/text/verification.ts'
import { textWorth } from '../src/text/worth.ts'
import { type Answerer, judgeKind, minerRandom, saying } from './judged.ts'

const NAME = 'taonet-small'
const PROBES = { verification: 4, replay: 12 }

let folder: string
let tools: OwnTools
let honest: OpenedModel
const opened: OpenedModel[] = []

const serving =
  ({ model }: OpenedModel): Answerer =>
  request =>
    completeChat(model, request, AbortSignal.timeout(30_000))

async function open(path: string): Promise<OpenedModel> {
  const one = await openOne(path)
  opened.push(one)
  return one
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taonet-verification-'))
  tools = referenceTools()
  honest = await open(weightsPath(NAME))
})

after(async () => {
  await Promise.all([tools.close(), ...opened.map(one => one.close())])
  rmSync(folder, { recursive: true, force: true })
})

const judged = (miner: Answerer, kind: 'verification' | 'replay', declared?: string) =>
  judgeKind(miner, kind, { tools, declared: declared ?? honest.model.card.sha256, probes: PROBES })

async function meanDistance(miner: Answerer): Promise<number> {
  const average = await judged(miner, 'verification')
  const { positions = 0, distance = 0 } = average.parts
  assert.ok(positions * average.count >= VERIFICATION_PARAMETERS.positionsToJudge, `${positions} positions`)
  assert.equal(otherWeights(average, {}), distance / positions > VERIFICATION_PARAMETERS.otherWeights)
  return distance / positions
}

/** The same answer with log-probabilities as another engine would compute them. */
const noisy =
  (miner: Answerer, nats: number): Answerer =>
  async request => {
    const random = minerRandom(JSON.stringify(request.messages))
    const answer = await miner(request)
    const stray = <T extends TokenAlternative>(token: T): T => ({
      ...token,
      logprob: token.logprob + nats * (2 * random.unit() - 1),
    })
    const choices = answer.choices.map(choice => ({
      ...choice,
      logprobs: choice.logprobs && {
        content:
          choice.logprobs.content?.map(token => ({
            ...stray(token),
            top_logprobs: token.top_logprobs.map(stray),
          })) ?? null,
      },
    }))
    return { ...answer, choices }
  }

describe('against the declared weights', () => {
  test('the same weights are the same, also by another engine’s arithmetic', async () => {
    assert.ok((await meanDistance(serving(honest))) < 1e-6)
    assert.ok((await meanDistance(noisy(serving(honest), 0.01))) < VERIFICATION_PARAMETERS.otherWeights)
  })

  test('eight bits, four bits and another model are other weights', async () => {
    for (const bits of [8, 4]) {
      const path = join(folder, `${bits}.gguf`)
      writeFileSync(path, quantised(NAME, bits))
      const apart = await meanDistance(serving(await open(path)))
      assert.ok(apart > 1.5 * VERIFICATION_PARAMETERS.otherWeights, `${bits} bits: ${apart}`)
    }
    const apart = await meanDistance(serving(await open(weightsPath('taonet-words'))))
    assert.ok(apart > 0.3, String(apart))
  })

  test('whoever cuts its answers, its lists or its log-probabilities off is caught too', async () => {
    const changed =
      (change: (content: readonly TokenLogprob[]) => readonly TokenLogprob[]): Answerer =>
      async request => {
        const answer = await serving(honest)(request)
        const [choice] = answer.choices
        assert.ok(choice)
        return saying(choice.message.content ?? '', {
          content: [...change(choice.logprobs?.content ?? [])],
        })
      }
    const cheats = {
      answers: changed(content => content.slice(0, 3)),
      lists: changed(content =>
        content.map(token => ({ ...token, top_logprobs: token.top_logprobs.slice(0, 1) })),
      ),
      all: changed(() => []),
    }
    for (const [name, cheat] of Object.entries(cheats)) {
      const average = await judged(cheat, 'verification')
      assert.ok(otherWeights(average, {}), name)
      const skills = { score: 1, parts: { format: 1, speed: 1 }, count: 10 }
      assert.equal(textWorth({ skills, verification: average }), 0)
      assert.equal(textWorth({ skills }), 1)
    }
  })

  test('weights that nobody here has, and none declared, are not judged', async () => {
    const unknown = await judged(serving(honest), 'verification', 'ab'.repeat(32))
    assert.equal(unknown.parts.positions, 0)
    assert.equal(otherWeights(unknown, {}), false)
    const replayed = await judged(serving(honest), 'replay', 'ab'.repeat(32))
    assert.equal(replayed.parts.replayed, 0)
    assert.equal(otherAnswers(replayed), false)
  })

  test('a network may ask for more', async () => {
    const average = await judged(noisy(serving(honest), 0.01), 'verification')
    assert.ok(!otherWeights(average, {}))
    const strict = text.with({ otherWeights: 1e-4 })
    const judgedStrictly = await judgeKind(noisy(serving(honest), 0.01), 'verification', {
      tools,
      declared: honest.model.card.sha256,
      probes: PROBES,
      subnet: strict,
    })
    assert.ok(otherWeights(judgedStrictly, strict.parameters))
    assert.ok(!otherWeights(judgedStrictly, { positionsToJudge: 100_000 }))
  })

  test('weights of few bits are allowed more, since engines differ more on them', async () => {
    assert.equal(await tools.rounded?.(`0x${honest.model.card.sha256}`), false)
    assert.equal(await tools.rounded?.(`0x${'ab'.repeat(32)}`), undefined)
    const few = { ...tools, rounded: async () => true }
    const strays = noisy(serving(honest), 0.1)
    const probing = { declared: honest.model.card.sha256, probes: PROBES }
    assert.ok(otherWeights(await judgeKind(strays, 'verification', { tools, ...probing }), {}))
    assert.ok(!otherWeights(await judgeKind(strays, 'verification', { tools: few, ...probing }), {}))
    const other = serving(await open(weightsPath('taonet-words')))
    // Parting is excused more often too, so it takes more probes.
    const longer = { tools: few, ...probing, probes: { verification: 14 } }
    assert.ok(otherWeights(await judgeKind(other, 'verification', longer), {}))
  })

  test('ordinary answers are the same when they are answered again; other weights and cut ones are not', async () => {
    const same = await judged(serving(honest), 'replay')
    assert.deepEqual(same.parts, { replayed: 1, same: 1 })
    const cut: Answerer = async request => {
      const answer = await serving(honest)(request)
      return saying((answer.choices[0]?.message.content ?? '').slice(0, 2))
    }
    assert.ok(otherAnswers(await judged(cut, 'replay')))
    const other = await judged(serving(await open(weightsPath('taonet-words'))), 'replay')
    assert.ok(otherAnswers(other), JSON.stringify(other.parts))
  })
})

/** A position with two candidates that stand `gap` nats apart. */
const position = (token: string, gap: number): TokenLogprob => {
  const bytes = [...Buffer.from(token)]
  const top = [
    { token, bytes, logprob: -0.7 },
    { token: '#', bytes: [35], logprob: -0.7 - gap },
  ]
  return { token, bytes, logprob: -0.7, top_logprobs: top }
}
const end: TokenLogprob = { ...position('', 5), bytes: [] }

describe('where two answers part', () => {
  const own = [position('ab', 5), position('c', 0.01), position('d', 5), end]
  test('text: only at a near tie', () => {
    const whole = { tokens: own, cut: false, rounded: false }
    assert.ok(sameAnswer(whole, 'abcd'))
    assert.ok(sameAnswer(whole, 'abX and so on'))
    assert.ok(!sameAnswer(whole, 'aX'))
    assert.ok(!sameAnswer(whole, 'abcX'))
    assert.ok(!sameAnswer(whole, 'abcd and more'))
    assert.ok(!sameAnswer(whole, 'abc'))
    assert.ok(!sameAnswer(whole, ''))
    const begun = { ...whole, tokens: own.slice(0, 3) }
    assert.ok(!sameAnswer(begun, 'abcd and more'))
    assert.ok(sameAnswer({ ...begun, cut: true }, 'abcd and more'))
    assert.ok(!sameAnswer({ ...begun, cut: true }, 'abc'))
    const close = { ...whole, tokens: [position('ab', 0.4)] }
    assert.ok(!sameAnswer(close, 'x'))
    assert.ok(sameAnswer({ ...close, rounded: true }, 'x'))
  })
  test('positions: after a near tie nothing is compared, after any other parting all is lost', () => {
    const greedily = { isGreedy: true, rounded: false }
    const other = (at: number) => own.map((token, i) => (i === at ? position('X', 5) : token))
    assert.deepEqual(comparedAnswers(own, own, greedily), { positions: 4, distance: 0 })
    assert.equal(comparedAnswers(own, other(1), greedily).positions, 2)
    assert.ok(comparedAnswers(own, other(0), greedily).distance > 3)
    assert.equal(comparedAnswers(own, other(0), { ...greedily, isGreedy: false }).positions, 1)
    assert.deepEqual(comparedAnswers(own, own.slice(0, 3), greedily), { positions: 3, distance: 0 })
    assert.deepEqual(comparedAnswers(own, own.slice(0, 1), greedily), { positions: 4, distance: 3 })
    const nothing: ChatResponse['choices'][number]['logprobs'] = { content: [] }
    assert.deepEqual(comparedAnswers(own, nothing.content ?? [], greedily), { positions: 4, distance: 4 })
  })
})
