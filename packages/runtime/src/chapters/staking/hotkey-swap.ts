// What staking knows of a hotkey goes over to another: its owner, its take, its positions, and who stakes his incentive to
// it (chain-governance §6.5).
import type { AccountId } from '@taonet/wire'
import type { NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { noteStakingHotkey } from './accounts.ts'
import { decreaseStake, hotkeyStake, increaseStake, mayIncreaseStake, stakeOf } from './stake.ts'
import {
  AlphaV2,
  AutoStakeDestination,
  AutoStakeDestinationColdkeys,
  Delegates,
  LastTxBlockDelegateTake,
  OwnedHotkeys,
  Owner,
  StakingHotkeys,
  TotalHotkeyAlpha,
  TotalHotkeySharesV2,
} from './table.ts'

/** The coldkey no longer owns `from`; `to` is its own already. Whoever has nothing left on `from` forgets it. */
export function passHotkey(world: World, coldkey: AccountId, from: AccountId, to: AccountId): void {
  Owner.remove(world, from)
  Delegates.remove(world, from)
  LastTxBlockDelegateTake.remove(world, from)
  OwnedHotkeys.update(world, coldkey, all => all.filter(one => one !== from))
  const left = new Set([...AlphaV2.entries(world, from)].map(([[, holder]]) => holder))
  const holders = new Set([...AlphaV2.entries(world, to)].map(([[, holder]]) => holder))
  for (const holder of holders) {
    if (left.has(holder) || !StakingHotkeys.get(world, holder).includes(from)) continue
    StakingHotkeys.update(world, holder, all => all.filter(one => one !== from))
  }
}

/** With the time from which the next rise counts. */
export function passTake(world: World, from: AccountId, to: AccountId): void {
  if (Delegates.has(world, from)) Delegates.put(world, to, Delegates.get(world, from))
  const since = LastTxBlockDelegateTake.get(world, from)
  if (since > LastTxBlockDelegateTake.get(world, to)) LastTxBlockDelegateTake.put(world, to, since)
}

export function passAutoStake(world: World, netuid: NetUid, from: AccountId, to: AccountId): void {
  const coldkeys = AutoStakeDestinationColdkeys.get(world, from, netuid)
  if (coldkeys.length === 0) return
  for (const coldkey of coldkeys) AutoStakeDestination.put(world, coldkey, netuid, to)
  AutoStakeDestinationColdkeys.remove(world, from, netuid)
  AutoStakeDestinationColdkeys.update(world, to, netuid, all => [...all, ...coldkeys])
}

/** Everybody's stake on these subnets. Where `to` has none the pool goes over as it is, else position by position. */
export function passPositions(
  world: World,
  from: AccountId,
  to: AccountId,
  netuids: readonly NetUid[],
): void {
  const chosen = new Set(netuids)
  const holders = new Map<NetUid, AccountId[]>()
  for (const [[, coldkey, netuid]] of AlphaV2.entries(world, from)) {
    if (chosen.has(netuid)) holders.set(netuid, [...(holders.get(netuid) ?? []), coldkey])
  }
  for (const [netuid, coldkeys] of holders) {
    if (hotkeyStake(world, to, netuid) === 0n) passPool(world, netuid, from, to, coldkeys)
    else for (const coldkey of coldkeys) passPosition(world, netuid, from, to, coldkey)
  }
}

function passPool(
  world: World,
  netuid: NetUid,
  from: AccountId,
  to: AccountId,
  holders: readonly AccountId[],
): void {
  // Shares of an empty pool are worth nothing, and must not become worth something.
  const stale = [...AlphaV2.entries(world, to)].filter(([[, , where]]) => where === netuid)
  for (const [[, coldkey]] of stale) AlphaV2.remove(world, to, coldkey, netuid)
  for (const coldkey of holders) {
    AlphaV2.put(world, to, coldkey, netuid, AlphaV2.get(world, from, coldkey, netuid))
    AlphaV2.remove(world, from, coldkey, netuid)
    noteStakingHotkey(world, coldkey, to)
  }
  TotalHotkeyAlpha.put(world, to, netuid, TotalHotkeyAlpha.get(world, from, netuid))
  TotalHotkeyAlpha.remove(world, from, netuid)
  TotalHotkeySharesV2.put(world, to, netuid, TotalHotkeySharesV2.get(world, from, netuid))
  TotalHotkeySharesV2.remove(world, from, netuid)
}

/** What would buy no share stays. */
function passPosition(
  world: World,
  netuid: NetUid,
  from: AccountId,
  to: AccountId,
  coldkey: AccountId,
): void {
  const amount = stakeOf(world, from, coldkey, netuid)
  if (!mayIncreaseStake(world, to, netuid, amount)) return
  decreaseStake(world, from, coldkey, netuid, amount)
  increaseStake(world, to, coldkey, netuid, amount)
}
