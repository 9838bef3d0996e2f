// The two-asset weighted pool of a subnet: price, and what an amount exchanges for (chain-weights-staking §5.5).
// alpha is the base (x), TAO the quote (y); only the quote's weight is stored.
import {
  PERQUINTILL,
  type Perquintill,
  perquintill,
  powFloor,
  type Ratio,
  U64_MAX,
  U64F64,
} from '@taonet/wire'

export interface Pool {
  /** SubnetAlphaIn, alpha-rao. */
  readonly alpha: bigint
  /** SubnetTAO, rao. */
  readonly tao: bigint
  /** Weight of TAO; that of alpha is the rest to 1. */
  readonly quoteWeight: Perquintill
}

export const EQUAL_WEIGHTS: Perquintill = perquintill(PERQUINTILL / 2n)
export const MIN_WEIGHT: Perquintill = perquintill(PERQUINTILL / 100n)
export const MAX_WEIGHT: Perquintill = perquintill(PERQUINTILL - PERQUINTILL / 100n)

export const weightAllowed = (quoteWeight: Perquintill): boolean =>
  quoteWeight >= MIN_WEIGHT && quoteWeight <= MAX_WEIGHT

const baseWeight = (pool: Pool): bigint => PERQUINTILL - pool.quoteWeight

/** Spot price, TAO per alpha: (w1 / w2) * (y / x), each quotient truncated; 0 without alpha. */
export const poolPrice = (pool: Pool): U64F64 =>
  U64F64.mulFloor(
    U64F64.ratioTrunc(baseWeight(pool), pool.quoteWeight),
    U64F64.ratioTrunc(pool.tao, pool.alpha),
  )

/** base^exponent truncated at 18 decimals, as the pool uses it: in 64.64. */
const decimalPower = (base: Ratio, exponent: Ratio): U64F64 =>
  U64F64.ratioTrunc(powFloor(base, exponent, PERQUINTILL), PERQUINTILL)

/** (reserve / (reserve + delta))^exponent; 1 for an empty exchange. */
const remaining = (reserve: bigint, delta: bigint, exponent: Ratio): U64F64 =>
  delta === 0n ? U64F64.one : decimalPower({ numerator: reserve, denominator: reserve + delta }, exponent)

const partFloor = (reserve: bigint, part: U64F64): bigint =>
  U64F64.toU64(U64F64.mulFloor(U64F64.fromInteger(reserve), part))

const sellExponent = (pool: Pool): Ratio => ({ numerator: baseWeight(pool), denominator: pool.quoteWeight })
const buyExponent = (pool: Pool): Ratio => ({ numerator: pool.quoteWeight, denominator: baseWeight(pool) })

/** TAO for `alpha` sold, without fee: y * (1 - (x / (x + dx))^(w1 / w2)). */
export const sellOut = (pool: Pool, alpha: bigint): bigint =>
  partFloor(pool.tao, U64F64.sub(U64F64.one, remaining(pool.alpha, alpha, sellExponent(pool))))

/** Alpha for `tao` spent, without fee: x * (1 - (y / (y + dy))^(w2 / w1)). */
export const buyOut = (pool: Pool, tao: bigint): bigint =>
  partFloor(pool.alpha, U64F64.sub(U64F64.one, remaining(pool.tao, tao, buyExponent(pool))))

/**
 * Alpha to sell for `tao`: x * ((y / (y - dy))^(w2 / w1) - 1). 0 when the pool has no more TAO than that, and when the
 * power exceeds (2^64-1) / 1e18.
 */
export function alphaNeededFor(pool: Pool, tao: bigint): bigint {
  if (tao >= pool.tao) return 0n
  const power = powFloor({ numerator: pool.tao, denominator: pool.tao - tao }, buyExponent(pool), PERQUINTILL)
  if (power > U64_MAX) return 0n
  return partFloor(pool.alpha, U64F64.ratioTrunc(power - PERQUINTILL, PERQUINTILL))
}

const growth = (from: U64F64, to: U64F64, weight: bigint): U64F64 =>
  U64F64.sub(
    decimalPower({ numerator: to, denominator: from }, { numerator: weight, denominator: PERQUINTILL }),
    U64F64.one,
  )

/** TAO that raises the price to `target`: y * ((p' / p)^w1 - 1); 0 when it is not above. */
export const taoToReach = (pool: Pool, price: U64F64, target: U64F64): bigint =>
  target <= price || price === 0n ? 0n : partFloor(pool.tao, growth(price, target, baseWeight(pool)))

/** Alpha that lowers the price to `target`: x * ((p / p')^w2 - 1); 0 when it is not below. */
export const alphaToReach = (pool: Pool, price: U64F64, target: U64F64): bigint =>
  target >= price || target === 0n ? 0n : partFloor(pool.alpha, growth(target, price, pool.quoteWeight))
