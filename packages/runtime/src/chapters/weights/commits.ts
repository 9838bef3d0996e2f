// The queue of a hotkey's open commits: what is expired, what may be revealed now (chain-weights-staking §4.2).
import type { AccountId, Hash } from '@taonet/wire'
import type { NetUid, StorageIndex } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { mechanismIndices } from '../subnets/registry.ts'
import { currentEpoch } from '../subnets/schedule.ts'
import { RevealPeriodEpochs } from '../subnets/table.ts'
import { WeightCommits } from './table.ts'

export const MAX_UNREVEALED = 10

/** (hash, epoch, block, 0) */
export type Commit = [Hash, bigint, bigint, bigint]

export interface CommitQueue {
  /** Oldest first. */
  readonly open: readonly Commit[]
  readonly expired: readonly Commit[]
}

export const commitsOf = (world: World, index: StorageIndex, hotkey: AccountId): readonly Commit[] =>
  WeightCommits.get(world, index, hotkey) ?? []

/** A commit can be revealed in exactly one epoch: the reveal period after its own. */
export const isRevealable = (world: World, netuid: NetUid, [, epoch]: Commit): boolean =>
  currentEpoch(world, netuid) === epoch + RevealPeriodEpochs.get(world, netuid)

/** The commits from the front on that can no longer be revealed, and the rest. */
export function splitExpired(
  world: World,
  netuid: NetUid,
  index: StorageIndex,
  hotkey: AccountId,
): CommitQueue {
  const all = commitsOf(world, index, hotkey)
  const last = currentEpoch(world, netuid) - RevealPeriodEpochs.get(world, netuid)
  const alive = all.findIndex(([, epoch]) => epoch >= last)
  const cut = alive === -1 ? all.length : alive
  return { open: all.slice(cut), expired: all.slice(0, cut) }
}

export const findCommit = (commits: readonly Commit[], hash: Hash): number =>
  commits.findIndex(([one]) => one === hash)

export function putCommits(
  world: World,
  index: StorageIndex,
  hotkey: AccountId,
  commits: readonly Commit[],
): void {
  if (commits.length === 0) WeightCommits.remove(world, index, hotkey)
  else WeightCommits.put(world, index, hotkey, [...commits])
}

/** The open commits of `from` become those of `to`, in every mechanism (chain-governance §6.5). */
export function passCommits(world: World, netuid: NetUid, from: AccountId, to: AccountId): void {
  for (const index of mechanismIndices(world, netuid)) {
    const commits = commitsOf(world, index, from)
    if (commits.length === 0) continue
    putCommits(world, index, to, commits)
    putCommits(world, index, from, [])
  }
}
