// What is checked in the pool and again before a call's own body (chain-weights-staking §4.0).
import type { AccountId, Hash } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { MechId, NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { uidOf } from '../neurons/registry.ts'
import { storageIndex } from '../subnets/registry.ts'
import { CommitRevealWeightsEnabled } from '../subnets/table.ts'
import { ensureMinimumStake, ensurePace } from './checks.ts'
import { commitsOf, findCommit, isRevealable } from './commits.ts'
import { weights } from './table.ts'

export function guardStakes(world: World, hotkey: AccountId, netuids: readonly NetUid[]): void {
  for (const netuid of netuids) ensureMinimumStake(world, netuid, hotkey)
}

/** Unregistered hotkeys pass here; the call itself refuses them. */
export function guardSet(world: World, hotkey: AccountId, netuid: NetUid, mechanism: MechId): void {
  ensureMinimumStake(world, netuid, hotkey)
  if (CommitRevealWeightsEnabled.get(world, netuid)) return
  guardPace(world, hotkey, netuid, mechanism, weights.error.SettingWeightsTooFast)
}

export function guardCommit(world: World, hotkey: AccountId, netuid: NetUid, mechanism: MechId): void {
  ensureMinimumStake(world, netuid, hotkey)
  guardPace(world, hotkey, netuid, mechanism, weights.error.CommittingWeightsTooFast)
}

function guardPace(
  world: World,
  hotkey: AccountId,
  netuid: NetUid,
  mechanism: MechId,
  tooFast: Parameters<typeof ensurePace>[4],
): void {
  const uid = uidOf(world, netuid, hotkey)
  if (uid !== undefined) ensurePace(world, netuid, storageIndex(mechanism, netuid), uid, tooFast)
}

/** Every commit must be there, and in its one epoch: a late one too shows RevealTooEarly. */
export function guardReveals(
  world: World,
  hotkey: AccountId,
  netuid: NetUid,
  mechanism: MechId,
  hashes: readonly Hash[],
): void {
  ensureMinimumStake(world, netuid, hotkey)
  const commits = commitsOf(world, storageIndex(mechanism, netuid), hotkey)
  for (const hash of hashes) {
    const commit = commits[findCommit(commits, hash)]
    ensure(commit !== undefined, weights.error.NoWeightsCommitFound)
    ensure(isRevealable(world, netuid, commit), weights.error.RevealTooEarly)
  }
}
