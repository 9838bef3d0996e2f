// Exactness: whoever declares weights that the validator can run too must return their vectors.

import type { ChallengeKind, EmbeddingsRequest, EmbeddingsResponse, Scored } from '@taonet/neuron'
import { story } from '../text/grammar.ts'
import { embedStep, vectorsIn } from './embedding-text.ts'
import { same } from './vectors.ts'

const TEXTS = 1

export const EXACT_PARTS = { checked: 'checked', exact: 'exact' } as const

export const exactness: ChallengeKind<EmbeddingsRequest, EmbeddingsResponse> = {
  weight: 1,
  create(random, { declaration }) {
    const texts = Array.from({ length: TEXTS }, () => story(random).text)
    return {
      steps: [embedStep(texts)],
      reference: async tools => declaration && tools.embed(declaration.sha256, texts),
      score([outcome], reference) {
        // Silence is judged by availability; here only what was said is compared.
        if (outcome?.response === undefined && outcome?.failure !== 'schema') return unchecked(0)
        const vectors = vectorsIn(outcome, TEXTS)
        // Open models have nothing to be compared with: retrieval alone judges them.
        if (!reference) return unchecked(vectors ? 1 : 0)
        const exact = vectors?.every((vector, i) => same(vector, reference[i])) ? 1 : 0
        return { score: exact, parts: { [EXACT_PARTS.checked]: 1, [EXACT_PARTS.exact]: exact } }
      },
    }
  },
}

const unchecked = (score: number): Scored => ({
  score,
  parts: { [EXACT_PARTS.checked]: 0, [EXACT_PARTS.exact]: 0 },
})
