// POST /v1/chat/completions: one miner answers, streamed or whole; ids and model names are the gateway's.
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { answerHeaders } from './answer-headers.ts'
import { candidatesFor } from './candidates.ts'
import { ChatRequest, minerRequest, parseRequest } from './chat-request.ts'
import { dispatch, type Served } from './dispatch.ts'
import type { GatewayState } from './gateway.ts'
import { Refused, refusalOf } from './openai-error.ts'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export async function chat(context: Context, state: GatewayState): Promise<Response> {
  const request = parseRequest(ChatRequest, await bodyOf(context))
  const candidates = candidatesFor(state.network, request.model, 'text')
  const started = performance.now()
  const served = await dispatch(
    state.network,
    candidates,
    request.model,
    '/v1/chat/completions',
    minerRequest(request),
    { deadline: state.deadline, signal: context.req.raw.signal },
  )
  if (served.tried.length > 0) state.metrics.fallback()
  const block = state.network.subnets.find(one => one.name === 'text')?.directory.block ?? 0
  for (const [name, value] of Object.entries(answerHeaders(served, 'text', block)))
    context.header(name, value)
  const ours = {
    id: `chatcmpl-${context.get('requestId')}`,
    created: Math.floor(Date.now() / 1000),
    model: served.miner.model,
  }
  return request.stream === true
    ? stream(context, state, served, ours, request.stream_options?.include_usage === true, started)
    : whole(context, served, ours)
}

/** @throws Refused for a body that is not JSON. */
export async function bodyOf(context: Context): Promise<unknown> {
  try {
    return await context.req.json()
  } catch {
    throw new Refused(400, 'invalid_json', 'The body is not valid JSON.')
  }
}

async function whole(context: Context, served: Served, ours: object): Promise<Response> {
  const answer = await served.reply.json()
  if (!isRecord(answer) || !Array.isArray(answer.choices))
    throw new Refused(
      502,
      'bad-reply',
      `Miner ${served.miner.uid} answered in another form than it declared.`,
    )
  return context.json({ ...answer, ...ours, object: 'chat.completion' })
}

function stream(
  context: Context,
  state: GatewayState,
  served: Served,
  ours: object,
  wantsUsage: boolean,
  started: number,
): Response {
  return streamSSE(context, async sink => {
    sink.onAbort(() => served.reply.cancel())
    let first = true
    try {
      for await (const payload of served.reply.events()) {
        const chunk: unknown = JSON.parse(payload)
        if (!isRecord(chunk)) continue
        const { usage, ...rest } = chunk
        const empty = Array.isArray(rest.choices) && rest.choices.length === 0
        if (empty && !wantsUsage) continue
        if (first) state.metrics.firstToken((performance.now() - started) / 1000)
        first = false
        await sink.writeSSE({
          data: JSON.stringify({
            ...rest,
            ...ours,
            object: 'chat.completion.chunk',
            ...(wantsUsage && usage !== undefined ? { usage } : {}),
          }),
        })
      }
      await sink.writeSSE({ data: '[DONE]' })
    } catch (thrown) {
      // The status line is gone: the error travels as OpenAI's clients expect it inside a stream.
      await sink.writeSSE({ data: JSON.stringify(refusalOf(thrown).body) })
    }
  })
}
