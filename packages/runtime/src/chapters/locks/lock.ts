// Locking alpha, binding the lock to another hotkey, and choosing whether it decays (chain-weights-staking §5.9).
import { type AccountId, U64F64 } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Alpha, type NetUid } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { ensureHotkeyExists, ownerOf } from '../staking/accounts.ts'
import { coldkeyStake } from '../staking/stake.ts'
import { staking } from '../staking/table.ts'
import { ensureSubnetExists } from '../subnets/registry.ts'
import { lockedAlpha } from './available.ts'
import { lockOf, replaceLock } from './standing.ts'
import { locks } from './table.ts'

/** Locks `amount` more. There is no way back but decay. */
export function lockStake(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
): void {
  ensure(amount > 0n, staking.error.AmountTooLow)
  ensureHotkeyExists(world, hotkey)
  const now = lockOf(world, coldkey, netuid)
  ensure(now === undefined || now.hotkey === hotkey, locks.error.LockHotkeyMismatch)
  const mass = (now?.mass ?? 0n) + amount
  ensure(coldkeyStake(world, coldkey, netuid) >= mass, locks.error.InsufficientStakeForLock)
  replaceLock(world, coldkey, netuid, { hotkey, mass, conviction: now?.conviction ?? U64F64.zero })
  world.emit(locks.event.StakeLocked({ coldkey, hotkey, netuid, amount }))
}

/** Locks what was just paid, if it can be: shares are floored, so up to a rao of it may not be there. */
export function lockPay(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  paid: Alpha,
): void {
  const free = coldkeyStake(world, coldkey, netuid) - lockedAlpha(world, coldkey, netuid)
  attempt(world, () => lockStake(world, coldkey, hotkey, netuid, Alpha(paid < free ? paid : free)))
}

/** Conviction begins anew unless both hotkeys have one owner. */
export function moveLock(world: World, coldkey: AccountId, netuid: NetUid, to: AccountId): void {
  ensureHotkeyExists(world, to)
  const now = lockOf(world, coldkey, netuid)
  ensure(now !== undefined, locks.error.NoExistingLock)
  const conviction = ownerOf(world, now.hotkey) === ownerOf(world, to) ? now.conviction : U64F64.zero
  replaceLock(world, coldkey, netuid, { hotkey: to, mass: now.mass, conviction })
  const moved = { coldkey, origin_hotkey: now.hotkey, destination_hotkey: to, netuid }
  world.emit(locks.event.LockMoved(moved))
}

/** What was locked until now is counted by the former rule up to this block. */
export function setPerpetual(world: World, coldkey: AccountId, netuid: NetUid, enabled: boolean): void {
  ensureSubnetExists(world, netuid)
  replaceLock(world, coldkey, netuid, lockOf(world, coldkey, netuid), enabled)
  world.emit(locks.event.PerpetualLockSet({ coldkey, netuid, enabled }))
}
