// Retrieval quality: are the notices that answer a question closer to it than the others? Works for any model, declared or
// not. Beside that, what every encoder of meaning keeps: the same text has the same vector whatever stands beside it, letter
// case and white space change little, and two texts of unknown words are two texts.

import type { Random } from '@taonet/models/random'
import type { ChallengeKind, EmbeddingsRequest, EmbeddingsResponse } from '@taonet/neuron'
import { embedStep, vectorsIn } from './embedding-text.ts'
import { nonce, retrieval } from './notices.ts'
import { rankQuality } from './ranking.ts'
import { cosine, same } from './vectors.ts'

/** Texts that are sent again as they are, in another order and other company. */
const REPEATED = 2

/** Averaged as they are: cutting each probe off at 0 would pay for luck. */
export const RETRIEVAL_PARTS = { ndcg: 'ndcg', consistent: 'consistent', invariant: 'invariant' } as const

/** The same words to a reader: other letter case, other blanks. */
const VARIANTS: readonly ((text: string) => string)[] = [
  text => text.toUpperCase(),
  text => text.toLowerCase(),
  text => `  ${text.replaceAll(' ', '  ')} `,
  text => text.replaceAll(' ', '\t'),
]

const variantOf = (random: Random, text: string): string => random.pick(VARIANTS)(text)

/** Is the nearest of `others` the one at `index`? */
const nearestIs = (vector: Float32Array, others: readonly Float32Array[], index: number): boolean =>
  others.every((other, i) => i === index || cosine(vector, other) < cosine(vector, others[index] ?? vector))

export const retrievalTasks: ChallengeKind<EmbeddingsRequest, EmbeddingsResponse> = {
  weight: 2,
  create(random) {
    const { query, candidates } = retrieval(random)
    const nonces = [nonce(random), nonce(random)]
    const texts = [query, ...candidates.map(({ text }) => text), ...nonces]
    // The order says nothing about which notice answers.
    const order = random.shuffle(texts.map((_, i) => i))
    const again = random.shuffle(order).slice(0, REPEATED)
    const textAt = (i: number): string => texts[i] ?? ''
    const varied = 1 + random.below(candidates.length)
    const second = [...again.map(textAt), variantOf(random, textAt(varied))]
    const mixed = random.shuffle(second.map((_, i) => i))
    return {
      steps: [embedStep(order.map(textAt)), embedStep(mixed.map(i => second[i] ?? ''))],
      score(outcomes) {
        const first = vectorsIn(outcomes[0], order.length)
        const later = vectorsIn(outcomes[1], mixed.length)
        // Silence is judged by availability: it says nothing of consistency.
        if (!first || !later) return scored(0, 1, 1)
        const vectorOf = (i: number): Float32Array => first[order.indexOf(i)] ?? new Float32Array()
        const laterOf = (i: number): Float32Array => later[mixed.indexOf(i)] ?? new Float32Array()
        const [own, other] = nonces.map((_, i) => vectorOf(1 + candidates.length + i))
        const consistent = again.every((text, i) => same(vectorOf(text), laterOf(i))) && !same(own, other)
        const notices = candidates.map((_, i) => vectorOf(1 + i))
        const invariant = nearestIs(laterOf(REPEATED), notices, varied - 1)
        const graded = candidates.map(({ grade }, i) => ({ vector: vectorOf(1 + i), grade }))
        return scored(rankQuality(vectorOf(0), graded), consistent ? 1 : 0, invariant ? 1 : 0)
      },
    }
  },
}

const scored = (found: number, consistent: number, invariant: number) => ({
  score: Math.max(0, found) * consistent,
  parts: {
    [RETRIEVAL_PARTS.ndcg]: found,
    [RETRIEVAL_PARTS.consistent]: consistent,
    [RETRIEVAL_PARTS.invariant]: invariant,
  },
})
