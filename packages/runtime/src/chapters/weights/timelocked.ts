// Commits that nobody could open: a timelock is opened by a pulse of drand, and none ever reaches this chain. Whoever sends
// one is told so, after everything that is wrong with it besides (chain-weights-staking §4.3).
import type { AccountId } from '@taonet/wire'
import { ensure, refuse } from '../../failure.ts'
import type { MechId, NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { mechanismExists, storageIndex } from '../subnets/registry.ts'
import { CommitRevealWeightsVersion, subnets } from '../subnets/table.ts'
import { ensurePace, ensureUid } from './checks.ts'
import { ensureCommitReveal } from './commit-reveal.ts'
import { weights } from './table.ts'

/** What the oldest form of the call stands for. */
export const CRV3_VERSION = 4

/** Refuses in the order of the rules, and CallDisabled in the end. */
export function refuseTimelocked(
  world: World,
  hotkey: AccountId,
  netuid: NetUid,
  mechanism: MechId,
  version: number,
): never {
  ensure(mechanismExists(world, netuid, mechanism), subnets.error.MechanismDoesNotExist)
  ensureCommitReveal(world, netuid)
  ensure(version === CommitRevealWeightsVersion.get(world), weights.error.IncorrectCommitRevealVersion)
  const uid = ensureUid(world, netuid, hotkey)
  const index = storageIndex(mechanism, netuid)
  ensurePace(world, netuid, index, uid, weights.error.CommittingWeightsTooFast)
  refuse(weights.error.CallDisabled)
}
