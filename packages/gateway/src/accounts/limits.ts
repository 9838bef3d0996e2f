// What a key may use: per minute, and as budgets per day, month or in all. Each limit is counted by itself, in spans of
// time that every gateway cuts alike.
import { z } from 'zod'

/** Every amount stays exact in a double, sums of many included. */
const MOST = 1_000_000_000_000

const amount = z.int().min(0).max(MOST)

export const Budget = z.object({
  unit: z.enum(['tokens', 'price']),
  per: z.enum(['day', 'month', 'total']),
  amount,
})
export type Budget = z.infer<typeof Budget>

export const Limits = z.object({
  requestsPerMinute: amount.optional(),
  tokensPerMinute: amount.optional(),
  budgets: z.array(Budget).max(6).default([]),
})
export type Limits = z.infer<typeof Limits>

export type Unit = 'requests' | 'tokens' | 'price'
export type Per = 'minute' | Budget['per']

/** One limit: so much of a unit in each span. */
export interface Limit {
  /** As it is stored: `tokens/day`. */
  readonly name: string
  readonly unit: Unit
  readonly per: Per
  readonly cap: number
}

const limitOf = (unit: Unit, per: Per, cap: number): Limit => ({ name: `${unit}/${per}`, unit, per, cap })

/** Of two budgets of one kind the smaller one holds. */
export function limitsOf({ requestsPerMinute, tokensPerMinute, budgets }: Limits): readonly Limit[] {
  const all = [
    ...(requestsPerMinute === undefined ? [] : [limitOf('requests', 'minute', requestsPerMinute)]),
    ...(tokensPerMinute === undefined ? [] : [limitOf('tokens', 'minute', tokensPerMinute)]),
    ...budgets.map(one => limitOf(one.unit, one.per, one.amount)),
  ]
  return all.filter(
    (one, at) =>
      !all.some(
        (other, i) => other.name === one.name && (other.cap < one.cap || (other.cap === one.cap && i < at)),
      ),
  )
}

export interface Span {
  /** Milliseconds since 1970 at which it began; 0 where there is only one. */
  readonly start: number
  readonly end: number
}

const MINUTE = 60_000
const DAY = 86_400_000

/** The span of time that `now` lies in; days and months are UTC's. */
export function spanOf(per: Per, now: number): Span {
  if (per === 'total') return { start: 0, end: Number.POSITIVE_INFINITY }
  if (per === 'month') {
    const date = new Date(now)
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
    return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) }
  }
  const length = per === 'day' ? DAY : MINUTE
  const start = Math.floor(now / length) * length
  return { start, end: start + length }
}
