// POST /v1/completions: OpenAI's older endpoint, over the same miners as chat.
import type { Identity } from '../chat-stream.ts'
import { dataEvent } from '../event-body.ts'
import type { Call, HttpAnswer } from '../http/call.ts'
import { jsonBody } from '../request-body.ts'
import type { Serving } from '../serving.ts'
import { besides } from '../text/besides.ts'
import { answerEndpoint, type TextEndpoint, type Told } from '../text/endpoint.ts'
import { completionEvents, fromChat } from './from-chat.ts'
import { type CompletionRequest, parseCompletion } from './request.ts'
import { toChat } from './to-chat.ts'

const identityOf = ({ requestId, created, model }: Told): Identity => ({
  id: `cmpl-${requestId}`,
  created,
  model,
})

const completionEndpoint = (request: CompletionRequest): TextEndpoint => ({
  questions: toChat(request),
  whole: (answers, told) => ({ ...fromChat(answers, identityOf(told)), ...besides(told) }),
  stream: (answers, told) => ({
    events: completionEvents(request, answers, identityOf(told), besides(told)),
    failed: refused => dataEvent(refused.body),
  }),
})

export const completions = async (call: Call, serving: Serving): Promise<HttpAnswer> =>
  answerEndpoint(call, serving, completionEndpoint(parseCompletion(await jsonBody(call))))
