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
/** Letter case and white space may move a vector, but as a rule not past those of other notices. */
const STEADY = 0.5
/** Probes before anything is said of that: an honest encoder may stumble over the first. */
const LEAST = 4

/** Retrieval quality of a miner that is consistent, steady and keeps to its declaration, as far as that could be checked; else 0. */
export function embeddingsWorth({ retrieval, exactness: held }: KindAverages): number {
  const checked = held?.parts[EXACT_PARTS.checked] ?? 0
  const exact = held?.parts[EXACT_PARTS.exact] ?? 0
  if (checked > 0 && exact / checked < ENOUGH) return 0
  if ((retrieval?.parts[RETRIEVAL_PARTS.consistent] ?? 0) < ENOUGH) return 0
  const seen = retrieval?.count ?? 0
  if (seen >= LEAST && (retrieval?.parts[RETRIEVAL_PARTS.invariant] ?? 0) < STEADY) return 0
  return retrieval?.parts[RETRIEVAL_PARTS.ndcg] ?? 0
}

export const embeddings: Subnet = defineSubnet<EmbeddingsRequest, EmbeddingsResponse>({
  name: 'embeddings',
  version: '2',
  paths: ['/v1/embeddings'],
  request: embeddingsRequest,
  response: embeddingsResponse,
  kinds: { retrieval: retrievalTasks, exactness },
  deadline: 15_000,
  // Neither declares weights that could be checked: only retrieval shows them.
  adversaries: [
    {
      name: 'counts words',
      perProbe: { retrieval: 1 },
      evidence: 'packages/subnets/test/embeddings.test.ts',
    },
    {
      name: 'a vector without meaning',
      perProbe: { retrieval: 0.95 },
      evidence: 'packages/subnets/test/embeddings.test.ts',
    },
  ],
  metrics: {
    [RETRIEVAL_PARTS.ndcg]: 'nDCG@10 of ten notices of three grades, shifted so that chance is worth 0',
    [RETRIEVAL_PARTS.consistent]:
      '1 where the same text had the same vector beside other texts, and two had two',
    [RETRIEVAL_PARTS.invariant]: '1 where other letter case or white space leaves a text nearest to itself',
    [EXACT_PARTS.checked]: '1 where the declared weights could be run by the validator',
    [EXACT_PARTS.exact]: '1 where the vectors were those of the declared weights',
  },
  worth: embeddingsWorth,
})
