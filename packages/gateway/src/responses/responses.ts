// /v1/responses for text: asked over the same miners as chat, and kept here for those who go on from one.
import { counted } from '../accounts/index.ts'
import { type Call, type HttpAnswer, jsonAnswer } from '../http/call.ts'
import { jsonBody } from '../request-body.ts'
import type { Serving } from '../serving.ts'
import { besides } from '../text/besides.ts'
import { answerEndpoint, type TextEndpoint, type Told } from '../text/endpoint.ts'
import { fromChat } from './from-chat.ts'
import { parseResponse, type ResponseRequest } from './request.ts'
import { type ResponseIdentity, type ResponseObject, responseIdentity } from './response-object.ts'
import { type ResponseStore, responseStore } from './response-store.ts'
import { responseStream } from './stream-events.ts'
import { toChat } from './to-chat.ts'

const identityOf = (told: Told): ResponseIdentity =>
  responseIdentity(told.requestId, told.created, told.model, besides(told))

/** @throws Refused 400 where it goes on from what is not kept for this caller. */
function responseEndpoint(request: ResponseRequest, store: ResponseStore, caller: string): TextEndpoint {
  const { previous_response_id: previous } = request
  const before = previous == null ? [] : store.conversation(caller, previous)
  const { request: question, conversation } = toChat(request, before, id => store.item(caller, id))
  const keep = (response: ResponseObject): void => {
    if (request.store !== false) store.keep(caller, response, conversation)
  }
  return {
    questions: [question],
    whole([answer], told) {
      const response = fromChat(request, answer, identityOf(told))
      keep(response)
      return response
    },
    stream([answer], told) {
      const { events, failed } = responseStream(request, identityOf(told))
      return { events: events(answer, keep), failed }
    },
  }
}

export interface Responses {
  create(call: Call, serving: Serving): Promise<HttpAnswer>
  /** `id`: of the path. @throws Refused 404. */
  retrieve(call: Call, serving: Serving, id: string): Promise<HttpAnswer>
  remove(call: Call, serving: Serving, id: string): Promise<HttpAnswer>
}

const PATH = '/v1/responses'

export function responsesOf(store: ResponseStore = responseStore()): Responses {
  return {
    async create(call, serving) {
      const request = parseResponse(await jsonBody(call))
      return answerEndpoint(call, serving, responseEndpoint(request, store, call.caller.id))
    },
    async retrieve(call, { accounts }, id) {
      const caller = call.caller
      const headers = await counted(accounts, caller, PATH)
      return jsonAnswer(store.find(caller.id, id), 200, headers)
    },
    async remove(call, { accounts }, id) {
      const caller = call.caller
      const headers = await counted(accounts, caller, PATH)
      store.remove(caller.id, id)
      return jsonAnswer({ id, object: 'response', deleted: true }, 200, headers)
    },
  }
}
