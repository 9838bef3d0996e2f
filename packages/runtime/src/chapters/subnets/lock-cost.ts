// The price of a subnet: doubles at every registration, falls linearly in between (chain-registry §3.2).
import { DEFAULT_BLOCK_EMISSION } from '../emission/block-emission.ts'

/** Blocks for the price to fall back: the configured interval, shortened by halvings. */
export const lockReductionInterval = (configured: bigint, blockEmission: bigint): bigint =>
  (configured * blockEmission) / DEFAULT_BLOCK_EMISSION

export interface LockCost {
  /** NetworkLastLockCost, rao. */
  readonly lastLock: bigint
  /** Block of the last registration, 0 = none yet. */
  readonly lastBlock: bigint
  readonly block: bigint
  /** `lockReductionInterval`. */
  readonly interval: bigint
  /** NetworkMinLockCost, rao. */
  readonly minLock: bigint
}

/** rao. */
export function lockCost({ lastLock, lastBlock, block, interval, minLock }: LockCost): bigint {
  const start = lastBlock === 0n ? lastLock : 2n * lastLock
  const perBlock = interval === 0n ? 0n : lastLock / interval
  const cost = start - perBlock * (block - lastBlock)
  return cost > minLock ? cost : minLock
}
