// A request of `/v1/responses` as a question of chat.
import type { Message } from '../chat-messages.ts'
import type { ChatRequest } from '../chat-request.ts'
import { type ItemOf, messagesOf } from './input-items.ts'
import type { ResponseRequest, TextFormat } from './request.ts'

type Given<T> = NonNullable<T>

function formatOf(format: TextFormat | null | undefined): Pick<ChatRequest, 'response_format'> {
  if (format == null || format.type === 'text') return {}
  if (format.type === 'json_object') return { response_format: format }
  const { type, ...json_schema } = format
  return { response_format: { type, json_schema } }
}

function toolsOf(
  request: ResponseRequest,
): Pick<ChatRequest, 'tools' | 'tool_choice' | 'parallel_tool_calls'> {
  const { tools, tool_choice: choice, parallel_tool_calls } = request
  if (!tools?.length) return {}
  const tool_choice: Given<ChatRequest['tool_choice']> | undefined =
    typeof choice === 'object' && choice !== null
      ? { type: 'function', function: { name: choice.name } }
      : (choice ?? undefined)
  return {
    tools: tools.map(({ type, ...rest }) => ({ type, function: rest })),
    ...(tool_choice === undefined ? {} : { tool_choice }),
    ...(parallel_tool_calls == null ? {} : { parallel_tool_calls }),
  }
}

export interface Question {
  readonly request: ChatRequest
  /** Everything said so far but the instructions, which hold for one response. */
  readonly conversation: readonly Message[]
}

/**
 * `before`: the conversation that `previous_response_id` names, empty without one.
 * @throws Refused 400 for the output of a function that nobody called; what `itemOf` does.
 */
export function toChat(request: ResponseRequest, before: readonly Message[], itemOf: ItemOf): Question {
  const { model, instructions, stream, temperature, top_p, max_output_tokens, text, include } = request
  const conversation = messagesOf(before, request.input, itemOf)
  const system: readonly Message[] = instructions ? [{ role: 'system', content: instructions }] : []
  const top = request.top_logprobs ?? 0
  const tells = (include ?? []).filter(one => one === 'routing' || one === 'receipt')
  return {
    conversation,
    request: {
      model,
      messages: [...system, ...conversation],
      ...(stream == null ? {} : { stream }),
      ...(temperature == null ? {} : { temperature }),
      ...(top_p == null ? {} : { top_p }),
      ...(max_output_tokens == null ? {} : { max_tokens: max_output_tokens }),
      ...(top > 0 || include?.includes('message.output_text.logprobs')
        ? { logprobs: true, top_logprobs: top }
        : {}),
      ...toolsOf(request),
      ...formatOf(text?.format),
      ...(tells.length > 0 ? { include: tells } : {}),
    },
  }
}
