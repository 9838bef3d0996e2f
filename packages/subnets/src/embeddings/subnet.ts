// Subnet *embeddings*: vectors held to what was declared, and worth what they find.

import {
  defineSubnet,
  type EmbeddingsRequest,
  type EmbeddingsResponse,
  embeddingsRequest,
  embeddingsResponse,
  type KindAverages,
  type Subnet,
} from '@taonet/neuron'
import { EXACT_PARTS, exactness } from './exactness.ts'
import { RETRIEVAL_PARTS, retrievalTasks } from './retrieval.ts'

/** A smaller share of exact, or of consistent, answers means that something else serves than was declared, at times. */
const ENOUGH = 0.9

/** Retrieval quality of a miner that is consistent and keeps to its declaration, as far as that could be checked; else 0. */
export function combineEmbeddings({ retrieval, exactness: held }: KindAverages): number {
  const checked = held?.parts[EXACT_PARTS.checked] ?? 0
  const exact = held?.parts[EXACT_PARTS.exact] ?? 0
  if (checked > 0 && exact / checked < ENOUGH) return 0
  if ((retrieval?.parts[RETRIEVAL_PARTS.consistent] ?? 0) < ENOUGH) return 0
  return retrieval?.parts[RETRIEVAL_PARTS.ndcg] ?? 0
}

export const embeddings: Subnet = defineSubnet<EmbeddingsRequest, EmbeddingsResponse>({
  name: 'embeddings',
  version: '1',
  paths: ['/v1/embeddings'],
  request: embeddingsRequest,
  response: embeddingsResponse,
  kinds: { retrieval: retrievalTasks, exactness },
  deadline: 15_000,
  combine: combineEmbeddings,
})
