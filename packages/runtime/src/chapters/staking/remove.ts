// remove_stake with and without a price limit: what must hold, and in which order (chain-weights-staking §5.2).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Alpha, type NetUid } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { ensureUnlocked } from '../locks/available.ts'
import { subnetExists } from '../subnets/registry.ts'
import { SubtokenEnabled, subnets } from '../subnets/table.ts'
import { ensureHotkeyExists } from './accounts.ts'
import { cutToLimit, ensureWithinPool, MIN_STAKE, mostWithin, type PriceLimit } from './limits.ts'
import { settleUnstake } from './nominations.ts'
import { quote } from './pool.ts'
import { stakeOf } from './stake.ts'
import { staking } from './table.ts'
import { unstakeFrom } from './unstake.ts'

const { AmountTooLow, InsufficientLiquidity, NotEnoughStakeToWithdraw } = staking.error

/** Everything that must hold before `alpha` may leave, in the order of §5.2. */
export function ensureRemovable(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  alpha: Alpha,
): void {
  ensureWithinPool(world, netuid, 'sell', alpha)
  ensure(subnetExists(world, netuid), subnets.error.SubnetNotExists)
  ensure(alpha > 0n, AmountTooLow)
  const held = stakeOf(world, hotkey, coldkey, netuid)
  ensure(held >= alpha, NotEnoughStakeToWithdraw)
  const quoted = attempt(world, () => quote(world, netuid, 'sell', alpha, { fee: true }))
  ensure(quoted.ok, InsufficientLiquidity)
  ensure(held === alpha || quoted.value.out >= MIN_STAKE, AmountTooLow)
  ensureHotkeyExists(world, hotkey)
  ensureUnlocked(world, coldkey, netuid, alpha)
}

/** More than is held counts as all of it: the fee may have been taken from it first. */
export function removeStake(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  asked: Alpha,
  limit?: PriceLimit,
): void {
  ensure(SubtokenEnabled.get(world, netuid), staking.error.SubtokenDisabled)
  const held = stakeOf(world, hotkey, coldkey, netuid)
  const capped = asked < held ? asked : held
  const most = mostWithin(world, netuid, 'sell', limit)
  const alpha = Alpha(cutToLimit(capped, most, limit))
  ensureRemovable(world, coldkey, hotkey, netuid, alpha)
  unstakeFrom(world, hotkey, coldkey, netuid, alpha, { fee: true, limit: limit?.price })
  settleUnstake(world, hotkey, coldkey, netuid)
}
