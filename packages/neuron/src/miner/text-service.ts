// A text model behind OpenAI's chat completions, plain and streamed, with log-probabilities of the model's own distribution.

import type { Alternative, ChatMessage, Generation, ModelCard, Piece, TextModel } from '@taonet/models'
import { NetError } from '@taonet/wire'
import { z } from 'zod'
import {
  type ChatChunk,
  type ChatRequest,
  type ChatResponse,
  chatRequest,
  type TokenAlternative,
  type TokenLogprob,
} from '../openai/chat.ts'
import { assembleCalls, type ToolCallDelta, toolCallDelta } from '../openai/tools.ts'
import { type Answer, route, type Service, UnsupportedParameter } from './service.ts'

const DEFAULT_MAX_TOKENS = 256
/** Low enough that a small model stays on its track, and a caller who wants more asks for it. */
const DEFAULT_TEMPERATURE = 0

type Role = ChatRequest['messages'][number]['role']

/** What a tool found is told like a question by models that know no tools. */
const ROLES = {
  system: 'system',
  developer: 'system',
  user: 'user',
  tool: 'user',
  assistant: 'assistant',
} as const satisfies Readonly<Record<Role, ChatMessage['role']>>

const bringsTools = ({ tools, messages }: ChatRequest): boolean =>
  (tools?.length ?? 0) > 0 || messages.some(one => one.role === 'tool' || 'tool_calls' in one)

function jsonOf({ response_format: format }: ChatRequest): Pick<Generation, 'json'> {
  if (format?.type === 'json_object') return { json: 'object' }
  return format?.type === 'json_schema' ? { json: format.json_schema.schema } : {}
}

/** For a server of OpenAI's protocol: what has no other words. */
function openaiOf(request: ChatRequest): Pick<Generation, 'openai'> {
  const { messages, tools, tool_choice, parallel_tool_calls, response_format } = request
  const openai = {
    ...(response_format == null || response_format.type === 'text' ? {} : { response_format }),
    ...(bringsTools(request) ? { messages } : {}),
    ...(tools?.length ? { tools } : {}),
    ...(tools?.length && tool_choice != null ? { tool_choice } : {}),
    ...(tools?.length && parallel_tool_calls != null ? { parallel_tool_calls } : {}),
  }
  return Object.keys(openai).length > 0 ? { openai } : {}
}

export function generationOf(request: ChatRequest): Generation {
  const { temperature, top_p, seed, stop } = request
  return {
    messages: request.messages.map(({ role, content }) => ({ role: ROLES[role], content })),
    maxTokens: request.max_completion_tokens ?? request.max_tokens ?? DEFAULT_MAX_TOKENS,
    temperature: temperature ?? DEFAULT_TEMPERATURE,
    ...(top_p == null ? {} : { topP: top_p }),
    ...(seed == null ? {} : { seed }),
    ...(stop == null ? {} : { stop: typeof stop === 'string' ? [stop] : stop }),
    ...(request.logprobs ? { topLogprobs: request.top_logprobs ?? 0 } : {}),
    ...jsonOf(request),
    ...openaiOf(request),
  }
}

/** @throws UnsupportedParameter for tools that the model would not see. */
function understood({ takesTools }: TextModel, request: ChatRequest): Generation {
  if (!takesTools && bringsTools(request)) throw new UnsupportedParameter('tools')
  return generationOf(request)
}

/** @throws NetError `bad_reply` when the model's server sends calls of another form. */
function callsOf(piece: Piece): ToolCallDelta[] {
  const calls = z.array(toolCallDelta).safeParse(piece.calls ?? [])
  if (calls.success) return calls.data
  throw new NetError(
    'bad_reply',
    "the model's server sends tool calls of another form",
    'which server is it?',
  )
}

const alternativeOf = ({ text, bytes, logprob }: Alternative): TokenAlternative => ({
  token: text,
  logprob,
  bytes: [...bytes],
})

function logprobsOf(piece: Piece): readonly TokenLogprob[] {
  if (piece.logprob === undefined) return []
  return [
    {
      token: piece.text,
      logprob: piece.logprob,
      bytes: piece.bytes ? [...piece.bytes] : null,
      top_logprobs: (piece.top ?? []).map(alternativeOf),
    },
  ]
}

const headOf = (card: ModelCard): Pick<ChatResponse, 'id' | 'created' | 'model'> => ({
  id: `chatcmpl-${crypto.randomUUID()}`,
  created: Math.floor(Date.now() / 1000),
  model: card.id,
})

type Usage = NonNullable<ChatResponse['usage']>

const usageOf = (promptTokens: number, completionTokens: number): Usage => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
})

/** One request answered in one piece, whatever it says of streams. Throws NetError like `generate`. */
export async function completeChat(
  model: TextModel,
  request: ChatRequest,
  signal: AbortSignal,
): Promise<ChatResponse> {
  const pieces = model.generate(understood(model, request), signal)
  const tokens: TokenLogprob[] = []
  const deltas: ToolCallDelta[] = []
  let text = ''
  for (;;) {
    const next = await pieces.next()
    if (next.done) {
      const { reason, promptTokens, completionTokens } = next.value
      const calls = assembleCalls(deltas)
      return {
        ...headOf(model.card),
        object: 'chat.completion',
        choices: [
          {
            index: 0,
            message: {
              role: 'assistant',
              content: calls.length > 0 && text === '' ? null : text,
              ...(calls.length > 0 ? { tool_calls: [...calls] } : {}),
            },
            finish_reason: reason,
            logprobs: request.logprobs ? { content: tokens } : null,
          },
        ],
        usage: usageOf(promptTokens, completionTokens),
      }
    }
    text += next.value.text
    tokens.push(...logprobsOf(next.value))
    deltas.push(...callsOf(next.value))
  }
}

async function* chunks(
  model: TextModel,
  request: ChatRequest,
  generation: Generation,
  signal: AbortSignal,
): AsyncGenerator<ChatChunk> {
  const head = { ...headOf(model.card), object: 'chat.completion.chunk' as const }
  const pieces = model.generate(generation, signal)
  let role: { role?: 'assistant' } = { role: 'assistant' }
  try {
    for (;;) {
      const next = await pieces.next()
      if (next.done) {
        const { reason, promptTokens, completionTokens } = next.value
        yield { ...head, choices: [{ index: 0, delta: role, finish_reason: reason }] }
        if (request.stream_options?.include_usage) {
          yield { ...head, choices: [], usage: usageOf(promptTokens, completionTokens) }
        }
        return
      }
      const tokens = logprobsOf(next.value)
      const calls = callsOf(next.value)
      const said = calls.length > 0 && next.value.text === '' ? {} : { content: next.value.text }
      const delta = { ...role, ...said, ...(calls.length > 0 ? { tool_calls: calls } : {}) }
      const logprobs = tokens.length > 0 ? { logprobs: { content: [...tokens] } } : {}
      yield { ...head, choices: [{ index: 0, delta, finish_reason: null, ...logprobs }] }
      role = {}
    }
  } finally {
    await pieces.return({ reason: 'stop', promptTokens: 0, completionTokens: 0 })
  }
}

export function textService(model: TextModel): Service {
  const handle = async (request: ChatRequest, signal: AbortSignal): Promise<Answer> =>
    request.stream
      ? { type: 'events', events: chunks(model, request, understood(model, request), signal) }
      : { type: 'json', body: await completeChat(model, request, signal) }
  return {
    model: model.card.id,
    sha256: model.card.sha256,
    engine: model.card.engine,
    routes: {
      '/v1/chat/completions': route(chatRequest, (request, { signal }) => handle(request, signal)),
    },
    synapses: {
      ChatCompletions: {
        path: '/v1/chat/completions',
        required: ['messages', 'max_tokens', 'seed', 'stream', 'logprobs', 'top_logprobs'],
      },
    },
  }
}
