// From raw stake to the epoch's stake vectors and permits (chain-epoch §2.2(2)-(8)).
import { I64F64 } from '@taonet/wire'
import { normalised, type Q32 } from './q32.ts'

/** A block height, below 2^53. */
export type Block = number | bigint

/** max(1, floor(factor / 1000 * tempo)) blocks (chain-epoch §2.2(1)); factor and tempo below 2^26. */
export const activityCutoff = (factorMilli: number, tempo: number): number =>
  Math.max(1, Math.floor((factorMilli * tempo) / 1000))

/** Stake of those at or above the threshold (rao), the owner's always; the others count as 0. */
export const aboveThreshold = (
  total: readonly I64F64[],
  threshold: bigint,
  ownerUid: number | null,
): readonly I64F64[] =>
  total.map((one, uid) => (uid === ownerUid || I64F64.floor(one) >= threshold ? one : I64F64.zero))

/** Normalised in 64.64, then narrowed to 32.32; all 0 when the sum is 0. */
export function normalisedStake(total: readonly I64F64[]): Float64Array {
  const whole = I64F64.sum(total)
  // One division at 2^-32 floors like a division at 2^-64 followed by narrowing.
  return Float64Array.from(total, one => (whole === 0n ? 0 : Number((one << 32n) / whole)))
}

/** The k largest: all when there are fewer than k, on ties the higher index. */
export function topK(values: ArrayLike<number>, k: number): boolean[] {
  const kept = new Array<boolean>(values.length).fill(true)
  if (values.length < k) return kept
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b)
  for (const index of order.slice(0, values.length - k)) kept[index] = false
  return kept
}

/** Permits for the next epoch: stake, and a place among the top k; the owner's uid always (chain-epoch §2.2(7)). */
export const newPermits = (stake: Float64Array, k: number, ownerUid: number | null): boolean[] =>
  topK(stake, k).map((kept, uid) => uid === ownerUid || (kept && stake[uid]! > 0))

/** Stake of those who are active and may validate, normalised again (chain-epoch §2.2(8)). */
export const activeStake = (
  stake: Float64Array,
  active: readonly boolean[],
  permits: readonly boolean[],
): Float64Array =>
  normalised(stake.map((one: Q32, uid) => (active[uid] === true && permits[uid] === true ? one : 0)))
