// POST /v1/chat/completions: a question in, an answer out, streamed or whole; ids and model names are the gateway's.
import { type ChatRequest, parseChat } from './chat-request.ts'
import { chatEvents, type Identity } from './chat-stream.ts'
import { dataEvent } from './event-body.ts'
import type { Call, HttpAnswer } from './http/call.ts'
import { findModel } from './model-id.ts'
import { modelMeant } from './model-meant.ts'
import { jsonBody } from './request-body.ts'
import type { Serving } from './serving.ts'
import { subnetAnswer } from './subnet-answer.ts'
import { besides } from './text/besides.ts'
import { answerEndpoint, type TextEndpoint, type Told } from './text/endpoint.ts'

const PATH = '/v1/chat/completions'

const identityOf = ({ requestId, created, model }: Told): Identity => ({
  id: `chatcmpl-${requestId}`,
  created,
  model,
})

/** A field of ours, for those who ask for it. */
const chatEndpoint = (request: ChatRequest): TextEndpoint => ({
  questions: [request],
  whole: ([answer], told) => ({ ...answer, ...identityOf(told), ...besides(told) }),
  stream: ([chunks], told) => ({
    events: chatEvents(
      chunks,
      identityOf(told),
      request.stream_options?.include_usage === true,
      besides(told),
    ),
    failed: refused => dataEvent(refused.body),
  }),
})

export async function chat(call: Call, serving: Serving): Promise<HttpAnswer> {
  const raw = await jsonBody(call)
  const model = modelMeant(serving.network, raw)
  const found = model === undefined ? undefined : findModel(serving.network, serving.ranking, model, PATH)
  if (found && found.served.subnet.name !== 'text') return subnetAnswer(call, serving, PATH, raw, found)
  return answerEndpoint(call, serving, chatEndpoint(parseChat(raw)))
}
