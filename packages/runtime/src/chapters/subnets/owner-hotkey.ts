// The hotkey that stands for a subnet's owner (chain-registry §3.5, §3.9).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { passOwnerSums } from '../locks/sums.ts'
import { ensureNoSystemAccount } from '../staking/accounts.ts'
import { ensureOutsideFreezeWindow, mayRepeat, stamp } from './limits.ts'
import { SubnetOwner, SubnetOwnerHotkey, subnets } from './table.ts'

/** Blocks between two changes by the owner; a new owner inherits the stamp. */
const LIMIT = 50_400n

/** From now on `hotkey` stands for the owner, and what is locked on it counts as locked on the owner's hotkey. */
function standForOwner(world: World, netuid: NetUid, hotkey: AccountId): void {
  passOwnerSums(world, netuid, hotkey)
  SubnetOwnerHotkey.put(world, netuid, hotkey)
}

/** A subnet passes to another owner. */
export function handOver(world: World, netuid: NetUid, coldkey: AccountId, hotkey: AccountId): void {
  standForOwner(world, netuid, hotkey)
  SubnetOwner.put(world, netuid, coldkey)
}

/** Where `from` stands for the owner, `to` does from now on (chain-governance §6.5). */
export function passOwnerRole(world: World, netuid: NetUid, from: AccountId, to: AccountId): void {
  if (SubnetOwnerHotkey.get(world, netuid) === from) standForOwner(world, netuid, to)
}

/** Refuses with TxRateLimitExceeded, AdminActionProhibitedDuringWeightsWindow or CannotUseSystemAccount. */
export function changeOwnerHotkey(
  world: World,
  netuid: NetUid,
  hotkey: AccountId,
  who: 'owner' | 'root',
): void {
  const key = { type: 'SetSNOwnerHotkey', value: netuid } as const
  ensure(who === 'root' || mayRepeat(world, key, LIMIT), subnets.error.TxRateLimitExceeded)
  ensureOutsideFreezeWindow(world, netuid)
  ensureNoSystemAccount(hotkey)
  standForOwner(world, netuid, hotkey)
  if (who === 'owner') stamp(world, key)
  world.emit(subnets.event.SubnetOwnerHotkeySet({ netuid, hotkey }))
}
