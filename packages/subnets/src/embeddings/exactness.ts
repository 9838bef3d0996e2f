// Exactness: whoever declares weights that the validator can run too must return their vectors.

import {
  type ChallengeKind,
  compared,
  type EmbeddingsRequest,
  type EmbeddingsResponse,
  type Scored,
} from '@taonet/neuron'
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
      // Silence is judged by availability, and open models have nothing to be compared with: retrieval alone judges them.
      score: ([outcome]) => unchecked(vectorsIn(outcome, TEXTS) ? 1 : 0),
      compare: compared(
        async (tools, [outcome]) => {
          if (outcome?.response === undefined && outcome?.failure !== 'schema') return undefined
          const own = declaration && (await tools.embed(declaration.sha256, texts))
          return own?.map(vector => [...vector])
        },
        ([outcome], own) => {
          const vectors = vectorsIn(outcome, TEXTS)
          const exact = vectors?.every((vector, i) => same(vector, Float32Array.from(own[i] ?? []))) ? 1 : 0
          return { score: exact, parts: { [EXACT_PARTS.checked]: 1, [EXACT_PARTS.exact]: exact } }
        },
      ),
    }
  },
}

const unchecked = (score: number): Scored => ({
  score,
  parts: { [EXACT_PARTS.checked]: 0, [EXACT_PARTS.exact]: 0 },
})
