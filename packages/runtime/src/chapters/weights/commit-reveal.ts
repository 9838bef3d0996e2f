// Committing to weights by hash and revealing them an epoch later (chain-weights-staking §4.2).
import type { AccountId, Hash } from '@taonet/wire'
import { ensure, refuse } from '../../failure.ts'
import { MechId, type NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { mechanismExists, storageIndex } from '../subnets/registry.ts'
import { currentEpoch } from '../subnets/schedule.ts'
import { CommitRevealWeightsEnabled, subnets } from '../subnets/table.ts'
import { ensurePace, ensureUid } from './checks.ts'
import {
  type Commit,
  type CommitQueue,
  findCommit,
  isRevealable,
  MAX_UNREVEALED,
  putCommits,
  splitExpired,
} from './commits.ts'
import { commitHash, type Reveal } from './hash.ts'
import { noteUpdate } from './rows.ts'
import { setWeights } from './set.ts'
import { weights } from './table.ts'

const { ExpiredWeightCommit, InvalidRevealCommitHashNotMatch, NoWeightsCommitFound } = weights.error

/** Refuses CommitRevealDisabled. */
export function ensureCommitReveal(world: World, netuid: NetUid): void {
  ensure(CommitRevealWeightsEnabled.get(world, netuid), weights.error.CommitRevealDisabled)
}

export function commitWeights(
  world: World,
  hotkey: AccountId,
  netuid: NetUid,
  mechanism: MechId,
  hash: Hash,
): void {
  ensure(mechanismExists(world, netuid, mechanism), subnets.error.MechanismDoesNotExist)
  ensureCommitReveal(world, netuid)
  const uid = ensureUid(world, netuid, hotkey)
  const index = storageIndex(mechanism, netuid)
  ensurePace(world, netuid, index, uid, weights.error.CommittingWeightsTooFast)
  const { open } = splitExpired(world, netuid, index, hotkey)
  ensure(open.length < MAX_UNREVEALED, weights.error.TooManyUnrevealedCommits)
  const commit: Commit = [hash, currentEpoch(world, netuid), BigInt(world.block), 0n]
  putCommits(world, index, hotkey, [...open, commit])
  noteUpdate(world, index, uid)
  world.emit(weights.event.WeightsCommitted({ who: hotkey, netuid_index: index, hash }))
}

/** Position of the commit among the open ones, which must be in its one epoch. */
function revealablePosition(world: World, netuid: NetUid, queue: CommitQueue, hash: Hash): number {
  const expired = findCommit(queue.expired, hash) !== -1
  if (queue.open.length === 0) refuse(expired ? ExpiredWeightCommit : NoWeightsCommitFound)
  const position = findCommit(queue.open, hash)
  const commit = queue.open[position]
  if (commit === undefined) refuse(expired ? ExpiredWeightCommit : InvalidRevealCommitHashNotMatch)
  ensure(isRevealable(world, netuid, commit), weights.error.RevealTooEarly)
  return position
}

/** The commit and all before it leave the queue; then the weights are set like open ones. */
export function revealWeights(
  world: World,
  hotkey: AccountId,
  netuid: NetUid,
  mechanism: MechId,
  reveal: Reveal,
): void {
  ensureCommitReveal(world, netuid)
  const index = storageIndex(mechanism, netuid)
  const hash = commitHash(hotkey, index, reveal)
  const queue = splitExpired(world, netuid, index, hotkey)
  const position = revealablePosition(world, netuid, queue, hash)
  putCommits(world, index, hotkey, queue.open.slice(position + 1))
  setWeights(world, hotkey, { netuid, mechanism, ...reveal })
  world.emit(weights.event.WeightsRevealed({ who: hotkey, netuid_index: index, hash }))
}

/** Several commits of mechanism 0: all are checked first, then each is removed and applied. */
export function revealWeightsBatch(
  world: World,
  hotkey: AccountId,
  netuid: NetUid,
  reveals: readonly Reveal[],
): void {
  ensureCommitReveal(world, netuid)
  const mechanism = MechId(0)
  const index = storageIndex(mechanism, netuid)
  const queue = splitExpired(world, netuid, index, hotkey)
  ensure(queue.open.length > 0 || queue.expired.length > 0, NoWeightsCommitFound)
  const hashes = reveals.map(reveal => commitHash(hotkey, index, reveal))
  for (const hash of hashes) revealablePosition(world, netuid, queue, hash)
  let open = queue.open
  for (const [i, reveal] of reveals.entries()) {
    const position = findCommit(open, hashes[i] ?? refuse(NoWeightsCommitFound))
    // The same reveal twice in one batch finds its commit gone.
    ensure(position !== -1, InvalidRevealCommitHashNotMatch)
    open = open.toSpliced(position, 1)
    putCommits(world, index, hotkey, open)
    setWeights(world, hotkey, { netuid, mechanism, ...reveal })
  }
  putCommits(world, index, hotkey, open)
  world.emit(weights.event.WeightsBatchRevealed({ who: hotkey, netuid, hashes }))
}
