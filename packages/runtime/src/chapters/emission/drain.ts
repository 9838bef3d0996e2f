// Whose epoch runs in this block, who waits, who is left out, and what is handed out (chain-emission §1.7).
import { runSteps } from '../../block-step.ts'
import type { NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { changeOwnerByConviction } from '../locks/owner-change.ts'
import { keyMapConsistent } from '../neurons/registry.ts'
import { deferEpoch, epochClock, noteBlock, noteEpoch, noteStep, skipEpoch } from '../subnets/schedule.ts'
import { MaxEpochsPerBlock } from '../subnets/table.ts'
import { distribute } from './distribution.ts'
import { subnetsBesideRoot } from './eligibility.ts'
import { takePending } from './pending.ts'
import { epochTurns } from './schedule.ts'
import type { AlphaSplit } from './subnet-terms.ts'

export interface Drained {
  readonly netuid: NetUid
  readonly pending: AlphaSplit
}

/** Counts the block for every subnet and gives each its turn; returns what was drained. */
export function takeTurns(world: World): Drained[] {
  const subnets = subnetsBesideRoot(world)
  for (const netuid of subnets) noteBlock(world, netuid)
  const turns = epochTurns(
    subnets.map(netuid => ({
      clock: epochClock(world, netuid),
      consistent: () => keyMapConsistent(world, netuid),
    })),
    BigInt(world.block),
    MaxEpochsPerBlock.get(world),
  )
  const drained: Drained[] = []
  for (const [i, netuid] of subnets.entries()) {
    if (turns[i] === 'deferred') deferEpoch(world, netuid)
    if (turns[i] === 'skipped') skipEpoch(world, netuid)
    if (turns[i] !== 'runs') continue
    drained.push({ netuid, pending: takePending(world, netuid) })
    noteEpoch(world, netuid)
    changeOwnerByConviction(world, netuid)
  }
  return drained
}

/**
 * Runs the epochs of the block, ascending by subnet. Each is a step of its own: one that is refused pays nothing, and
 * what it was to pay stays in the subnet's issuance without an owner, but the other subnets go on.
 */
export function runEpochs(world: World): void {
  const drained = takeTurns(world).sort((a, b) => a.netuid - b.netuid)
  runSteps(
    world,
    drained.map(({ netuid, pending }) => ({
      name: `epoch of subnet ${netuid}`,
      run(within) {
        distribute(within, netuid, pending)
        // Only now: the epoch itself asks for the one before (chain-epoch §2.4(2)).
        noteStep(within, netuid)
      },
    })),
  )
}
