// One swap against the pool, in its one step, with fee and price limit (chain-weights-staking §5.4, §5.5).
import { saturateU64, U64F64 } from '@taonet/wire'
import { alphaToReach, buyOut, type Pool, poolPrice, sellOut, taoToReach } from './pool.ts'

/** rao: an output reserve below this does not trade. */
export const MINIMUM_RESERVE = 1_000_000n
/** A swap's net input is at most this many times the input reserve. */
export const MAXIMUM_INPUT_FACTOR = 1000n
/** rao per alpha: buys without a limit of their own stop at 1e6 TAO, sales at 1e-6 TAO. */
export const DEFAULT_BUY_LIMIT = 1_000_000_000_000_000n
export const DEFAULT_SELL_LIMIT = 1000n

const FEE_WHOLE = 65_535n

export type Side = 'buy' | 'sell'

export interface SwapOrder {
  /** buy: TAO in, alpha out; sell: alpha in, TAO out. */
  readonly side: Side
  /** Gross input, rao. */
  readonly amount: bigint
  /** Of 65535; 0 for chain buys and root claims. */
  readonly feeRate: number
  /** rao per alpha. */
  readonly limit: bigint
  /** rao; MINIMUM_RESERVE unless given. */
  readonly minimumReserve?: bigint
}

export type SwapRefusal =
  | 'SwapInputTooLarge'
  | 'ReservesTooLow'
  | 'PriceLimitExceeded'
  | 'InsufficientLiquidity'

export type SwapOutcome =
  | {
      readonly ok: true
      /** Net input taken into the pool; with the fee less than the order when the limit stopped it. */
      readonly deltaIn: bigint
      readonly fee: bigint
      readonly out: bigint
      readonly pool: Pool
    }
  | { readonly ok: false; readonly refusal: SwapRefusal }

/** Fee of a whole amount: floor(amount * f), f = rate / 65535 truncated to 64.64. */
export const swapFee = (amount: bigint, feeRate: number): bigint =>
  U64F64.toU64(U64F64.mulFloor(U64F64.fromInteger(amount), U64F64.ratioTrunc(BigInt(feeRate), FEE_WHOLE)))

/** Fee on top of a net input that a limit cut short: floor(deltaIn * g), g = rate / (65535 - rate). */
export const feeOnTop = (deltaIn: bigint, feeRate: number): bigint => {
  const rate = BigInt(feeRate)
  return U64F64.toU64(U64F64.mulFloor(U64F64.fromInteger(deltaIn), U64F64.ratioTrunc(rate, FEE_WHOLE - rate)))
}

/** A limit in rao per alpha as a price in TAO per alpha. */
export const limitPrice = (raoPerAlpha: bigint): U64F64 => U64F64.ratioTrunc(raoPerAlpha, 1_000_000_000n)

const exchange = (pool: Pool, side: Side, amount: bigint): bigint =>
  side === 'buy' ? buyOut(pool, amount) : sellOut(pool, amount)

/** The pool after a net input and its output, weights unchanged. */
const moved = (pool: Pool, side: Side, deltaIn: bigint, out: bigint): Pool =>
  side === 'buy'
    ? { ...pool, tao: pool.tao + deltaIn, alpha: pool.alpha - out }
    : { ...pool, alpha: pool.alpha + deltaIn, tao: pool.tao - out }

/** Swaps, or says why not; nothing is persisted. The pool's weights must have been initialised. */
export function swap(pool: Pool, order: SwapOrder): SwapOutcome {
  const { side, feeRate } = order
  const [reserveIn, reserveOut] = side === 'buy' ? [pool.tao, pool.alpha] : [pool.alpha, pool.tao]
  const fee = swapFee(order.amount, feeRate)
  const net = order.amount - fee
  if (net > saturateU64(MAXIMUM_INPUT_FACTOR * reserveIn)) return refused('SwapInputTooLarge')
  if (reserveOut < (order.minimumReserve ?? MINIMUM_RESERVE)) return refused('ReservesTooLow')
  const price = poolPrice(pool)
  const limit = limitPrice(order.limit)
  if (side === 'buy' ? price >= limit : price <= limit) return refused('PriceLimitExceeded')

  const full = exchange(pool, side, net)
  const target = poolPrice(moved(pool, side, net, full))
  if (side === 'buy' ? target <= limit : target >= limit) return settled(pool, side, net, fee, full)
  const reach = side === 'buy' ? taoToReach(pool, price, limit) : alphaToReach(pool, price, limit)
  // Where a price has few bits the amount to the limit may come out above what was ordered, which nobody has paid in.
  const part = least(reach, net)
  return settled(
    pool,
    side,
    part,
    least(feeOnTop(part, feeRate), order.amount - part),
    exchange(pool, side, part),
  )
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

const refused = (refusal: SwapRefusal): SwapOutcome => ({ ok: false, refusal })

function settled(pool: Pool, side: Side, deltaIn: bigint, fee: bigint, out: bigint): SwapOutcome {
  if (deltaIn > 0n && out === 0n) return refused('ReservesTooLow')
  if (out > (side === 'buy' ? pool.alpha : pool.tao)) return refused('InsufficientLiquidity')
  return { ok: true, deltaIn, fee, out, pool: moved(pool, side, deltaIn, out) }
}

/** Gross input that a limit lets through: a swap of 1000 times the input reserve, fee included (§5.2, limit orders). */
export function maximumInput(pool: Pool, order: Omit<SwapOrder, 'amount'>): bigint | SwapRefusal {
  const amount = saturateU64(MAXIMUM_INPUT_FACTOR * (order.side === 'buy' ? pool.tao : pool.alpha))
  const outcome = swap(pool, { ...order, amount })
  return outcome.ok ? outcome.deltaIn + outcome.fee : outcome.refusal
}

/**
 * Alpha that may move from one dynamic pool to another before the ratio of their prices (origin / destination, times
 * 1e9) falls to `limit`, in the equal-weight approximation alpha2 * t1 / (t1 + t2) / limit - alpha1 * t2 / (t1 + t2)
 * (§5.2); 0 when it has fallen already, and without TAO or limit.
 */
export function maximumMove(origin: Pool, destination: Pool, limit: bigint): bigint {
  const tao = origin.tao + destination.tao
  if (origin.tao === 0n || destination.tao === 0n || limit === 0n) return 0n
  const part = (alpha: bigint, share: bigint): U64F64 =>
    U64F64.mulFloor(U64F64.fromInteger(alpha), U64F64.ratioTrunc(share, tao))
  const reach = U64F64.divTrunc(part(destination.alpha, origin.tao), limitPrice(limit))
  return U64F64.toU64(U64F64.sub(reach, part(origin.alpha, destination.tao)))
}
