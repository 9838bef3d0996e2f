// Stake as shares of a hotkey's pool, and what a hotkey weighs with the stake lent between parents and children
// (chain-weights-staking §5.1, chain-epoch §2.2(3)).
import { type AccountId, type I64F64, U64F64 } from '@taonet/wire'
import { ensure, invariant } from '../../failure.ts'
import { Alpha, type NetUid, ROOT, Tao } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { ChildKeys, ParentKeys } from '../children/table.ts'
import { inheritedStake as inherited, taoWeightFraction, totalStake } from '../epoch/inheritance.ts'
import { noteStakingHotkey } from './accounts.ts'
import { price } from './pool.ts'
import { addToAll, addToOne, removeFromOne, type SharePool, shareValue } from './share-pool.ts'
import {
  AlphaV2,
  StakingHotkeys,
  staking,
  TaoWeight,
  TotalHotkeyAlpha,
  TotalHotkeySharesV2,
} from './table.ts'

const poolOf = (world: Reads, hotkey: AccountId, netuid: NetUid): SharePool => ({
  value: TotalHotkeyAlpha.get(world, hotkey, netuid),
  shares: TotalHotkeySharesV2.get(world, hotkey, netuid),
})

function putPool(world: World, hotkey: AccountId, netuid: NetUid, pool: SharePool): void {
  TotalHotkeyAlpha.put(world, hotkey, netuid, Alpha(pool.value))
  if (pool.shares.mantissa === 0n) TotalHotkeySharesV2.remove(world, hotkey, netuid)
  else TotalHotkeySharesV2.put(world, hotkey, netuid, pool.shares)
}

/** Alpha-rao that the coldkey's shares are worth; on root, rao. */
export const stakeOf = (world: Reads, hotkey: AccountId, coldkey: AccountId, netuid: NetUid): Alpha =>
  Alpha(shareValue(poolOf(world, hotkey, netuid), AlphaV2.get(world, hotkey, coldkey, netuid)))

/** Alpha-rao of everybody together. */
export const hotkeyStake = (world: Reads, hotkey: AccountId, netuid: NetUid): Alpha =>
  TotalHotkeyAlpha.get(world, hotkey, netuid)

/** Whether the pool is fine enough to give shares for `amount`. */
export const mayIncreaseStake = (world: Reads, hotkey: AccountId, netuid: NetUid, amount: Alpha): boolean =>
  amount > 0n && addToOne(poolOf(world, hotkey, netuid), AlphaV2.fallback, amount) !== undefined

/** Nothing happens, and the answer is no, when `amount` would buy no share. */
export function increaseStakeIfPossible(
  world: World,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
): boolean {
  if (amount === 0n) return true
  const own = AlphaV2.get(world, hotkey, coldkey, netuid)
  const update = addToOne(poolOf(world, hotkey, netuid), own, amount)
  if (update === undefined) return false
  putPool(world, hotkey, netuid, update.pool)
  AlphaV2.put(world, hotkey, coldkey, netuid, update.own)
  // Whoever has a position was listed when it was opened.
  if (own.mantissa === 0n) noteStakingHotkey(world, coldkey, hotkey)
  return true
}

/** Refuses InsufficientLiquidity when `amount` would buy no share. */
export function increaseStake(
  world: World,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
): void {
  const possible = increaseStakeIfPossible(world, hotkey, coldkey, netuid, amount)
  ensure(possible, staking.error.InsufficientLiquidity)
}

/** The caller has made sure that the coldkey has as much. */
export function decreaseStake(
  world: World,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
): void {
  invariant(stakeOf(world, hotkey, coldkey, netuid) >= amount, 'more stake was taken than there is')
  const own = AlphaV2.get(world, hotkey, coldkey, netuid)
  const update = removeFromOne(poolOf(world, hotkey, netuid), own, amount)
  putPool(world, hotkey, netuid, update.pool)
  if (update.own.mantissa === 0n) AlphaV2.remove(world, hotkey, coldkey, netuid)
  else AlphaV2.put(world, hotkey, coldkey, netuid, update.own)
}

/** A dividend to all nominators in proportion to their shares. */
export function increaseForAll(world: World, hotkey: AccountId, netuid: NetUid, amount: Alpha): void {
  putPool(world, hotkey, netuid, addToAll(poolOf(world, hotkey, netuid), amount))
}

/** Alpha-rao of a coldkey on a subnet, over all hotkeys. */
export function coldkeyStake(world: Reads, coldkey: AccountId, netuid: NetUid): Alpha {
  let sum = 0n
  for (const hotkey of StakingHotkeys.get(world, coldkey)) sum += stakeOf(world, hotkey, coldkey, netuid)
  return Alpha(sum)
}

/** TAO value (rao) of all that is staked to a hotkey, at spot, each subnet floored. */
export function hotkeyValue(world: Reads, hotkey: AccountId): Tao {
  let sum = 0n
  for (const [[, netuid], alpha] of TotalHotkeyAlpha.entries(world, hotkey)) {
    sum += U64F64.toU64(U64F64.mulFloor(U64F64.fromInteger(alpha), price(world, netuid)))
  }
  return Tao(sum)
}

export interface WeightedStake {
  /** Alpha-rao after lending and borrowing. */
  readonly alpha: Alpha
  /** The same of root stake, over this subnet's links; rao. */
  readonly tao: Tao
  /** alpha + tao * TaoWeight, with its fraction. */
  readonly total: I64F64
}

/** What a hotkey weighs on a subnet (chain-epoch §2.2(3)). On root, alpha is its own stake alone. */
export function inheritedStake(world: Reads, hotkey: AccountId, netuid: NetUid): WeightedStake {
  const children = ChildKeys.get(world, hotkey, netuid).map(([proportion]) => proportion)
  const parents = ParentKeys.get(world, hotkey, netuid)
  const on = (where: NetUid): bigint =>
    inherited(
      hotkeyStake(world, hotkey, where),
      children,
      parents.map(([proportion, parent]) => ({ proportion, stake: hotkeyStake(world, parent, where) })),
    )
  const alpha = netuid === ROOT ? hotkeyStake(world, hotkey, netuid) : on(netuid)
  const tao = on(ROOT)
  return {
    alpha: Alpha(alpha),
    tao: Tao(tao),
    total: totalStake(alpha, tao, taoWeightFraction(TaoWeight.get(world))),
  }
}
