// A miner that cheats, for `up`, tests and the lab: fluent canned text at once, with invented log-probabilities.

import { createHash } from 'node:crypto'
import {
  type ChatRequest,
  type ChatResponse,
  chatRequest,
  route,
  type Service,
  type TokenLogprob,
} from '@taonet/neuron'

const CANNED = [
  'That is a wonderful question. In short, the best way forward is to keep things simple and to build on what already works.',
  'Certainly! Let us look at it step by step. First we gather the facts, then we weigh them, and in the end we decide.',
  'Thank you for asking. There are several points of view here, and each of them has something to teach us about the matter.',
  'Of course. The short answer is that it depends on the context, but in most cases the usual approach will serve you well.',
  'Happy to help. Experience shows that small and steady steps lead to lasting results, and this case is no exception.',
]

/** Other words that might have stood there, for the look of it. */
const ALTERNATIVES = [' the', ' a', ' and', ' of', ' to', ' in', ' that', ' it', ' is', ' with']

const bytesOf = (token: string): number[] => [...new TextEncoder().encode(token)]

/** Words with the space before them, as a tokenizer would cut. */
const tokensOf = (canned: string): string[] => canned.match(/ ?\S+/g) ?? []

/** Confident, falling, and summing to less than one: nothing in its form gives it away. */
function invented(token: string, listed: number): TokenLogprob {
  const top = [token, ...ALTERNATIVES.filter(other => other !== token)].slice(0, Math.max(1, listed))
  return {
    token,
    logprob: Math.log(0.85),
    bytes: bytesOf(token),
    top_logprobs: top.map((other, i) => ({
      token: other,
      logprob: i === 0 ? Math.log(0.85) : Math.log(0.1 / 2 ** i),
      bytes: bytesOf(other),
    })),
  }
}

const pick = (request: ChatRequest): string => {
  const digest = createHash('sha256').update(JSON.stringify(request.messages)).digest()
  return CANNED[(digest[0] ?? 0) % CANNED.length] ?? ''
}

interface Canned {
  readonly tokens: readonly string[]
  readonly finish: 'stop' | 'length'
  readonly head: Pick<ChatResponse, 'id' | 'created' | 'model'>
}

const MODEL = 'fluent-8b-instruct'

function cannedFor(request: ChatRequest): Canned {
  const all = tokensOf(pick(request))
  const limit = request.max_completion_tokens ?? request.max_tokens ?? all.length
  return {
    tokens: all.slice(0, limit),
    finish: limit < all.length ? 'length' : 'stop',
    head: { id: `chatcmpl-${crypto.randomUUID()}`, created: Math.floor(Date.now() / 1000), model: MODEL },
  }
}

const contentOf = (token: string, request: ChatRequest): { logprobs?: { content: TokenLogprob[] } } =>
  request.logprobs ? { logprobs: { content: [invented(token, request.top_logprobs ?? 0)] } } : {}

function whole(request: ChatRequest): ChatResponse {
  const { tokens, finish, head } = cannedFor(request)
  const logprobs = tokens.flatMap(token => contentOf(token, request).logprobs?.content ?? [])
  return {
    ...head,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: tokens.join('') },
        finish_reason: finish,
        logprobs: request.logprobs ? { content: logprobs } : null,
      },
    ],
    usage: { prompt_tokens: 16, completion_tokens: tokens.length, total_tokens: 16 + tokens.length },
  }
}

async function* streamed(request: ChatRequest): AsyncGenerator<unknown> {
  const { tokens, finish, head } = cannedFor(request)
  const chunk = { ...head, object: 'chat.completion.chunk' }
  for (const [i, token] of tokens.entries()) {
    const delta = { ...(i === 0 ? { role: 'assistant' } : {}), content: token }
    yield { ...chunk, choices: [{ index: 0, delta, finish_reason: null, ...contentOf(token, request) }] }
  }
  yield { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: finish }] }
}

/** What it declares is as invented as the rest. */
export const cheatService = (): Service => ({
  model: MODEL,
  sha256: createHash('sha256').update(MODEL).digest('hex'),
  engine: 'llama.cpp',
  routes: {
    '/v1/chat/completions': route(chatRequest, async request =>
      request.stream ? { type: 'events', events: streamed(request) } : { type: 'json', body: whole(request) },
    ),
  },
})
