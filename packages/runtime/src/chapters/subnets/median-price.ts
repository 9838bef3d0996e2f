// The price a new subnet's pool opens at (chain-registry §3.1(7), (10)).
import { U64F64 } from '@taonet/wire'

/** Median of the positive spot prices; the mean of the middle two when even, 1 when there is none. */
export function medianPrice(spotPrices: readonly U64F64[]): U64F64 {
  const sorted = spotPrices.filter(price => price > 0n).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  if (upper === undefined || lower === undefined) return U64F64.one
  return U64F64.fromBits((upper + lower) >> 1n)
}

/** floor(tao / price): the alpha that gives the pool that price. */
export const openingAlpha = (tao: bigint, price: U64F64): bigint =>
  U64F64.toU64(U64F64.divTrunc(U64F64.fromInteger(tao), price))
