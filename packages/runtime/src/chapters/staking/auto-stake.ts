// Where a coldkey's mining incentive is staked, by subnet (chain-emission §1.7, last paragraph).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { uidOf } from '../neurons/registry.ts'
import { neurons } from '../neurons/table.ts'
import { subnetExists } from '../subnets/registry.ts'
import { subnets } from '../subnets/table.ts'
import { AutoStakeDestination, AutoStakeDestinationColdkeys, staking } from './table.ts'

export const autoStakeDestination = (
  world: Reads,
  coldkey: AccountId,
  netuid: NetUid,
): AccountId | undefined => AutoStakeDestination.get(world, coldkey, netuid)

export function setAutoStakeDestination(
  world: World,
  coldkey: AccountId,
  netuid: NetUid,
  hotkey: AccountId,
): void {
  ensure(subnetExists(world, netuid), subnets.error.SubnetNotExists)
  ensure(uidOf(world, netuid, hotkey) !== undefined, neurons.error.HotKeyNotRegisteredInSubNet)
  const before = AutoStakeDestination.get(world, coldkey, netuid)
  ensure(before !== hotkey, staking.error.SameAutoStakeHotkeyAlreadySet)
  if (before !== undefined) {
    AutoStakeDestinationColdkeys.update(world, before, netuid, all => all.filter(one => one !== coldkey))
  }
  AutoStakeDestination.put(world, coldkey, netuid, hotkey)
  AutoStakeDestinationColdkeys.update(world, hotkey, netuid, all => [...all, coldkey])
  world.emit(staking.event.AutoStakeDestinationSet({ coldkey, netuid, hotkey }))
}
