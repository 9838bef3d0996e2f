// What a caller is told of its limits, in OpenAI's names: `x-ratelimit-*` on answers, `retry-after` and a code on refusals.
import { Refused } from '../openai-error.ts'
import type { Cell } from './cell.ts'
import type { Amounts, Shortage } from './ledger.ts'

/** `1m30s`, `250ms`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.ceil(ms))}ms`
  const seconds = Math.ceil(ms / 1_000)
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds % 60}s`
}

/** Where several gateways share a limit, what is left is what was when the store was last asked. */
export function rateHeaders(cells: readonly Cell[], now: number): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {}
  for (const { counter, remaining } of cells) {
    const { limit, span } = counter
    if (limit.per !== 'minute') continue
    headers[`x-ratelimit-limit-${limit.unit}`] = String(limit.cap)
    headers[`x-ratelimit-remaining-${limit.unit}`] = String(remaining)
    headers[`x-ratelimit-reset-${limit.unit}`] = duration(span.end - now)
  }
  return headers
}

const IN_WORDS = { day: 'per day', month: 'per month', total: 'in all', minute: 'per minute' } as const

/** @returns 429: `rate_limit_exceeded` for a minute's limit, `insufficient_quota` for a budget. */
export function tooMuch({ limit, left, wait }: Shortage, amounts: Amounts): Refused {
  const wanted = amounts[limit.unit]
  const what = limit.unit === 'price' ? 'units of price' : limit.unit
  const of = `${limit.cap} ${what} ${IN_WORDS[limit.per]}`
  const never = wanted > limit.cap
  const message = never
    ? `Request too large: the limit is ${of}, and it may take ${wanted}. Ask for fewer tokens.`
    : `Limit reached: ${of}, of which ${left} are left, and this request may take ${wanted}.`
  const code = limit.per === 'minute' ? 'rate_limit_exceeded' : 'insufficient_quota'
  // What will never fit is not worth another try.
  const pause = Math.max(1, Math.min(Math.ceil(wait / 1_000), 86_400))
  return new Refused(429, code, message, null, {
    ...(never || !Number.isFinite(wait) ? {} : { 'retry-after': String(pause) }),
    ...(limit.per === 'minute'
      ? {
          [`x-ratelimit-limit-${limit.unit}`]: String(limit.cap),
          [`x-ratelimit-remaining-${limit.unit}`]: String(left),
          [`x-ratelimit-reset-${limit.unit}`]: duration(wait),
        }
      : {}),
  })
}
