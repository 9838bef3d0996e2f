// When two requests are the same question: what miners would be sent is the same, whoever asks and however it is delivered.
import { createHash } from 'node:crypto'
import type { PolicyName } from '../accounts/index.ts'
import { type ChatRequest, minerRequest } from '../chat-request.ts'

/** What the cache has to know of a caller. */
export interface CachingCaller {
  readonly id: string
  /** Answers that passed one policy need not pass another. */
  readonly policy: PolicyName
  /** Whether others who say the same may share its answers, and it theirs. */
  readonly shareCache: boolean
}

const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64')

const scopeOf = ({ id, policy, shareCache }: CachingCaller): string => `${policy} ${shareCache ? '' : id}`

export function exactKey(request: ChatRequest, caller: CachingCaller): string {
  const asked = minerRequest({ ...request, stream: false })
  return digest([scopeOf(caller), request.model, request.n ?? 1, asked])
}

/** What is asked last, and the key of all that surrounds it; undefined where the last word is not a user's, or a long one. */
export interface AskedLast {
  readonly text: string
  readonly around: string
}

/** A vector says little of a longer text. */
const MOST_CHARACTERS = 2_000

export function askedLast(request: ChatRequest, caller: CachingCaller): AskedLast | undefined {
  const last = request.messages.at(-1)
  if (last?.role !== 'user' || last.content.length > MOST_CHARACTERS) return undefined
  const messages = [...request.messages.slice(0, -1), { ...last, content: '' }]
  return { text: last.content, around: exactKey({ ...request, messages }, caller) }
}
