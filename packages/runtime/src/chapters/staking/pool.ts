// A subnet's pool with its bookkeeping: price, swaps, protocol liquidity, and what is minted and recycled
// (chain-weights-staking §5.3-§5.6). The TAO itself lies on the subnet's account; callers move it there and from there.
import { saturateU64, U64F64 } from '@taonet/wire'
import { refuse } from '../../failure.ts'
import { Alpha, type NetUid, ROOT, Tao } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { SubnetMechanism } from '../subnets/table.ts'
import { feeRate, initialisePool, quoteWeight, setQuoteWeight } from '../swap/balancer.ts'
import { type Pool, poolPrice } from '../swap/pool.ts'
import { withProtocolLiquidity } from '../swap/pool-liquidity.ts'
import {
  DEFAULT_BUY_LIMIT,
  DEFAULT_SELL_LIMIT,
  swap as execute,
  limitPrice,
  maximumInput,
  maximumMove,
  type Side,
  swapFee,
} from '../swap/swap.ts'
import { swap } from '../swap/table.ts'
import { payAuthor } from './fees.ts'
import {
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetProtocolAlpha,
  SubnetTAO,
  SubnetVolume,
  TotalStake,
} from './table.ts'

export interface SwapOptions {
  /** Registrations, stake and unstake pay the pool's fee; the chain's own trades do not. */
  readonly fee: boolean
  /** rao per alpha; the widest one unless given. */
  readonly limit?: bigint | undefined
}

/** A trade as it would be or was: all in rao of its side. */
interface Trade {
  /** Input that reached the reserve, without the fee. */
  readonly paid: bigint
  readonly fee: bigint
  readonly out: bigint
}

/** Whether alpha is bought and sold at a moving price; on root and on stable subnets it is one for one. */
export const isDynamic = (world: Reads, netuid: NetUid): boolean =>
  netuid !== ROOT && SubnetMechanism.get(world, netuid) === 1

const poolOf = (world: Reads, netuid: NetUid): Pool => ({
  alpha: SubnetAlphaIn.get(world, netuid),
  tao: SubnetTAO.get(world, netuid),
  quoteWeight: quoteWeight(world, netuid),
})

/** TAO per alpha now; 1 where it is one for one, 0 in an empty pool. */
export const price = (world: Reads, netuid: NetUid): U64F64 =>
  isDynamic(world, netuid) ? poolPrice(poolOf(world, netuid)) : U64F64.one

/** floor(alpha * price) in rao. */
export const valueAtSpot = (world: Reads, netuid: NetUid, alpha: Alpha): Tao =>
  Tao(U64F64.toU64(U64F64.mulFloor(U64F64.fromInteger(alpha), price(world, netuid))))

/** AlphaIn + AlphaOut. */
export const alphaIssuance = (world: Reads, netuid: NetUid): Alpha =>
  Alpha(SubnetAlphaIn.get(world, netuid) + SubnetAlphaOut.get(world, netuid))

/** Fee of an amount at the subnet's rate, in its own unit. */
export const feeOf = (world: Reads, netuid: NetUid, amount: bigint): bigint =>
  isDynamic(world, netuid) ? swapFee(amount, feeRate(world, netuid)) : 0n

const orderOf = (world: Reads, netuid: NetUid, side: Side, options: SwapOptions) => ({
  side,
  feeRate: options.fee ? feeRate(world, netuid) : 0,
  limit: options.limit ?? (side === 'buy' ? DEFAULT_BUY_LIMIT : DEFAULT_SELL_LIMIT),
})

/** What a swap would do; refuses with the Swap pallet's errors. */
export function quote(world: Reads, netuid: NetUid, side: Side, amount: bigint, options: SwapOptions): Trade {
  if (!isDynamic(world, netuid)) return { paid: amount, fee: 0n, out: amount }
  const outcome = execute(poolOf(world, netuid), { ...orderOf(world, netuid, side, options), amount })
  return outcome.ok
    ? { paid: outcome.deltaIn, fee: outcome.fee, out: outcome.out }
    : refuse(swap.error[outcome.refusal])
}

const UNLIMITED = (1n << 64n) - 1n
const PAR = 1_000_000_000n

/** The largest input, fee included, that a price limit (rao per alpha) lets through; refuses PriceLimitExceeded. */
export function maximumWithin(world: Reads, netuid: NetUid, side: Side, limit: bigint): bigint {
  if (!isDynamic(world, netuid)) return (side === 'buy' ? limit >= PAR : limit <= PAR) ? UNLIMITED : 0n
  const most = maximumInput(poolOf(world, netuid), orderOf(world, netuid, side, { fee: true, limit }))
  return typeof most === 'bigint' ? most : refuse(swap.error[most])
}

/**
 * The most alpha that may go from one subnet to another while the ratio of their prices (origin / destination, times 1e9)
 * is at least `limit`; anything when that is 0. Between two moving prices it is an approximation (§5.2). Refuses
 * PriceLimitExceeded.
 */
export function maximumMoved(world: Reads, from: NetUid, to: NetUid, limit: bigint): bigint {
  if (limit === 0n) return UNLIMITED
  if (!isDynamic(world, to)) return maximumWithin(world, from, 'sell', limit)
  if (!isDynamic(world, from)) return maximumWithin(world, to, 'buy', (PAR * PAR) / limit)
  const ratio = U64F64.divTrunc(price(world, from), price(world, to))
  return ratio <= limitPrice(limit) ? 0n : maximumMove(poolOf(world, from), poolOf(world, to), limit)
}

export interface Bought {
  readonly alpha: Alpha
  readonly fee: Tao
  readonly paid: Tao
}

/**
 * Buys alpha for `tao` that already lies on the subnet's account, and pays the fee from there to the block's author. The
 * alpha is counted outside the pool; whose it becomes is the caller's affair.
 */
export function buyAlpha(world: World, netuid: NetUid, tao: Tao, options: SwapOptions): Bought {
  if (isDynamic(world, netuid)) initialisePool(world, netuid)
  const { paid, fee, out } = quote(world, netuid, 'buy', tao, options)
  if (isDynamic(world, netuid)) SubnetAlphaIn.update(world, netuid, held => Alpha(held - out))
  SubnetAlphaOut.update(world, netuid, held => Alpha(held + out))
  SubnetTAO.update(world, netuid, held => Tao(held + paid))
  // What a limit left over lies on the account outside the reserve, and both counters still count it (§5.5).
  TotalStake.update(world, held => Tao(saturateU64(held + tao)))
  SubnetVolume.update(world, netuid, held => held + tao)
  payAuthor(world, netuid, Tao(fee))
  return { alpha: Alpha(out), fee: Tao(fee), paid: Tao(paid) }
}

export interface Sold {
  /** Left on the subnet's account for the caller to move. */
  readonly tao: Tao
  readonly fee: Alpha
  readonly paid: Alpha
}

/** Sells alpha that the caller has taken from its owner; the fee is not sold with it (see fees.ts). */
export function sellAlpha(world: World, netuid: NetUid, alpha: Alpha, options: SwapOptions): Sold {
  if (isDynamic(world, netuid)) initialisePool(world, netuid)
  const { paid, fee, out } = quote(world, netuid, 'sell', alpha, options)
  if (isDynamic(world, netuid)) SubnetAlphaIn.update(world, netuid, held => Alpha(held + paid))
  SubnetAlphaOut.update(world, netuid, held => Alpha(held - paid))
  SubnetTAO.update(world, netuid, held => Tao(held - out))
  TotalStake.update(world, held => Tao(held - out))
  SubnetVolume.update(world, netuid, held => held + out)
  return { tao: Tao(out), fee: Alpha(fee), paid: Alpha(paid) }
}

/** The chain's own purchase, without fee: the alpha belongs to nobody (chain-emission §1.5(c)). */
export function buyForProtocol(world: World, netuid: NetUid, tao: Tao): Alpha {
  const { alpha } = buyAlpha(world, netuid, tao, { fee: false })
  SubnetProtocolAlpha.update(world, netuid, held => Alpha(held + alpha))
  return alpha
}

/** First reserves of a new subnet (chain-registry §3.1(10)). */
export function openPool(world: World, netuid: NetUid, tao: Tao, alpha: Alpha): void {
  SubnetTAO.put(world, netuid, tao)
  SubnetAlphaIn.put(world, netuid, alpha)
  SubnetAlphaOut.put(world, netuid, Alpha(0n))
  TotalStake.update(world, held => Tao(held + tao))
}

/** The subnet ends: its TAO (rao) is counted nowhere any more. It lies on the subnet's account for the caller to move. */
export function closePool(world: World, netuid: NetUid): Tao {
  const tao = SubnetTAO.get(world, netuid)
  TotalStake.update(world, held => Tao(held - tao))
  SubnetTAO.remove(world, netuid)
  return tao
}

/**
 * Asks the pool to take protocol liquidity: moves its weights so that the price will not change, and says whether it
 * could (chain-weights-staking §5.6). The reserves follow with `addReserves`, after the chain's own purchase.
 */
export function provideLiquidity(world: World, netuid: NetUid, tao: Tao, alpha: Alpha): boolean {
  initialisePool(world, netuid)
  const grown = withProtocolLiquidity(poolOf(world, netuid), tao, alpha)
  if (grown) setQuoteWeight(world, netuid, grown.quoteWeight)
  return grown !== undefined
}

/** Alpha is minted into the pool; the TAO lies on the subnet's account already (chain-emission §1.5(d)). */
export function addReserves(world: World, netuid: NetUid, tao: Tao, alpha: Alpha): void {
  SubnetAlphaIn.update(world, netuid, held => Alpha(held + alpha))
  SubnetTAO.update(world, netuid, held => Tao(held + tao))
  TotalStake.update(world, held => Tao(held + tao))
}

/** New alpha outside the pool: the block's emission. */
export function mintAlphaOut(world: World, netuid: NetUid, alpha: Alpha): void {
  SubnetAlphaOut.update(world, netuid, held => Alpha(held + alpha))
}

/** Alpha that belongs to nobody ends, and the issuance falls. */
export function recycleAlphaOut(world: World, netuid: NetUid, alpha: Alpha): void {
  SubnetAlphaOut.update(world, netuid, held => Alpha(held - alpha))
}
