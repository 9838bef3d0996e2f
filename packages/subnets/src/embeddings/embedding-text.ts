// One request for vectors, and the vectors it brought.

import {
  type EmbeddingsRequest,
  type EmbeddingsResponse,
  type Outcome,
  type Step,
  vectorsOf,
} from '@taonet/neuron'

export const embedStep = (input: readonly string[]): Step<EmbeddingsRequest> => ({
  path: '/v1/embeddings',
  body: { input: [...input], encoding_format: 'float' },
})

export const vectorsIn = (
  outcome: Outcome<EmbeddingsResponse> | undefined,
  count: number,
): readonly Float32Array[] | undefined => outcome?.response && vectorsOf(outcome.response, count)
