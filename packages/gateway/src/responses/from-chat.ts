// A whole answer of chat as the items of a response.
import type { ChatResponse } from '@taonet/neuron'
import { refusalIn } from '../refusal.ts'
import type { ResponseRequest } from './request.ts'
import {
  begun,
  callItem,
  ended,
  type OutputItem,
  type ResponseIdentity,
  type ResponseObject,
  refusalPart,
  saidItem,
  textPart,
} from './response-object.ts'

/** Words first, then calls; an answer without either says nothing, in words. */
export function fromChat(
  request: ResponseRequest,
  { choices, usage }: ChatResponse,
  identity: ResponseIdentity,
): ResponseObject {
  const [choice] = choices
  const calls = choice?.message.tool_calls ?? []
  const text = choice?.message.content ?? ''
  const finish = choice?.finish_reason ?? 'stop'
  const refusal = choice && refusalIn(choice.message)
  const parts = [
    ...(text === '' && refusal !== undefined ? [] : [textPart(text, choice?.logprobs?.content ?? [])]),
    ...(refusal === undefined ? [] : [refusalPart(refusal)]),
  ]
  const status = finish === 'stop' || finish === 'tool_calls' ? 'completed' : 'incomplete'
  const output: readonly OutputItem[] = [
    ...(text === '' && refusal === undefined && calls.length > 0 ? [] : [saidItem(identity, status, parts)]),
    ...calls.map((call, at) => callItem(identity, at, 'completed', call)),
  ]
  return ended(begun(request, identity), output, finish, usage)
}
