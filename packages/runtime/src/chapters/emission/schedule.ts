// When a subnet's epoch runs (chain-emission §1.7).
import { U64_MAX } from '@taonet/wire'

/** A subnet without a step for more blocks than this runs whatever its schedule says. */
export const MAX_BLOCKS_WITHOUT_STEP = 50_400n

export interface EpochClock {
  readonly tempo: number
  readonly lastEpochBlock: bigint
  /** 0 = none. */
  readonly pendingEpochAt: bigint
  /** As it stands at the moment of the question: the drain asks after this block's increment. */
  readonly blocksSinceLastStep: bigint
}

const since = (block: bigint, last: bigint): bigint => (block > last ? block - last : 0n)

export function epochDue(clock: EpochClock, block: bigint): boolean {
  if (clock.tempo === 0) return false
  if (clock.pendingEpochAt > 0n && block >= clock.pendingEpochAt) return true
  if (clock.blocksSinceLastStep > MAX_BLOCKS_WITHOUT_STEP) return true
  return since(block, clock.lastEpochBlock) >= BigInt(clock.tempo)
}

/** Blocks to the next automatic epoch, 2^64-1 when the subnet never runs. */
export const blocksUntilNextEpoch = (tempo: number, lastEpochBlock: bigint, block: bigint): bigint =>
  tempo === 0 ? U64_MAX : since(lastEpochBlock + BigInt(tempo), block)

/** Block of the next epoch, automatic or triggered; undefined when the subnet never runs. */
export function nextEpochBlock(clock: EpochClock): bigint | undefined {
  if (clock.tempo === 0) return undefined
  const automatic = clock.lastEpochBlock + BigInt(clock.tempo)
  return clock.pendingEpochAt > 0n && clock.pendingEpochAt < automatic ? clock.pendingEpochAt : automatic
}

export type EpochTurn = 'waits' | 'runs' | 'skipped' | 'deferred'

/**
 * What this block does with each subnet, in iteration order: at most `most` epochs run, every further due subnet is
 * deferred; one with an inconsistent key map is skipped and takes no slot. `consistent` reads the whole map, so only
 * those are asked that would run.
 */
export function epochTurns(
  subnets: readonly { readonly clock: EpochClock; consistent(): boolean }[],
  block: bigint,
  most: number,
): EpochTurn[] {
  let taken = 0
  return subnets.map(subnet => {
    if (!epochDue(subnet.clock, block)) return 'waits'
    if (taken >= most) return 'deferred'
    if (!subnet.consistent()) return 'skipped'
    taken += 1
    return 'runs'
  })
}
