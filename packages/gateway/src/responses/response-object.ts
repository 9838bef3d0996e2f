// OpenAI's response object: what was asked, and the items of the answer.
import type { ChatResponse, ErrorBody, TokenLogprob, ToolCall } from '@taonet/neuron'
import type { Message } from '../chat-messages.ts'
import type { Identity } from '../chat-stream.ts'
import type { ResponseRequest } from './request.ts'

type Finish = ChatResponse['choices'][number]['finish_reason']
type Usage = ChatResponse['usage'] | null

export interface TextPart {
  readonly type: 'output_text'
  readonly text: string
  readonly annotations: readonly never[]
  readonly logprobs: readonly TokenLogprob[]
}

export interface RefusalPart {
  readonly type: 'refusal'
  readonly refusal: string
}

export type Part = TextPart | RefusalPart

export interface SaidItem {
  readonly id: string
  readonly type: 'message'
  readonly status: 'in_progress' | 'completed' | 'incomplete'
  readonly role: 'assistant'
  readonly content: readonly Part[]
}

export interface CallItem {
  readonly id: string
  readonly type: 'function_call'
  readonly status: 'in_progress' | 'completed'
  readonly call_id: string
  readonly name: string
  readonly arguments: string
}

export type OutputItem = SaidItem | CallItem

export interface ResponseObject {
  readonly id: string
  readonly status: 'in_progress' | 'completed' | 'incomplete' | 'failed'
  readonly output: readonly OutputItem[]
  readonly [field: string]: unknown
}

export const textPart = (text: string, logprobs: readonly TokenLogprob[] = []): TextPart => ({
  type: 'output_text',
  text,
  annotations: [],
  logprobs,
})

export const refusalPart = (refusal: string): RefusalPart => ({ type: 'refusal', refusal })

/** What an answer is known by: `hex` is 32 hexadecimal digits of its own. */
export interface ResponseIdentity extends Identity {
  readonly hex: string
  /** What the response tells besides. */
  readonly besides: object
}

/** A request's id as the ids of a response and its items. */
export function responseIdentity(
  requestId: string,
  created: number,
  model: string,
  besides: object = {},
): ResponseIdentity {
  const hex = requestId.replaceAll('-', '')
  return { id: `resp_${hex}`, hex, created, model, besides }
}

/** The id of the response that an item of this id is part of. */
export const responseOf = (itemId: string): string =>
  itemId.replace(/^(?:msg|fc)_([\da-f]{32})\d*$/, 'resp_$1')

export const saidItem = (
  { hex }: ResponseIdentity,
  status: SaidItem['status'],
  content: readonly Part[],
): SaidItem => ({ id: `msg_${hex}`, type: 'message', status, role: 'assistant', content })

/** The call at `at` among those of the answer. */
export const callItem = (
  { hex }: ResponseIdentity,
  at: number,
  status: CallItem['status'],
  call: ToolCall,
): CallItem => ({
  id: `fc_${hex}${at}`,
  type: 'function_call',
  status,
  call_id: call.id,
  name: call.function.name,
  arguments: call.function.arguments,
})

/** A response that has only begun. */
export function begun(
  request: ResponseRequest,
  { id, created, model, besides }: ResponseIdentity,
): ResponseObject {
  return {
    id,
    object: 'response',
    created_at: created,
    status: 'in_progress',
    background: false,
    error: null,
    incomplete_details: null,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    model,
    output: [],
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    previous_response_id: request.previous_response_id ?? null,
    reasoning: { effort: null, summary: null },
    store: request.store ?? true,
    temperature: request.temperature ?? null,
    text: { format: request.text?.format ?? { type: 'text' } },
    tool_choice: request.tool_choice ?? 'auto',
    tools: request.tools ?? [],
    top_logprobs: request.top_logprobs ?? 0,
    top_p: request.top_p ?? null,
    truncation: request.truncation ?? 'disabled',
    usage: null,
    metadata: request.metadata ?? {},
    ...besides,
  }
}

const usageOf = (usage: Usage | undefined): object | null =>
  usage == null
    ? null
    : {
        input_tokens: usage.prompt_tokens,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens: usage.completion_tokens,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: usage.total_tokens,
      }

const WHY: Readonly<Partial<Record<Finish, string>>> = {
  length: 'max_output_tokens',
  content_filter: 'content_filter',
}

/** The same response with its answer; one that was cut says why. */
export function ended(
  response: ResponseObject,
  output: readonly OutputItem[],
  finish: Finish,
  usage: Usage | undefined,
): ResponseObject {
  const reason = WHY[finish]
  return {
    ...response,
    status: reason === undefined ? 'completed' : 'incomplete',
    incomplete_details: reason === undefined ? null : { reason },
    output,
    usage: usageOf(usage),
  }
}

export const broken = (response: ResponseObject, { error }: ErrorBody): ResponseObject => ({
  ...response,
  status: 'failed',
  error: { code: 'server_error', message: error.message },
})

/** What the answer says, as the next turn of a conversation. */
export function messageOf(output: readonly OutputItem[]): Message {
  const parts = output.flatMap(one => (one.type === 'message' ? one.content : []))
  const text = parts.map(part => (part.type === 'refusal' ? part.refusal : part.text)).join('')
  const calls = output.flatMap(one =>
    one.type === 'function_call'
      ? [
          {
            id: one.call_id,
            type: 'function' as const,
            function: { name: one.name, arguments: one.arguments },
          },
        ]
      : [],
  )
  return calls.length === 0
    ? { role: 'assistant', content: text }
    : { role: 'assistant', content: text === '' ? null : text, tool_calls: calls }
}
