// A text question, however it came: checked, and with what surrounds it.
import { Buffer } from 'node:buffer'
import type { Caller, Wanted } from '../accounts/index.ts'
import { CACHE_HEADER, type CacheWish, cacheWish } from '../cache/cache-wish.ts'
import { senderOf } from '../callers.ts'
import { type ChatRequest, mostTokens } from '../chat-request.ts'
import { textOf } from '../gate/gated-answer.ts'
import type { Call } from '../http/call.ts'
import { timeLeft } from '../routing/deadline.ts'

export interface TextQuestion {
  /** `x-request-id`. */
  readonly id: string
  /** Path of the endpoint that it came to. */
  readonly route: string
  readonly request: ChatRequest
  readonly caller: Caller
  /** As `senderOf`. */
  readonly sender: string | undefined
  /** Whether an answer that was kept will do. */
  readonly cache: CacheWish
  /** A batch's line: it comes after all that somebody waits for. */
  readonly batched: boolean
  /** The caller's: aborts when it has gone. */
  readonly signal: AbortSignal
  /** Milliseconds for everything, the last byte included. */
  readonly deadline: number
}

export const questionOf = (call: Call, request: ChatRequest): TextQuestion => ({
  id: call.notes.requestId,
  route: call.arrival.path,
  request,
  caller: call.caller,
  sender: senderOf(call),
  cache: cacheWish(call.arrival.header(CACHE_HEADER), request),
  batched: call.notes.batched,
  signal: call.arrival.signal,
  deadline: timeLeft(call.notes),
})

/** What a template puts around a message, or an encoder around a text. */
export const TOKENS_AROUND = 8

/** Bytes of a token of ordinary text. */
const BYTES = 4

/** Where nobody counts them. */
export const aboutTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / BYTES)

const promptBytes = ({ messages, tools }: ChatRequest): number =>
  messages.reduce((sum, message) => sum + Buffer.byteLength(textOf(message)), 0) +
  (tools == null ? 0 : Buffer.byteLength(JSON.stringify(tools)))

export const aboutPromptTokens = (request: ChatRequest): number => Math.ceil(promptBytes(request) / BYTES)

/** More tokens than the prompt can have: a token has a byte at least, and what a template adds is counted in. */
const mostPromptTokens = (request: ChatRequest): number =>
  promptBytes(request) + request.messages.length * TOKENS_AROUND

/** The most that the answer may cost. */
export function wanted({ route, request }: TextQuestion): Wanted {
  return { route, requests: 1, tokens: mostPromptTokens(request) + (request.n ?? 1) * mostTokens(request) }
}
