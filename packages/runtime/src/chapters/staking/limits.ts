// Smallest and largest amounts of a staking operation, and limits on its price (chain-weights-staking §5.2).
import { ensure } from '../../failure.ts'
import type { NetUid, Tao } from '../../nouns.ts'
import type { Reads } from '../../world.ts'
import { MAXIMUM_INPUT_FACTOR, type Side } from '../swap/swap.ts'
import { isDynamic, maximumWithin } from './pool.ts'
import { SubnetAlphaIn, SubnetTAO, staking } from './table.ts'

/** rao */
export const MIN_STAKE = 2_000_000n

export interface PriceLimit {
  /** rao per alpha */
  readonly price: Tao
  /** Do what the price allows rather than nothing. */
  readonly partial: boolean
}

/** The gross amount may be at most a thousand times what the pool holds of it; InsufficientLiquidity. */
export function ensureWithinPool(world: Reads, netuid: NetUid, side: Side, amount: bigint): void {
  if (!isDynamic(world, netuid)) return
  const reserve = side === 'buy' ? SubnetTAO.get(world, netuid) : SubnetAlphaIn.get(world, netuid)
  ensure(amount <= MAXIMUM_INPUT_FACTOR * reserve, staking.error.InsufficientLiquidity)
}

/** What a price limit lets through; everything when there is none. Refuses PriceLimitExceeded. */
export const mostWithin = (
  world: Reads,
  netuid: NetUid,
  side: Side,
  limit: PriceLimit | undefined,
): bigint | undefined => limit && maximumWithin(world, netuid, side, limit.price)

/** The part of an amount that is carried out; SlippageTooHigh when that must be all of it and is not. */
export function cutToLimit(amount: bigint, most: bigint | undefined, limit: PriceLimit | undefined): bigint {
  if (most === undefined || amount <= most) return amount
  ensure(limit?.partial === true, staking.error.SlippageTooHigh)
  return most
}
