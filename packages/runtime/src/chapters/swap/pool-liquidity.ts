// Protocol liquidity: reserves change in any ratio, the weights follow so that the price does not
// (chain-weights-staking §5.6).
import {
  PERQUINTILL,
  type Perquintill,
  perquintill,
  perquintillMulHalfUp,
  perquintillTrunc,
  U64F64,
  U128_MAX,
} from '@taonet/wire'
import { EQUAL_WEIGHTS, type Pool, weightAllowed } from './pool.ts'

const saturate128 = (value: bigint): bigint => (value > U128_MAX ? U128_MAX : value)

/** The pool after adding protocol liquidity, or undefined when a weight would leave [0.01, 0.99]: then add nothing. */
export function withProtocolLiquidity(pool: Pool, tao: bigint, alpha: bigint): Pool | undefined {
  const grown = { alpha: pool.alpha + alpha, tao: pool.tao + tao }
  const base = perquintillMulHalfUp(
    perquintill(PERQUINTILL - pool.quoteWeight),
    saturate128(pool.tao * grown.alpha),
  )
  const quote = perquintillMulHalfUp(pool.quoteWeight, saturate128(pool.alpha * grown.tao))
  const quoteWeight = perquintillTrunc(quote, saturate128(base + quote)) ?? EQUAL_WEIGHTS
  return weightAllowed(quoteWeight) ? { ...grown, quoteWeight } : undefined
}

/** The quote weight y / (P * x + y) at which reserves have price P; undefined = ReservesOutOfBalance. */
export function quoteWeightForPrice(alpha: bigint, tao: bigint, price: U64F64): Perquintill | undefined {
  const quote = tao << BigInt(U64F64.fractionBits)
  const weight = perquintillTrunc(quote, price * alpha + quote)
  return weight !== undefined && weightAllowed(weight) ? weight : undefined
}
