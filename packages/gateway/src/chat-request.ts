// What `/v1/chat/completions` takes, in OpenAI's words, and what of it goes to a miner.
import { z } from 'zod'
import { Refused } from './openai-error.ts'

const Part = z.object({ type: z.literal('text'), text: z.string() })
const Content = z.union([z.string(), z.array(Part).transform(parts => parts.map(part => part.text).join(''))])
const Message = z.object({ role: z.enum(['system', 'developer', 'user', 'assistant']), content: Content })

export const MAX_TOKENS = 1024
const DEFAULT_TOKENS = 256

/** Parameters that would change the answer and that no miner of ours can honour yet are refused, not ignored. */
const Unsupported = ['tools', 'functions', 'audio', 'response_format', 'web_search_options'] as const

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
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).max(4)]).nullish(),
  n: z.literal(1).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  user: z.string().nullish(),
})
export type ChatRequest = z.infer<typeof ChatRequest>

/** @throws Refused with the first offending parameter. */
export function parseRequest<T>(schema: z.ZodType<T>, raw: unknown): T {
  if (typeof raw !== 'object' || raw === null)
    throw new Refused(400, 'invalid_json', 'The body must be a JSON object.')
  const unsupported = Unsupported.find(
    name => name in raw && Object.entries(raw).some(([key, value]) => key === name && value != null),
  )
  if (unsupported !== undefined)
    throw new Refused(
      400,
      'unsupported_parameter',
      `"${unsupported}" is not supported by the miners of this network yet. Leave it out.`,
      unsupported,
    )
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') ?? ''
  throw new Refused(
    400,
    'invalid_value',
    `${where === '' ? 'Request' : `"${where}"`}: ${issue?.message ?? 'invalid'}`,
    where === '' ? null : where,
  )
}

/** The miner's request: only what was given, in a fixed order, without the caller's identity. */
export function minerRequest(request: ChatRequest): Record<string, unknown> {
  const optional = {
    temperature: request.temperature,
    top_p: request.top_p,
    seed: request.seed,
    stop: request.stop === undefined || request.stop === null ? undefined : [request.stop].flat(),
    stream_options: request.stream_options?.include_usage ? { include_usage: true } : undefined,
    logprobs: request.logprobs,
    top_logprobs: request.top_logprobs,
  }
  return {
    messages: request.messages.map(({ role, content }) => ({
      role: role === 'developer' ? 'system' : role,
      content,
    })),
    max_tokens: Math.min(MAX_TOKENS, request.max_completion_tokens ?? request.max_tokens ?? DEFAULT_TOKENS),
    ...Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined && value !== null),
    ),
    stream: request.stream === true,
  }
}
