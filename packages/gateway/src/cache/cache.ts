// Answers that were given before, for who asks the same: word for word, or, where wished, in other words.
import type { ChatResponse } from '@taonet/neuron'
import type { ChatRequest } from '../chat-request.ts'
import { askedLast, type CachingCaller, exactKey } from './cache-key.ts'
import type { CacheWish } from './cache-wish.ts'
import { gistOf } from './gist.ts'
import { KeptAnswers, type Limits } from './kept-answers.ts'
import { type Embed, NearQuestions } from './near-questions.ts'

export interface Cached<F> {
  readonly answer: ChatResponse
  /** What was kept with it. */
  readonly facts: F
  readonly how: 'exact' | 'semantic'
}

export interface AnswerCache<F> {
  /** Never fails: an encoder that does not answer finds nothing. */
  find(request: ChatRequest, caller: CachingCaller, wish: CacheWish): Promise<Cached<F> | undefined>
  /** Keeps what is whole, clean and finished; anything else is let go. */
  keep(request: ChatRequest, caller: CachingCaller, wish: CacheWish, answer: ChatResponse, facts: F): void
  /** Bytes that are kept. */
  readonly bytes: number
}

export interface CacheOptions {
  readonly limits?: Limits
  /** Without it, `semantic` finds only what `exact` does. */
  readonly embed?: Embed
  /** Milliseconds. */
  readonly now?: () => number
}

const LIMITS: Limits = { bytes: 32 << 20, milliseconds: 300_000 }

/** Whole, clean and finished: nothing cut short by a limit or by the gate. */
const isFinished = ({ choices }: ChatResponse): boolean =>
  choices.length > 0 &&
  choices.every(({ finish_reason }) => finish_reason === 'stop' || finish_reason === 'tool_calls')

interface Entry<F> {
  readonly answer: ChatResponse
  readonly facts: F
}

/** `F`: what is kept beside an answer. It comes back as it was given and is not copied. */
export function createCache<F>({
  limits = LIMITS,
  embed,
  now = Date.now,
}: CacheOptions = {}): AnswerCache<F> {
  const kept = new KeptAnswers<Entry<F>>(limits, now)
  const near = new NearQuestions()
  // Asked once: a question that was not found is kept with the vector it was looked for by.
  const vectors = new WeakMap<ChatRequest, Float32Array>()

  async function vectorOf(request: ChatRequest, text: string): Promise<Float32Array | undefined> {
    const vector = vectors.get(request) ?? (await embed?.(text).catch(() => undefined))
    if (vector) vectors.set(request, vector)
    return vector
  }

  async function findNear(request: ChatRequest, caller: CachingCaller): Promise<Entry<F> | undefined> {
    const asked = askedLast(request, caller)
    const vector = asked && (await vectorOf(request, asked.text))
    if (!asked || !vector) return undefined
    for (const key of near.find(asked.around, gistOf(asked.text), vector)) {
      const entry = kept.find(key)
      if (entry) return entry
    }
    return undefined
  }

  return {
    get bytes() {
      return kept.bytes
    },
    async find(request, caller, wish) {
      if (wish === 'off') return undefined
      const exact = kept.find(exactKey(request, caller))
      if (exact) return { ...exact, how: 'exact' }
      const other = wish === 'semantic' ? await findNear(request, caller) : undefined
      return other && { ...other, how: 'semantic' }
    },
    keep(request, caller, wish, answer, facts) {
      if (wish === 'off' || !isFinished(answer)) return
      const key = exactKey(request, caller)
      kept.keep(key, { answer, facts }, JSON.stringify(answer).length)
      const asked = wish === 'semantic' ? askedLast(request, caller) : undefined
      const vector = vectors.get(request)
      if (asked && vector) near.keep(asked.around, { key, gist: gistOf(asked.text), vector })
    },
  }
}
