// What `/v1/chat/completions` takes, in OpenAI's words, and what of it goes to a miner.
import type { ChatRequestInput } from '@taonet/neuron'
import { z } from 'zod'
import { empty, never, parameters, type Unsupported, zero } from './parameters.ts'

const Part = z.object({ type: z.literal('text'), text: z.string() })
const Content = z.union(
  [z.string(), z.array(Part).transform(parts => parts.map(part => part.text).join(''))],
  'must be text, or parts of type "text"',
)
const Message = z.object({ role: z.enum(['system', 'developer', 'user', 'assistant']), content: Content })

/** Longer answers are cut here, with `finish_reason: "length"`. */
export const MAX_TOKENS = 1024
const DEFAULT_TOKENS = 256

const isText = (format: unknown): boolean =>
  typeof format === 'object' && format !== null && 'type' in format && format.type === 'text'

const UNSUPPORTED: Unsupported = {
  tools: empty,
  functions: empty,
  audio: never,
  modalities: value => Array.isArray(value) && value.every(one => one === 'text'),
  response_format: isText,
  web_search_options: never,
  prediction: never,
  frequency_penalty: zero,
  presence_penalty: zero,
  logit_bias: empty,
}

export const ChatRequest = z.object({
  model: z.string().min(1).max(128),
  messages: z.array(Message).min(1).max(256),
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
  n: z.literal(1, 'only 1 answer at a time is supported').nullish(),
  /** As with OpenAI, whether the conversation may be kept: then it may be asked again, of other miners, to see what they know. */
  store: z.boolean().nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
})
export type ChatRequest = z.infer<typeof ChatRequest>

/** @throws Refused 400 with the first offending parameter. */
export const parseChat = (raw: unknown): ChatRequest => parameters(ChatRequest, UNSUPPORTED, raw)

/**
 * The miner's request: only what was given, in a fixed order, without the caller's identity. Every stream asks for its usage,
 * as probes do: what a caller wants to see of it is between the caller and the gateway.
 */
export function minerRequest(request: ChatRequest): ChatRequestInput {
  const { temperature, top_p, seed, stop, logprobs, top_logprobs } = request
  const streamed = request.stream === true
  return {
    messages: request.messages.map(({ role, content }) => ({
      role: role === 'developer' ? 'system' : role,
      content,
    })),
    max_tokens: Math.min(MAX_TOKENS, request.max_completion_tokens ?? request.max_tokens ?? DEFAULT_TOKENS),
    ...(temperature == null ? {} : { temperature }),
    ...(top_p == null ? {} : { top_p }),
    ...(seed == null ? {} : { seed }),
    ...(stop == null ? {} : { stop: [stop].flat() }),
    ...(logprobs ? { logprobs, ...(top_logprobs == null ? {} : { top_logprobs }) } : {}),
    ...(streamed ? { stream_options: { include_usage: true } } : {}),
    stream: streamed,
  }
}
