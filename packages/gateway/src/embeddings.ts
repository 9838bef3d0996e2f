// POST /v1/embeddings: vectors of the best miner of the embeddings subnet.
import { embeddingsResponse, type Reply, vectorsOf } from '@taonet/neuron'
import { NetError } from '@taonet/wire'
import type { Context } from 'hono'
import { answerHeaders } from './answer-headers.ts'
import { base64Floats, parseEmbeddings } from './embeddings-request.ts'
import { findModel } from './model-id.ts'
import { jsonBody } from './request-body.ts'
import { timeLeft } from './routing/deadline.ts'
import type { Env, Serving } from './serving.ts'

const PATH = '/v1/embeddings'

export interface Vectors {
  readonly vectors: readonly Float32Array[]
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number } | undefined
}

/** @throws NetError `bad-reply` unless there are exactly `count` vectors of one length. */
export async function embeddedAnswer(reply: Reply, count: number): Promise<Vectors> {
  const parsed = embeddingsResponse.safeParse(await reply.json())
  const vectors = parsed.success ? vectorsOf(parsed.data, count) : undefined
  if (vectors) return { vectors, usage: parsed.data?.usage }
  throw new NetError(
    'bad-reply',
    "the miner's answer is unusable: it does not follow the embeddings protocol",
    'ask again or another model',
  )
}

export async function embeddings(context: Context<Env>, serving: Serving): Promise<Response> {
  const { network, ranking, router } = serving
  const request = parseEmbeddings(await jsonBody(context))
  const input = [request.input].flat()
  const found = findModel(network, ranking, request.model, PATH)
  const served = await router({
    model: request.model,
    candidates: found.candidates,
    path: PATH,
    body: { input },
    signal: context.req.raw.signal,
    deadline: timeLeft(context.get('notes')),
    accept: reply => embeddedAnswer(reply, input.length),
  })
  const { vectors, usage } = served.answer
  const coded = request.encoding_format === 'base64'
  const answer = {
    object: 'list',
    model: served.miner.model,
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: coded ? base64Floats(vector) : [...vector],
    })),
    usage: usage ?? { prompt_tokens: 0, total_tokens: 0 },
  }
  return context.json(
    answer,
    200,
    answerHeaders({
      served: found.served,
      model: served.miner.model,
      miners: [served.miner],
      tried: served.tried,
    }),
  )
}
