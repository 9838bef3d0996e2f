// POST /v1/embeddings: vectors of the best miner of the embeddings subnet.
import { embeddingsResponse, type Reply, vectorsOf } from '@taonet/neuron'
import { NetError } from '@taonet/wire'
import type { Account } from './answer-headers.ts'
import { senderOf } from './callers.ts'
import { charged } from './charged.ts'
import { delivered } from './delivery.ts'
import { base64Floats, parseEmbeddings } from './embeddings-request.ts'
import type { Call, HttpAnswer } from './http/call.ts'
import { findModel } from './model-id.ts'
import { jsonBody } from './request-body.ts'
import { timeLeft } from './routing/deadline.ts'
import type { Serving } from './serving.ts'
import { aboutTokens, TOKENS_AROUND } from './text/question.ts'

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

export async function embeddings(call: Call, serving: Serving): Promise<HttpAnswer> {
  const { network, ranking, router, accounts } = serving
  const request = parseEmbeddings(await jsonBody(call))
  const input = [request.input].flat()
  const { served, candidates } = findModel(network, ranking, request.model, PATH)
  const tokens = input.reduce((sum, text) => sum + Buffer.byteLength(text) + TOKENS_AROUND, 0)
  const wanted = { route: PATH, requests: 1, tokens }
  const done = await charged(accounts, call.caller, wanted, async () => {
    const { answer, miner, tried } = await router({
      model: request.model,
      candidates,
      path: PATH,
      body: { input },
      caller: senderOf(call),
      batch: call.notes.batched,
      signal: call.arrival.signal,
      deadline: timeLeft(call.notes),
      accept: reply => embeddedAnswer(reply, input.length),
    })
    const account: Account = { served, model: miner.model, miners: [miner], tried }
    return {
      answer,
      account,
      tokens: {
        promptTokens: answer.usage?.prompt_tokens ?? aboutTokens(input.join('')),
        completionTokens: 0,
      },
    }
  })
  const { vectors, usage } = done.answer
  const coded = request.encoding_format === 'base64'
  const answer = {
    object: 'list',
    model: done.account.model,
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: coded ? base64Floats(vector) : [...vector],
    })),
    usage: usage ?? { prompt_tokens: 0, total_tokens: 0 },
  }
  return delivered(call, serving, answer, done)
}
