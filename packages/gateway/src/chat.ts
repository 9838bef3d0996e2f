// POST /v1/chat/completions: a question in, an answer out, streamed or whole; ids and model names are the gateway's.
import type { Context } from 'hono'
import { type Account, answerHeaders } from './answer-headers.ts'
import { type ChatRequest, parseChat } from './chat-request.ts'
import { type Identity, streamBody } from './chat-stream.ts'
import { findModel } from './model-id.ts'
import { modelMeant } from './model-meant.ts'
import { jsonBody } from './request-body.ts'
import { timeLeft } from './routing/deadline.ts'
import type { Env, Serving } from './serving.ts'
import { subnetAnswer } from './subnet-answer.ts'
import { answerText } from './text/answer.ts'
import type { TextQuestion } from './text/question.ts'
import { streamed } from './text/streamed-form.ts'
import { whole } from './text/whole-form.ts'

const PATH = '/v1/chat/completions'

export async function chat(context: Context<Env>, serving: Serving): Promise<Response> {
  const raw = await jsonBody(context.req)
  const model = modelMeant(serving.network, raw)
  const found = model === undefined ? undefined : findModel(serving.network, serving.ranking, model, PATH)
  if (found && found.served.subnet.name !== 'text') return subnetAnswer(context, serving, PATH, raw, found)
  const question = questionOf(context, parseChat(raw))
  return question.request.stream === true
    ? streamedChat(context, serving, question)
    : wholeChat(context, serving, question)
}

const questionOf = (context: Context<Env>, request: ChatRequest): TextQuestion => ({
  id: context.get('notes').requestId,
  request,
  caller: context.req.header('authorization'),
  signal: context.req.raw.signal,
  deadline: timeLeft(context.get('notes')),
})

const identityOf = ({ id }: TextQuestion, { miners }: Account): Identity => ({
  id: `chatcmpl-${id}`,
  created: Math.floor(Date.now() / 1000),
  model: miners[0].model,
})

async function wholeChat(context: Context<Env>, serving: Serving, question: TextQuestion): Promise<Response> {
  const { answer, account } = await answerText(serving, question, whole)
  return context.json({ ...answer, ...identityOf(question, account) }, 200, answerHeaders(account))
}

async function streamedChat(
  context: Context<Env>,
  serving: Serving,
  question: TextQuestion,
): Promise<Response> {
  const { metrics, logger } = serving
  const notes = context.get('notes')
  const { answer, account } = await answerText(serving, question, streamed)
  metrics.firstToken((performance.now() - notes.started) / 1000)
  notes.streaming = true
  const body = streamBody(answer, {
    identity: identityOf(question, account),
    wantsUsage: question.request.stream_options?.include_usage === true,
    onEnd(failure) {
      notes.done()
      if (!failure) return
      metrics.brokenStream()
      logger?.info(
        { requestId: notes.requestId, uid: account.miners[0].uid, code: failure.body.error.code },
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
      ...answerHeaders(account),
    },
  })
}
