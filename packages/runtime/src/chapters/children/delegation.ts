// Root validators lend their stake to the owner of a new subnet, unless they chose not to (chain-emission §1.10).
import { type AccountId, U64_MAX } from '@taonet/wire'
import { type NetUid, ROOT } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { hotkeys } from '../neurons/registry.ts'
import { ensureOwns, ownerOf } from '../staking/accounts.ts'
import { setChildren } from './set.ts'
import { AutoParentDelegationEnabled, children } from './table.ts'

/** Whoever may not, does not. */
export function lendToNewSubnet(world: World, netuid: NetUid, ownerHotkey: AccountId): void {
  for (const validator of hotkeys(world, ROOT)) {
    const coldkey = ownerOf(world, validator)
    if (coldkey === undefined || !AutoParentDelegationEnabled.get(world, validator)) continue
    attempt(world, () => setChildren(world, coldkey, validator, netuid, [[U64_MAX, ownerHotkey]]))
  }
}

/** Refuses NonAssociatedColdKey. */
export function setAutoParentDelegation(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  enabled: boolean,
): void {
  ensureOwns(world, coldkey, hotkey)
  AutoParentDelegationEnabled.put(world, hotkey, enabled)
  world.emit(children.event.AutoParentDelegationEnabledSet({ hotkey, enabled }))
}
