// What staking knows of a coldkey goes over to another: its stake, its hotkeys, and where its incentive is staked
// (chain-governance §6.4).
import type { AccountId } from '@taonet/wire'
import type { World } from '../../world.ts'
import { netuids } from '../subnets/registry.ts'
import {
  AlphaV2,
  AutoStakeDestination,
  AutoStakeDestinationColdkeys,
  OwnedHotkeys,
  Owner,
  StakingHotkeys,
} from './table.ts'

/** `to` has no stake; it may own hotkeys. */
export function passColdkey(world: World, from: AccountId, to: AccountId): void {
  passAutoStake(world, from, to)
  const staked = StakingHotkeys.get(world, from)
  for (const hotkey of staked) passShares(world, hotkey, from, to)
  if (staked.length > 0) StakingHotkeys.put(world, to, staked)
  StakingHotkeys.remove(world, from)
  const owned = OwnedHotkeys.get(world, from)
  for (const hotkey of owned) Owner.put(world, hotkey, to)
  if (owned.length > 0) OwnedHotkeys.update(world, to, own => [...own, ...owned])
  OwnedHotkeys.remove(world, from)
}

/** Shares are worth what they were. */
function passShares(world: World, hotkey: AccountId, from: AccountId, to: AccountId): void {
  for (const [[, , netuid], shares] of [...AlphaV2.entries(world, hotkey, from)]) {
    AlphaV2.put(world, hotkey, to, netuid, shares)
    AlphaV2.remove(world, hotkey, from, netuid)
  }
}

/** What the new coldkey chose for itself stands. */
function passAutoStake(world: World, from: AccountId, to: AccountId): void {
  for (const netuid of netuids(world)) {
    const hotkey = AutoStakeDestination.get(world, from, netuid)
    if (hotkey === undefined) continue
    const chosen = AutoStakeDestination.has(world, to, netuid)
    AutoStakeDestination.remove(world, from, netuid)
    AutoStakeDestinationColdkeys.update(world, hotkey, netuid, all =>
      all.flatMap(one => (one !== from ? [one] : chosen ? [] : [to])),
    )
    if (!chosen) AutoStakeDestination.put(world, to, netuid, hotkey)
  }
}
