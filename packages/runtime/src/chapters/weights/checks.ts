// Who may set weights, and when: shared by the guards and the calls (chain-weights-staking §4.0, §4.1, §4.2).
import type { AccountId } from '@taonet/wire'
import { I64F64 } from '@taonet/wire'
import { type DispatchError, ensure } from '../../failure.ts'
import type { NetUid, StorageIndex, Uid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { uidOf } from '../neurons/registry.ts'
import { neurons } from '../neurons/table.ts'
import { inheritedStake } from '../staking/stake.ts'
import { StakeThreshold } from '../staking/table.ts'
import { longEnoughAgo } from '../subnets/stamps.ts'
import { SubnetOwnerHotkey, WeightsSetRateLimit } from '../subnets/table.ts'
import { lastUpdate } from './rows.ts'
import { weights } from './table.ts'

/** The hotkey that stands for the subnet's owner needs neither stake nor permit. */
export const isOwnerHotkey = (world: Reads, netuid: NetUid, hotkey: AccountId): boolean =>
  SubnetOwnerHotkey.get(world, netuid) === hotkey && uidOf(world, netuid, hotkey) !== undefined

/** Refuses NotEnoughStakeToSetWeights. */
export function ensureMinimumStake(world: Reads, netuid: NetUid, hotkey: AccountId): void {
  const enough =
    isOwnerHotkey(world, netuid, hotkey) ||
    I64F64.floor(inheritedStake(world, hotkey, netuid).total) >= StakeThreshold.get(world)
  ensure(enough, weights.error.NotEnoughStakeToSetWeights)
}

/** Refuses HotKeyNotRegisteredInSubNet. */
export function ensureUid(world: Reads, netuid: NetUid, hotkey: AccountId): Uid {
  const uid = uidOf(world, netuid, hotkey)
  ensure(uid !== undefined, neurons.error.HotKeyNotRegisteredInSubNet)
  return uid
}

/** One update, set or committed, per WeightsSetRateLimit blocks and mechanism. */
export function ensurePace(
  world: World,
  netuid: NetUid,
  index: StorageIndex,
  uid: Uid,
  tooFast: DispatchError,
): void {
  const limit = WeightsSetRateLimit.get(world, netuid)
  ensure(longEnoughAgo(lastUpdate(world, index, uid), BigInt(world.block), limit), tooFast)
}
