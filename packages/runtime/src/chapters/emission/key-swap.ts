// What emission knows of a key goes over to the one in its place: what it earned, and what root stake may claim
// (chain-governance §6.4, §6.5).
import type { AccountId } from '@taonet/wire'
import { Alpha, type NetUid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { StakingHotkeys } from '../staking/table.ts'
import { netuids } from '../subnets/registry.ts'
import { passRootPlace } from './root-stake.ts'
import {
  AlphaDividendsPerSubnet,
  RootAlphaDividendsPerSubnet,
  RootClaimable,
  RootClaimed,
  RootClaimType,
  TotalHotkeyAlphaLastEpoch,
} from './table.ts'

/** The records of the last epoch. */
export function passDividends(world: World, netuid: NetUid, from: AccountId, to: AccountId): void {
  for (const record of [AlphaDividendsPerSubnet, RootAlphaDividendsPerSubnet]) {
    const paid = record.get(world, netuid, from)
    if (paid === 0n) continue
    record.remove(world, netuid, from)
    record.update(world, netuid, to, own => Alpha(own + paid))
  }
  const staked = TotalHotkeyAlphaLastEpoch.get(world, from, netuid)
  if (staked === 0n) return
  TotalHotkeyAlphaLastEpoch.remove(world, from, netuid)
  TotalHotkeyAlphaLastEpoch.update(world, to, netuid, own => Alpha(own + staked))
}

/** Whether nobody may claim, or has claimed, a root dividend of this hotkey. */
export function cleanOfRootClaims(world: Reads, hotkey: AccountId): boolean {
  if (RootClaimable.has(world, hotkey)) return false
  return netuids(world).every(netuid => {
    for (const _ of RootClaimed.entries(world, netuid, hotkey)) return false
    return true
  })
}

/** Together with the root stake: every position owes and is owed what it did. `to` is clean. */
export function passRootClaims(world: World, from: AccountId, to: AccountId): void {
  const rates = RootClaimable.get(world, from)
  if (rates.length === 0) return
  RootClaimable.put(world, to, rates)
  RootClaimable.remove(world, from)
  for (const [netuid] of rates) {
    for (const [[, , coldkey], claimed] of [...RootClaimed.entries(world, netuid, from)]) {
      RootClaimed.put(world, netuid, to, coldkey, claimed)
      RootClaimed.remove(world, netuid, from, coldkey)
    }
  }
}

/** A coldkey's watermarks, added to what is there, its choice and its place among those with root stake. */
export function passColdkeyClaims(world: World, from: AccountId, to: AccountId): void {
  for (const hotkey of StakingHotkeys.get(world, from)) {
    for (const [netuid] of RootClaimable.get(world, hotkey)) {
      const claimed = RootClaimed.get(world, netuid, hotkey, from)
      if (claimed === 0n) continue
      RootClaimed.remove(world, netuid, hotkey, from)
      RootClaimed.update(world, netuid, hotkey, to, own => own + claimed)
    }
  }
  if (RootClaimType.has(world, from)) {
    if (!RootClaimType.has(world, to)) RootClaimType.put(world, to, RootClaimType.get(world, from))
    RootClaimType.remove(world, from)
  }
  passRootPlace(world, from, to)
}
