// POST /v1/embeddings: vectors of the best miner of the embeddings subnet.
import type { Context } from 'hono'
import { z } from 'zod'
import { answerHeaders } from './answer-headers.ts'
import { candidatesFor } from './candidates.ts'
import { bodyOf } from './chat.ts'
import { parseRequest } from './chat-request.ts'
import { dispatch } from './dispatch.ts'
import { base64Floats, EmbeddingsRequest } from './embeddings-request.ts'
import type { GatewayState } from './gateway.ts'
import { Refused } from './openai-error.ts'

const Answer = z.object({
  data: z.array(z.object({ embedding: z.array(z.number()) })),
  usage: z.object({ prompt_tokens: z.number(), total_tokens: z.number() }).optional(),
})

export async function embeddings(context: Context, state: GatewayState): Promise<Response> {
  const request = parseRequest(EmbeddingsRequest, await bodyOf(context))
  const input = [request.input].flat()
  // Chat clients send their default model's name to both routes: `auto` means the best of this subnet too.
  const candidates = candidatesFor(state.network, request.model, 'embeddings')
  const served = await dispatch(
    state.network,
    candidates,
    request.model,
    '/v1/embeddings',
    { input },
    { deadline: state.deadline, signal: context.req.raw.signal },
  )
  if (served.tried.length > 0) state.metrics.fallback()
  const answer = Answer.safeParse(await served.reply.json())
  if (!answer.success || answer.data.data.length !== input.length)
    throw new Refused(
      502,
      'bad-reply',
      `Miner ${served.miner.uid} answered in another form than it declared.`,
    )
  const block = state.network.subnets.find(one => one.name === 'embeddings')?.directory.block ?? 0
  for (const [name, value] of Object.entries(answerHeaders(served, 'embeddings', block)))
    context.header(name, value)
  const coded = request.encoding_format === 'base64'
  return context.json({
    object: 'list',
    model: served.miner.model,
    data: answer.data.data.map(({ embedding }, index) => ({
      object: 'embedding',
      index,
      embedding: coded ? base64Floats(embedding) : embedding,
    })),
    usage: answer.data.usage ?? { prompt_tokens: 0, total_tokens: 0 },
  })
}
