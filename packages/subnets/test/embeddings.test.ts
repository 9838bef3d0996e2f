// The embeddings subnet with the packaged encoder, and with answers that only look like vectors.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type ReferenceEncoder, referenceEncoder } from '@taonet/models'
import { randomFrom, seedFrom } from '@taonet/models/random'
import { type Challenge, embeddingsRequest, type ReferenceTools, type Step } from '@taonet/neuron'
import { hash32 } from '@taonet/wire'
import fc from 'fast-check'
import { chanceNdcg, ndcg, rankQuality } from '../src/embeddings/ranking.ts'
import { embeddings } from '../src/embeddings/subnet.ts'
import { outcome } from './simulated.ts'

const zero = hash32(new Uint8Array(32))
const context = { uid: 0, declaration: { model: 'm', sha256: zero, engine: 'e', protocol: zero } }
type Embed = (texts: readonly string[]) => Promise<readonly Float32Array[]>

async function answer({ body }: Step, embed: Embed): Promise<unknown> {
  const { input } = embeddingsRequest.parse(body)
  const vectors = await embed(typeof input === 'string' ? [input] : input)
  const data = vectors.map((vector, index) => ({ object: 'embedding', index, embedding: [...vector] }))
  return { object: 'list', model: 'm', data }
}

const answers = (challenge: Challenge, embed: Embed) =>
  Promise.all(challenge.steps.map(async step => outcome(await answer(step, embed))))

/** What the subnet makes of so many probes. */
async function quality(embed: Embed, count: number): Promise<number> {
  const parts = { ndcg: 0, consistent: 0, invariant: 0 }
  for (let i = 0; i < count; i++) {
    const challenge = embeddings.challenge('retrieval', seedFrom(`retrieval ${i}`), context)
    const scored = challenge.score(await answers(challenge, embed))
    parts.ndcg += (scored.parts.ndcg ?? 0) / count
    parts.consistent += (scored.parts.consistent ?? 0) / count
    parts.invariant += (scored.parts.invariant ?? 0) / count
  }
  return embeddings.worth({ retrieval: { score: 0, parts, count } })
}

/** Counts of words: what a table without meaning can do. */
const wordCounts: Embed = async texts =>
  texts.map(text => {
    const vector = new Float32Array(512)
    for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
      vector[randomFrom(seedFrom(word)).below(512)] = 1
    }
    return vector
  })

const constant: Embed = async texts => texts.map(() => new Float32Array(512).fill(1))
const noise: Embed = async texts => {
  const random = randomFrom(seedFrom(texts.join()))
  return texts.map(() => Float32Array.from({ length: 512 }, () => random.normal()))
}

describe('with the packaged encoder', () => {
  let encoder: ReferenceEncoder
  before(async () => {
    encoder = await referenceEncoder()
  })
  after(() => encoder.close())

  test('meaning finds what words do not', async () => {
    const found = await quality(encoder.embed, 6)
    const byWords = await quality(wordCounts, 6)
    assert.ok(found > 0.5, `encoder ${found}`)
    assert.ok(byWords < found - 0.2, `words ${byWords}, encoder ${found}`)
  })

  test('exactness tells the declared weights from others', async () => {
    const challenge = embeddings.challenge('exactness', seedFrom('exact'), context)
    const tools: ReferenceTools = {
      embed: (_, texts) => encoder.embed(texts),
      encode: encoder.embed,
      chat: async () => undefined,
      bits: async () => undefined,
    }
    const scored = async (embed: Embed) => {
      const outcomes = await answers(challenge, embed)
      const comparison = await challenge.compare?.(tools, outcomes)
      assert.ok(comparison)
      return comparison.score(outcomes)
    }
    const honestly = await scored(encoder.embed)
    assert.deepEqual(honestly, { score: 1, parts: { checked: 1, exact: 1 } })
    const others = await scored(wordCounts)
    assert.deepEqual(others, { score: 0, parts: { checked: 1, exact: 0 } })
    assert.equal(challenge.score(await answers(challenge, wordCounts)).parts.checked, 0)
  })

  test('answers in another order lose', async () => {
    const turned: Embed = async texts => (await encoder.embed(texts)).toReversed()
    assert.equal(await quality(turned, 3), 0)
  })
})

test('vectors that say nothing find nothing', async () => {
  assert.equal(await quality(constant, 8), 0)
  assert.equal(await quality(noise, 8), 0)
})

test('the same text must have the same vector in any company', async () => {
  const challenge = embeddings.challenge('retrieval', seedFrom('company'), context)
  const drifting: Embed = async texts =>
    (await wordCounts(texts)).map((vector, i) => vector.map((value, at) => (at === i ? value + 1 : value)))
  const { parts } = challenge.score(await answers(challenge, drifting))
  assert.equal(parts.consistent, 0)
})

/** Each text has a vector of its own that says nothing of it. */
const hashed: Embed = async texts =>
  texts.map(text => {
    const random = randomFrom(seedFrom(text))
    return Float32Array.from({ length: 64 }, () => random.normal())
  })

test('cheats show in as many probes as the subnet tells its validators', async () => {
  /** What the packaged encoder scores at least in most probes. */
  const honest = 0.6
  const cheats: Readonly<Record<string, Embed>> = {
    'counts words': wordCounts,
    'a vector without meaning': hashed,
  }
  const count = 60
  for (const { name, perProbe } of embeddings.adversaries) {
    const embed = cheats[name]
    assert.ok(embed, name)
    let shown = 0
    for (let i = 0; i < count; i++) {
      const challenge = embeddings.challenge('retrieval', seedFrom(`cheat ${i}`), context)
      shown += challenge.score(await answers(challenge, embed)).score < honest ? 1 / count : 0
    }
    assert.ok(Math.abs(shown - (perProbe.retrieval ?? 0)) < 0.1, `${name} ${shown}`)
  }
})

test('letter case must not make another text of a text', async () => {
  const invariant: number[] = []
  for (let i = 0; i < 20; i++) {
    const challenge = embeddings.challenge('retrieval', seedFrom(`case ${i}`), context)
    const { parts } = challenge.score(await answers(challenge, hashed))
    assert.equal(parts.consistent, 1)
    invariant.push(parts.invariant ?? 1)
  }
  assert.ok(invariant.reduce((sum, one) => sum + one, 0) / invariant.length < 0.4)
})

test('two sentences of unknown words must have two vectors', async () => {
  const known = new Set(['the', 'of', 'in', 'was', 'boat', 'car', 'dog', 'cat', 'says', 'from', 'which'])
  const lookUp: Embed = texts =>
    wordCounts(
      texts.map(text =>
        text
          .split(/\s+/)
          .filter(word => known.has(word))
          .join(' '),
      ),
    )
  const challenge = embeddings.challenge('retrieval', seedFrom('nonce'), context)
  const plain = challenge.score(await answers(challenge, wordCounts))
  assert.equal(plain.parts.consistent, 1)
  const { parts } = challenge.score(
    await answers(challenge, async texts =>
      (await lookUp(texts)).map(vector => (vector.some(value => value > 0) ? vector : vector.fill(1))),
    ),
  )
  assert.equal(parts.consistent, 0)
})

test('who is not exact earns nothing, who cannot be checked earns by what it finds', () => {
  const retrieval = { score: 0.7, parts: { ndcg: 0.8, consistent: 1, invariant: 0.9 }, count: 5 }
  const held = (checked: number, exact: number) => ({ score: exact, parts: { checked, exact }, count: 5 })
  assert.equal(embeddings.worth({ retrieval, exactness: held(1, 1) }), 0.8)
  assert.equal(embeddings.worth({ retrieval, exactness: held(1, 0.5) }), 0)
  assert.equal(embeddings.worth({ retrieval, exactness: held(0.5, 0.5) }), 0.8)
  assert.equal(embeddings.worth({ retrieval, exactness: held(0, 0) }), 0.8)
  assert.equal(embeddings.worth({ retrieval }), 0.8)
  const drifting = { ...retrieval, parts: { ...retrieval.parts, consistent: 0.5 } }
  assert.equal(embeddings.worth({ retrieval: drifting }), 0)
  const unsteady = { ...retrieval, parts: { ...retrieval.parts, invariant: 0.2 } }
  assert.equal(embeddings.worth({ retrieval: unsteady }), 0)
})

describe('nDCG@10', () => {
  test('is what the formula says', () => {
    // (3 + 1 / log2(3) + 0 + 3 / log2(5)) / (3 + 3 / log2(3) + 1 / 2)
    const expected = (3 + 1 / Math.log2(3) + 3 / Math.log2(5)) / (3 + 3 / Math.log2(3) + 1 / 2)
    assert.ok(Math.abs(ndcg([2, 1, 0, 2]) - expected) < 1e-12)
    assert.equal(ndcg([0, 0, 0]), 0)
    assert.equal(ndcg([...new Array<number>(10).fill(0), 1]), 0)
  })

  test('lies in 0 … 1, is 1 for the best order, and on average what chance is', () => {
    const grades = fc
      .array(fc.nat(2), { minLength: 1, maxLength: 16 })
      .filter(list => list.some(one => one > 0))
    fc.assert(
      fc.property(grades, list => {
        const value = ndcg(list)
        assert.ok(value >= 0 && value <= 1 + 1e-12)
        assert.ok(Math.abs(ndcg(list.toSorted((a, b) => b - a)) - 1) < 1e-12)
        // Every rotation puts each grade in each place once.
        const rotations = list.map((_, i) => ndcg([...list.slice(i), ...list.slice(0, i)]))
        const mean = rotations.reduce((sum, one) => sum + one, 0) / list.length
        assert.ok(Math.abs(mean - chanceNdcg(list)) < 1e-9)
      }),
    )
  })

  test('rank quality is 1 for the best order, negative for the worst, and a tie is lost', () => {
    const query = Float32Array.of(1, 0)
    const near = Float32Array.of(1, 0.1)
    const far = Float32Array.of(0, 1)
    const list = (right: Float32Array, wrong: Float32Array) => [
      { vector: right, grade: 2 },
      ...Array.from({ length: 6 }, () => ({ vector: wrong, grade: 0 })),
    ]
    assert.equal(rankQuality(query, list(near, far)), 1)
    assert.ok(rankQuality(query, list(far, near)) < 0)
    assert.ok(rankQuality(query, list(near, near)) < 0)
  })
})
