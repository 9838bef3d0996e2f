// When a subnet's epoch runs, and the rows that remember it (chain-emission §1.7). The rule itself is emission's.
import type { NetUid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { blocksUntilNextEpoch, epochDue as due, type EpochClock } from '../emission/schedule.ts'
import {
  AdminFreezeWindow,
  BlocksSinceLastStep,
  LastEpochBlock,
  LastMechansimStepBlock,
  PendingEpochAt,
  SubnetEpochIndex,
  subnets,
  Tempo,
} from './table.ts'

export const epochClock = (world: Reads, netuid: NetUid): EpochClock => ({
  tempo: Tempo.get(world, netuid),
  lastEpochBlock: LastEpochBlock.get(world, netuid),
  pendingEpochAt: PendingEpochAt.get(world, netuid),
  blocksSinceLastStep: BlocksSinceLastStep.get(world, netuid),
})

export const epochDue = (world: World, netuid: NetUid): boolean =>
  due(epochClock(world, netuid), BigInt(world.block))

/** Blocks to the next epoch in turn, 0 when it is overdue, 2^64-1 when the subnet never runs. */
export const blocksUntilEpoch = (world: World, netuid: NetUid): bigint =>
  blocksUntilNextEpoch(Tempo.get(world, netuid), LastEpochBlock.get(world, netuid), BigInt(world.block))

/** Whether an epoch is too near for hyperparameters to change; an overdue one is (chain-registry §3.5). */
export function inFreezeWindow(world: World, netuid: NetUid): boolean {
  if (Tempo.get(world, netuid) === 0) return false
  if (PendingEpochAt.get(world, netuid) > BigInt(world.block)) return true
  return blocksUntilEpoch(world, netuid) < BigInt(AdminFreezeWindow.get(world))
}

/** The epoch that a commitment made now belongs to (chain-weights-staking §4.2). */
export const currentEpoch = (world: World, netuid: NetUid): bigint =>
  SubnetEpochIndex.get(world, netuid) + (epochDue(world, netuid) ? 1n : 0n)

/** A block passed. */
export function noteBlock(world: World, netuid: NetUid): void {
  BlocksSinceLastStep.update(world, netuid, now => now + 1n)
}

function turn(world: World, netuid: NetUid): void {
  restartCycle(world, netuid)
  PendingEpochAt.remove(world, netuid)
  SubnetEpochIndex.update(world, netuid, now => now + 1n)
}

/** The epoch runs in this block. */
export function noteEpoch(world: World, netuid: NetUid): void {
  BlocksSinceLastStep.put(world, netuid, 0n)
  turn(world, netuid)
}

/** The epoch is left out because the key map is inconsistent: its turn passes, what is pending stays. */
export function skipEpoch(world: World, netuid: NetUid): void {
  world.emit(subnets.event.EpochSkipped({ netuid }))
  turn(world, netuid)
}

/** Too many epochs in this block: this one waits for the next. */
export function deferEpoch(world: World, netuid: NetUid): void {
  const block = BigInt(world.block) + 1n
  PendingEpochAt.put(world, netuid, block)
  world.emit(subnets.event.EpochDeferred({ netuid, block }))
}

/** The epoch's emission is distributed. */
export function noteStep(world: World, netuid: NetUid): void {
  LastMechansimStepBlock.put(world, netuid, BigInt(world.block))
}

/** The next epoch in turn is a whole tempo away. */
export function restartCycle(world: World, netuid: NetUid): void {
  LastEpochBlock.put(world, netuid, BigInt(world.block))
}
