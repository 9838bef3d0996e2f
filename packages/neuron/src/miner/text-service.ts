// A text model behind OpenAI's chat completions, plain and streamed, with log-probabilities of the model's own distribution.

import type { Alternative, Generation, ModelCard, Piece, TextModel } from '@taonet/models'
import {
  type ChatChunk,
  type ChatRequest,
  type ChatResponse,
  chatRequest,
  type TokenAlternative,
  type TokenLogprob,
} from '../openai/chat.ts'
import { type Answer, route, type Service } from './service.ts'

const DEFAULT_MAX_TOKENS = 256
/** Low enough that a small model stays on its track, and a caller who wants more asks for it. */
const DEFAULT_TEMPERATURE = 0

export function generationOf(request: ChatRequest): Generation {
  const { temperature, top_p, seed, stop } = request
  return {
    messages: request.messages.map(({ role, content }) => ({
      role: role === 'developer' ? 'system' : role,
      content,
    })),
    maxTokens: request.max_completion_tokens ?? request.max_tokens ?? DEFAULT_MAX_TOKENS,
    temperature: temperature ?? DEFAULT_TEMPERATURE,
    ...(top_p == null ? {} : { topP: top_p }),
    ...(seed == null ? {} : { seed }),
    ...(stop == null ? {} : { stop: typeof stop === 'string' ? [stop] : stop }),
    ...(request.logprobs ? { topLogprobs: request.top_logprobs ?? 0 } : {}),
  }
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
  const pieces = model.generate(generationOf(request), signal)
  const tokens: TokenLogprob[] = []
  let text = ''
  for (;;) {
    const next = await pieces.next()
    if (next.done) {
      const { reason, promptTokens, completionTokens } = next.value
      return {
        ...headOf(model.card),
        object: 'chat.completion',
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: text },
            finish_reason: reason,
            logprobs: request.logprobs ? { content: tokens } : null,
          },
        ],
        usage: usageOf(promptTokens, completionTokens),
      }
    }
    text += next.value.text
    tokens.push(...logprobsOf(next.value))
  }
}

async function* chunks(
  model: TextModel,
  request: ChatRequest,
  signal: AbortSignal,
): AsyncGenerator<ChatChunk> {
  const head = { ...headOf(model.card), object: 'chat.completion.chunk' as const }
  const pieces = model.generate(generationOf(request), signal)
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
      const delta = { ...role, content: next.value.text }
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
      ? { type: 'events', events: chunks(model, request, signal) }
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
