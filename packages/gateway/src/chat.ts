// POST /v1/chat/completions: one miner answers, streamed or whole; ids and model names are the gateway's.
import type { Context } from 'hono'
import { answerHeaders } from './answer-headers.ts'
import { streamedAnswer, wholeAnswer } from './chat-reply.ts'
import { type ChatRequest, minerRequest, parseChat } from './chat-request.ts'
import { type Identity, streamBody } from './chat-stream.ts'
import { findModel } from './model-id.ts'
import { modelMeant } from './model-meant.ts'
import type { ServedSubnet } from './network.ts'
import { jsonBody } from './request-body.ts'
import type { Question, Served } from './router.ts'
import type { Env, Serving } from './serving.ts'
import { subnetAnswer } from './subnet-answer.ts'

const PATH = '/v1/chat/completions'

export async function chat(context: Context<Env>, serving: Serving): Promise<Response> {
  const raw = await jsonBody(context.req)
  const model = modelMeant(serving.network, raw)
  const found = model === undefined ? undefined : findModel(serving.network, serving.ranking, model, PATH)
  if (found && found.served.subnet.name !== 'text') return subnetAnswer(context, serving, PATH, raw, found)
  const request = parseChat(raw)
  const { served, candidates } = found ?? findModel(serving.network, serving.ranking, request.model, PATH)
  const question = {
    model: request.model,
    candidates,
    path: PATH,
    body: minerRequest(request),
    mayKeep: request.store === true,
    caller: context.req.header('authorization'),
    signal: context.req.raw.signal,
    deadline: serving.deadline,
  } as const
  return request.stream === true
    ? streamed(context, serving, served, question, request)
    : whole(context, serving, served, question)
}

const identityOf = (context: Context<Env>, { miner }: Served<unknown>): Identity => ({
  id: `chatcmpl-${context.get('notes').requestId}`,
  created: Math.floor(Date.now() / 1000),
  model: miner.model,
})

type Unread = Omit<Question<unknown>, 'accept'>

async function whole(
  context: Context<Env>,
  serving: Serving,
  subnet: ServedSubnet,
  question: Unread,
): Promise<Response> {
  const served = await serving.router({ ...question, accept: wholeAnswer })
  const headers = answerHeaders(subnet, { miners: [served.miner], tried: served.tried })
  return context.json({ ...served.answer, ...identityOf(context, served) }, 200, headers)
}

async function streamed(
  context: Context<Env>,
  { router, metrics, logger }: Serving,
  subnet: ServedSubnet,
  question: Unread,
  { stream_options }: ChatRequest,
): Promise<Response> {
  const notes = context.get('notes')
  const served = await router({ ...question, accept: streamedAnswer })
  metrics.firstToken((performance.now() - notes.started) / 1000)
  notes.streaming = true
  const body = streamBody(served.answer, {
    identity: identityOf(context, served),
    wantsUsage: stream_options?.include_usage === true,
    onEnd(failure) {
      notes.done()
      if (!failure) return
      metrics.brokenStream()
      logger?.info(
        { requestId: notes.requestId, uid: served.miner.uid, code: failure.body.error.code },
        'stream broke off',
      )
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Reverse proxies that collect answers would make a stream of it no more.
      'x-accel-buffering': 'no',
      ...answerHeaders(subnet, { miners: [served.miner], tried: served.tried }),
    },
  })
}
