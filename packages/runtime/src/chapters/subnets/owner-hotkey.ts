// The hotkey that stands for a subnet's owner (chain-registry §3.5, §3.9).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { ensureNoSubnetAccount } from '../staking/accounts.ts'
import { ensureOutsideFreezeWindow, mayRepeat, stamp } from './limits.ts'
import { SubnetOwnerHotkey, subnets } from './table.ts'

/** Blocks between two changes by the owner; a new owner inherits the stamp. */
const LIMIT = 50_400n

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
  ensureNoSubnetAccount(hotkey)
  SubnetOwnerHotkey.put(world, netuid, hotkey)
  if (who === 'owner') stamp(world, key)
  world.emit(subnets.event.SubnetOwnerHotkeySet({ netuid, hotkey }))
}
