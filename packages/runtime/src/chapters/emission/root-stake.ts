// What follows a change of root stake: watermarks, so that new stake claims no old dividend, and the index of those who
// hold any (chain-emission §1.9).
import type { AccountId } from '@taonet/wire'
import { invariant } from '../../failure.ts'
import { ROOT } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { stakeOf } from '../staking/stake.ts'
import { StakingHotkeys } from '../staking/table.ts'
import { claimedBy } from './root-claim.ts'
import {
  NumStakingColdkeys,
  RootClaimable,
  RootClaimed,
  StakingColdkeys,
  StakingColdkeysByIndex,
} from './table.ts'

/** A coldkey's root stake on a hotkey has just grown or shrunk by `delta` rao. */
export function rootStakeChanged(world: World, hotkey: AccountId, coldkey: AccountId, delta: bigint): void {
  moveWatermarks(world, hotkey, coldkey, delta)
  // Nearly always the hotkey itself answers; a coldkey may have staked to thousands.
  const holds = stakeOf(world, hotkey, coldkey, ROOT) > 0n || holdsRootStake(world, coldkey)
  const position = StakingColdkeys.get(world, coldkey)
  if (holds && position === undefined) appendColdkey(world, coldkey)
  if (!holds && position !== undefined) removeColdkey(world, coldkey, position)
}

const holdsRootStake = (world: Reads, coldkey: AccountId): boolean =>
  StakingHotkeys.get(world, coldkey).some(hotkey => stakeOf(world, hotkey, coldkey, ROOT) > 0n)

/** By floor(rate * |delta|) on every subnet, up or down, not below 0. */
function moveWatermarks(world: World, hotkey: AccountId, coldkey: AccountId, delta: bigint): void {
  for (const [netuid, rate] of RootClaimable.get(world, hotkey)) {
    const step = delta < 0n ? -claimedBy(rate, -delta) : claimedBy(rate, delta)
    RootClaimed.update(world, netuid, hotkey, coldkey, now => (now + step < 0n ? 0n : now + step))
  }
}

/** All root stake of `from` is about to be that of `to`, which has none (chain-governance §6.4). */
export function passRootPlace(world: World, from: AccountId, to: AccountId): void {
  const position = StakingColdkeys.get(world, from)
  if (position === undefined) return
  removeColdkey(world, from, position)
  appendColdkey(world, to)
}

function appendColdkey(world: World, coldkey: AccountId): void {
  const end = NumStakingColdkeys.get(world)
  StakingColdkeysByIndex.put(world, end, coldkey)
  StakingColdkeys.put(world, coldkey, end)
  NumStakingColdkeys.put(world, end + 1n)
}

/** The last one takes the freed position. */
function removeColdkey(world: World, coldkey: AccountId, position: bigint): void {
  const end = NumStakingColdkeys.get(world) - 1n
  const last = StakingColdkeysByIndex.get(world, end)
  invariant(last !== undefined, `no coldkey with root stake at ${end}`)
  StakingColdkeysByIndex.put(world, position, last)
  StakingColdkeys.put(world, last, position)
  StakingColdkeysByIndex.remove(world, end)
  StakingColdkeys.remove(world, coldkey)
  NumStakingColdkeys.put(world, end)
}
