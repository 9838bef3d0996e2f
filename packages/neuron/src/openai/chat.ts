// OpenAI's chat completions as schemas: what a caller may send, what a miner answers, whole or in chunks.

import { z } from 'zod'
import { badReply } from '../dispatch/failures.ts'
import { responseFormat } from './response-format.ts'
import { assembleCalls, toolCall, toolCallDelta, toolCalls, toolChoice, tools } from './tools.ts'

const MAX_MESSAGES = 256
const MAX_STOPS = 4
/** Longest answer a caller may ask for. */
const MAX_TOKENS = 16_384

const textPart = z.object({ type: z.literal('text'), text: z.string() })

/** Content is text, also where a client sends it in parts. */
const content = z.union([
  z.string(),
  z.array(textPart).transform(parts => parts.map(({ text }) => text).join('')),
])

const message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer', 'user']), content }),
  z.object({
    role: z.literal('assistant'),
    /** Whoever calls tools need not say anything. */
    content: content.nullish().transform(said => said ?? ''),
    tool_calls: toolCalls.optional(),
  }),
  z.object({ role: z.literal('tool'), content, tool_call_id: z.string().min(1).max(256) }),
])

const tokenCount = z.int().min(1).max(MAX_TOKENS)

export const chatRequest = z.object({
  model: z.string().max(256).optional(),
  messages: z.array(message).min(1).max(MAX_MESSAGES),
  max_tokens: tokenCount.nullish(),
  max_completion_tokens: tokenCount.nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z.int().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(MAX_STOPS)]).nullish(),
  n: z.literal(1).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  tools: tools.nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  response_format: responseFormat.nullish(),
})
export type ChatRequest = z.infer<typeof chatRequest>
/** As a caller writes it, before defaults and joined parts. */
export type ChatRequestInput = z.input<typeof chatRequest>

const alternative = z.object({
  token: z.string(),
  logprob: z.number(),
  bytes: z.array(z.int().min(0).max(255)).max(256).nullable(),
})
export type TokenAlternative = z.infer<typeof alternative>

const tokenLogprob = alternative.extend({ top_logprobs: z.array(alternative).max(20) })
export type TokenLogprob = z.infer<typeof tokenLogprob>

const logprobs = z.object({ content: z.array(tokenLogprob).nullable() }).nullish()
const finishReason = z.enum(['stop', 'length', 'content_filter', 'tool_calls'])
const count = z.int().min(0)
const usage = z.object({ prompt_tokens: count, completion_tokens: count, total_tokens: count })

export const chatResponse = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.int(),
  model: z.string(),
  choices: z
    .array(
      z.object({
        index: z.int(),
        message: z.object({
          role: z.literal('assistant'),
          content: z.string().nullable(),
          tool_calls: z.array(toolCall).optional(),
        }),
        finish_reason: finishReason,
        logprobs,
      }),
    )
    .min(1),
  usage: usage.optional(),
})
export type ChatResponse = z.infer<typeof chatResponse>

export const chatChunk = z.object({
  id: z.string(),
  object: z.literal('chat.completion.chunk'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.int(),
      delta: z.object({
        role: z.literal('assistant').optional(),
        content: z.string().nullish(),
        tool_calls: z.array(toolCallDelta).optional(),
      }),
      finish_reason: finishReason.nullable(),
      logprobs,
    }),
  ),
  usage: usage.nullish(),
})
export type ChatChunk = z.infer<typeof chatChunk>

function readChunk(payload: string): ChatChunk {
  let value: unknown
  try {
    value = JSON.parse(payload)
  } catch (error) {
    throw badReply('a chunk is not JSON', error)
  }
  const parsed = chatChunk.safeParse(value)
  if (!parsed.success) throw badReply('a chunk is not of the chat protocol', parsed.error)
  return parsed.data
}

/**
 * The whole response that a streamed one amounts to.
 * @throws NetError `bad-reply` when a chunk is malformed or the stream never finished.
 */
export function assembleChat(payloads: readonly string[]): ChatResponse {
  const chunks = payloads.map(readChunk)
  const choices = chunks.flatMap(chunk => chunk.choices.filter(({ index }) => index === 0))
  const finish = choices.findLast(choice => choice.finish_reason !== null)?.finish_reason
  const first = chunks[0]
  if (!first || !finish) throw badReply('the stream ends before its answer does')
  const tokens = choices.flatMap(choice => choice.logprobs?.content ?? [])
  const calls = assembleCalls(choices.flatMap(choice => choice.delta.tool_calls ?? []))
  const text = choices.map(choice => choice.delta.content ?? '').join('')
  const used = chunks.findLast(chunk => chunk.usage)?.usage
  return {
    id: first.id,
    object: 'chat.completion',
    created: first.created,
    model: first.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: calls.length > 0 && text === '' ? null : text,
          ...(calls.length > 0 ? { tool_calls: [...calls] } : {}),
        },
        finish_reason: finish,
        logprobs: tokens.length > 0 ? { content: tokens } : null,
      },
    ],
    ...(used ? { usage: used } : {}),
  }
}
