// Whether a caller wants kept answers: the header `x-taonet-cache`, and what a request says of itself.
import type { ChatRequest } from '../chat-request.ts'
import { Refused } from '../openai-error.ts'

export const CACHE_HEADER = 'x-taonet-cache'
const WISHES = ['exact', 'semantic', 'off'] as const
export type CacheWish = (typeof WISHES)[number]

/** @throws Refused 400 for another word. */
export function cacheWish(header: string | undefined, { temperature, seed }: ChatRequest): CacheWish {
  if (header !== undefined) {
    const wish = WISHES.find(one => one === header.trim().toLowerCase())
    if (wish) return wish
    throw new Refused(400, 'invalid_value', `${CACHE_HEADER} is one of ${WISHES.join(', ')}.`, CACHE_HEADER)
  }
  // Who fixes the dice expects the same answer to the same question.
  return temperature === 0 || seed != null ? 'exact' : 'off'
}
