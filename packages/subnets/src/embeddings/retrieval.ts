// Retrieval quality: are the notices that answer a question closer to it than the others? Works for any model, declared or
// not; and the same text must have the same vector whatever stands beside it.

import type { ChallengeKind, EmbeddingsRequest, EmbeddingsResponse } from '@taonet/neuron'
import { embedStep, vectorsIn } from './embedding-text.ts'
import { retrieval } from './notices.ts'
import { cosine, same } from './vectors.ts'

const QUERIES = 1
const NOTICES = 7
/** Texts that are sent again, in another order. */
const REPEATED = 3

/** Averaged as they are: cutting each probe off at 0 would pay for luck. */
export const RETRIEVAL_PARTS = { ndcg: 'ndcg', consistent: 'consistent' } as const

const gain = (rank: number): number => 1 / Math.log2(1 + rank)
const CHANCE =
  Array.from({ length: NOTICES }, (_, i) => gain(i + 1)).reduce((sum, one) => sum + one, 0) / NOTICES

/**
 * nDCG of one relevant notice at its rank, shifted so that chance is worth 0. Ties count against the miner: equal vectors
 * for everything find nothing.
 */
export function rankQuality(query: Float32Array, notices: readonly Float32Array[]): number {
  const [right, ...wrong] = notices.map(vector => cosine(query, vector))
  if (right === undefined) return 0
  const rank = 1 + wrong.filter(other => other >= right).length
  return (gain(rank) - CHANCE) / (1 - CHANCE)
}

export const retrievalTasks: ChallengeKind<EmbeddingsRequest, EmbeddingsResponse> = {
  weight: 2,
  create(random) {
    const cases = Array.from({ length: QUERIES }, () => retrieval(random, NOTICES))
    const texts = cases.flatMap(({ query, notices }) => [query, ...notices])
    // The order says nothing about which notice answers.
    const order = random.shuffle(texts.map((_, i) => i))
    const again = random.shuffle(order).slice(0, REPEATED)
    const textAt = (i: number): string => texts[i] ?? ''
    return {
      steps: [embedStep(order.map(textAt)), embedStep(again.map(textAt))],
      score(outcomes) {
        const first = vectorsIn(outcomes[0], order.length)
        const second = vectorsIn(outcomes[1], again.length)
        // Silence is judged by availability: it says nothing of consistency.
        if (!first || !second)
          return { score: 0, parts: { [RETRIEVAL_PARTS.ndcg]: 0, [RETRIEVAL_PARTS.consistent]: 1 } }
        const vectors = new Map(order.map((text, i) => [text, first[i]]))
        const consistent = again.every((text, i) => same(vectors.get(text), second[i])) ? 1 : 0
        const size = NOTICES + 1
        const qualities = cases.map((_, c) => {
          const own = Array.from({ length: size }, (_, i) => vectors.get(c * size + i)).filter(
            one => one !== undefined,
          )
          const [query, ...notices] = own
          return query ? rankQuality(query, notices) : 0
        })
        const ndcg = qualities.reduce((sum, one) => sum + one, 0) / qualities.length
        return {
          score: Math.max(0, ndcg) * consistent,
          parts: { [RETRIEVAL_PARTS.ndcg]: ndcg, [RETRIEVAL_PARTS.consistent]: consistent },
        }
      },
    }
  },
}
