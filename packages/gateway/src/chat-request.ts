// What `/v1/chat/completions` takes, in OpenAI's words, and what of it goes to a miner.
import { type ChatRequestInput, responseFormat, toolChoice, tools } from '@taonet/neuron'
import { z } from 'zod'
import { type Message, Messages } from './chat-messages.ts'
import { empty, never, parameters, type Unsupported, zero } from './parameters.ts'

/** Longer answers are cut here, with `finish_reason: "length"`. */
export const MAX_TOKENS = 1024
const DEFAULT_TOKENS = 256
/** Each choice is an answer of its own. */
export const MAX_CHOICES = 8

const UNSUPPORTED: Unsupported = {
  functions: empty,
  function_call: value => value === 'none' || value === 'auto',
  audio: never,
  modalities: value => Array.isArray(value) && value.every(one => one === 'text'),
  web_search_options: never,
  prediction: never,
  frequency_penalty: zero,
  presence_penalty: zero,
  logit_bias: empty,
}

/** What an answer may tell about itself besides. */
export const Include = z.array(z.enum(['routing', 'receipt'])).max(8)

const Fields = z.object({
  model: z.string().min(1).max(128),
  messages: Messages,
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z.int().nullish(),
  stop: z
    .union([z.string().min(1), z.array(z.string().min(1)).max(4)], 'must be text, or at most 4 texts')
    .nullish(),
  n: z.int().min(1).max(MAX_CHOICES).nullish(),
  /** As with OpenAI, whether the conversation may be kept: then it may be asked again, of other miners, to see what they know. */
  store: z.boolean().nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  tools: tools.nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  response_format: responseFormat.nullish(),
  include: Include.nullish(),
})
export type ChatRequest = z.infer<typeof Fields>

/** A parameter that means nothing without another, and whether that one is there. */
const NEEDS: readonly (readonly [keyof ChatRequest, string, (request: ChatRequest) => boolean])[] = [
  ['stream_options', 'is only allowed when "stream" is true', ({ stream }) => stream === true],
  ['top_logprobs', 'is only allowed when "logprobs" is true', ({ logprobs }) => logprobs === true],
  ['tool_choice', 'is only allowed with "tools"', request => offersTools(request)],
  ['parallel_tool_calls', 'is only allowed with "tools"', request => offersTools(request)],
]

export const ChatRequest = Fields.superRefine((request, context) => {
  for (const [name, message, holds] of NEEDS)
    if (request[name] != null && !holds(request)) context.addIssue({ code: 'custom', path: [name], message })
  const { tool_choice: choice, tools: offered } = request
  if (typeof choice !== 'object' || choice === null) return
  if (!offered?.some(one => one.function.name === choice.function.name))
    context.addIssue({
      code: 'custom',
      path: ['tool_choice'],
      message: 'names a function that is not among "tools"',
    })
})

/** @throws Refused 400 with the first offending parameter. */
export const parseChat = (raw: unknown): ChatRequest => parameters(ChatRequest, UNSUPPORTED, raw)

const offersTools = ({ tools: offered }: ChatRequest): boolean => (offered?.length ?? 0) > 0

function minerMessage(message: Message): ChatRequestInput['messages'][number] {
  if (message.role === 'tool') return message
  if (message.role !== 'assistant')
    return { role: message.role === 'developer' ? 'system' : message.role, content: message.content }
  const { role, content, tool_calls } = message
  return tool_calls == null
    ? { role, content: content ?? '' }
    : { role, content: content ?? null, tool_calls }
}

/** Only for callers who use them: requests with these are told from others by it. */
function toolsOf(
  request: ChatRequest,
): Pick<ChatRequestInput, 'tools' | 'tool_choice' | 'parallel_tool_calls'> {
  const { tools: offered, tool_choice, parallel_tool_calls } = request
  if (!offersTools(request)) return {}
  return {
    tools: offered,
    ...(tool_choice == null ? {} : { tool_choice }),
    ...(parallel_tool_calls == null ? {} : { parallel_tool_calls }),
  }
}

/** What one answer may be long. */
export const mostTokens = ({ max_completion_tokens, max_tokens }: ChatRequest): number =>
  Math.min(MAX_TOKENS, max_completion_tokens ?? max_tokens ?? DEFAULT_TOKENS)

/** Several answers of a model that takes the likeliest word each time would be one. */
function heat({ temperature, n }: ChatRequest): Pick<ChatRequestInput, 'temperature'> {
  if (temperature != null) return { temperature }
  return (n ?? 1) > 1 ? { temperature: 1 } : {}
}

/**
 * The miner's request: only what was given, in a fixed order, without the caller's identity. Every stream asks for its usage,
 * as probes do: what a caller wants to see of it is between the caller and the gateway.
 */
export function minerRequest(request: ChatRequest): ChatRequestInput {
  const { top_p, seed, stop, logprobs, top_logprobs, response_format } = request
  const streamed = request.stream === true
  return {
    messages: request.messages.map(minerMessage),
    max_tokens: mostTokens(request),
    ...heat(request),
    ...(top_p == null ? {} : { top_p }),
    ...(seed == null ? {} : { seed }),
    ...(stop == null ? {} : { stop: [stop].flat() }),
    ...(logprobs ? { logprobs, ...(top_logprobs == null ? {} : { top_logprobs }) } : {}),
    ...(streamed ? { stream_options: { include_usage: true } } : {}),
    ...toolsOf(request),
    ...(response_format == null || response_format.type === 'text' ? {} : { response_format }),
    stream: streamed,
  }
}
