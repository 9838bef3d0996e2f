// What the gateway does for its callers: OpenAI's endpoints, and the paths of subnets of other kinds.
import type { ServicePath } from '@taonet/neuron'
import { chat } from '../chat.ts'
import { completions } from '../completions/completions.ts'
import { embeddings } from '../embeddings.ts'
import type { Call } from '../http/call.ts'
import type { Routes } from '../http/routes.ts'
import { moderations } from '../moderations/moderations.ts'
import type { Network } from '../network.ts'
import { responsesOf } from '../responses/responses.ts'
import type { Serving } from '../serving.ts'
import { ofSubnet } from '../subnet-answer.ts'

const OPENAI: readonly ServicePath[] = ['/v1/chat/completions', '/v1/embeddings']

/** Paths that only one of the network's subnets speaks. */
const ownPaths = ({ subnets }: Network): readonly ServicePath[] =>
  [...new Set(subnets.flatMap(one => one.subnet.paths))].filter(path => !OPENAI.includes(path))

export function addWork(routes: Routes<Call>, serving: Serving): void {
  const responses = responsesOf()
  routes.add('POST', '/v1/chat/completions', call => chat(call, serving))
  routes.add('POST', '/v1/completions', call => completions(call, serving))
  routes.add('POST', '/v1/responses', call => responses.create(call, serving))
  routes.add('GET', '/v1/responses/:id', (call, id) => responses.retrieve(call, serving, id))
  routes.add('DELETE', '/v1/responses/:id', (call, id) => responses.remove(call, serving, id))
  routes.add('POST', '/v1/moderations', call => moderations(call, serving))
  routes.add('POST', '/v1/embeddings', call => embeddings(call, serving))
  for (const path of ownPaths(serving.network))
    routes.add('POST', path, call => ofSubnet(call, serving, path))
}
