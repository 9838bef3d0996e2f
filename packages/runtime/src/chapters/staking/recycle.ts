// Alpha that ends: recycled, so that the issuance falls, or burnt, so that it does not (chain-weights-staking §5.2).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Alpha, type NetUid, ROOT, type Tao } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { ensureUnlocked } from '../locks/available.ts'
import { ensureSubnetExists } from '../subnets/registry.ts'
import { SubtokenEnabled } from '../subnets/table.ts'
import { ensureHotkeyExists } from './accounts.ts'
import { addStake } from './add.ts'
import { settleUnstake } from './nominations.ts'
import { recycleAlphaOut } from './pool.ts'
import { decreaseStake, stakeOf } from './stake.ts'
import { SubnetAlphaOut, staking } from './table.ts'

const { AmountTooLow, CannotBurnOrRecycleOnRootSubnet, InsufficientLiquidity, SubtokenDisabled } =
  staking.error

/** More than is held counts as all of it. Returns what was taken from the coldkey, and belongs to nobody now. */
function takeForGood(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  asked: Alpha,
): Alpha {
  ensureSubnetExists(world, netuid)
  ensure(netuid !== ROOT, CannotBurnOrRecycleOnRootSubnet)
  ensure(SubtokenEnabled.get(world, netuid), SubtokenDisabled)
  ensureHotkeyExists(world, hotkey)
  const held = stakeOf(world, hotkey, coldkey, netuid)
  const alpha = Alpha(asked < held ? asked : held)
  ensure(alpha > 0n, AmountTooLow)
  ensure(SubnetAlphaOut.get(world, netuid) >= alpha, InsufficientLiquidity)
  ensureUnlocked(world, coldkey, netuid, alpha)
  decreaseStake(world, hotkey, coldkey, netuid, alpha)
  return alpha
}

export function recycleAlpha(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  asked: Alpha,
): void {
  const alpha = takeForGood(world, coldkey, hotkey, netuid, asked)
  recycleAlphaOut(world, netuid, alpha)
  settleUnstake(world, hotkey, coldkey, netuid)
  world.emit(staking.event.AlphaRecycled({ coldkey, hotkey, alpha, netuid }))
}

/** Returns what was burnt. */
export function burnAlpha(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  asked: Alpha,
): Alpha {
  const alpha = takeForGood(world, coldkey, hotkey, netuid, asked)
  settleUnstake(world, hotkey, coldkey, netuid)
  world.emit(staking.event.AlphaBurned({ coldkey, hotkey, alpha, netuid }))
  return alpha
}

/** Buys and burns in one: all of it within the price (rao per alpha), when there is one, or nothing. */
export function addStakeBurn(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  amount: Tao,
  price: Tao | undefined,
): void {
  const limit = price === undefined ? undefined : { price, partial: false }
  const bought = addStake(world, coldkey, hotkey, netuid, amount, limit)
  const alpha = burnAlpha(world, coldkey, hotkey, netuid, bought)
  world.emit(staking.event.AddStakeBurn({ netuid, hotkey, amount, alpha }))
}
