// What the gateway does for its callers: OpenAI's endpoints, and the paths of subnets of other kinds.
import type { ServicePath } from '@taonet/neuron'
import type { Hono } from 'hono'
import { chat } from '../chat.ts'
import { completions } from '../completions/completions.ts'
import { embeddings } from '../embeddings.ts'
import { moderations } from '../moderations/moderations.ts'
import type { Network } from '../network.ts'
import { responsesOf } from '../responses/responses.ts'
import type { Env, Serving } from '../serving.ts'
import { ofSubnet } from '../subnet-answer.ts'

const OPENAI: readonly ServicePath[] = ['/v1/chat/completions', '/v1/embeddings']

/** Paths that only one of the network's subnets speaks. */
const ownPaths = ({ subnets }: Network): readonly ServicePath[] =>
  [...new Set(subnets.flatMap(one => one.subnet.paths))].filter(path => !OPENAI.includes(path))

export function addWork(app: Hono<Env>, serving: Serving): void {
  const responses = responsesOf()
  app.post('/v1/chat/completions', context => chat(context, serving))
  app.post('/v1/completions', context => completions(context, serving))
  app.post('/v1/responses', context => responses.create(context, serving))
  app.get('/v1/responses/:id', context => responses.retrieve(context, serving, context.req.param('id')))
  app.delete('/v1/responses/:id', context => responses.remove(context, serving, context.req.param('id')))
  app.post('/v1/moderations', context => moderations(context, serving))
  app.post('/v1/embeddings', context => embeddings(context, serving))
  for (const path of ownPaths(serving.network)) app.post(path, context => ofSubnet(context, serving, path))
}
