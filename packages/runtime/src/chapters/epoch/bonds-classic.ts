// The classic bonds: shares of every target, normalised per column (chain-epoch §2.5).
import { earned, movingAverage } from './bonds.ts'
import { mulFloor, normalised, type Q32 } from './q32.ts'
import { ascending, columnNormalised, columnUpscaled, mapEntries, type Sparse } from './sparse.ts'

export interface BondOutcome {
  readonly dividends: Float64Array
  /** As they will be stored, before quantising. */
  readonly bonds: Sparse
}

/** `old` holds the stored numbers themselves; only their proportions matter. */
export function classicBonds(
  weights: Sparse,
  old: Sparse,
  activeStake: Float64Array,
  incentive: Float64Array,
  alpha: Q32,
): BondOutcome {
  const uids = incentive.length
  const bought = mapEntries(weights, (value, _, row) => mulFloor(value, activeStake[row]!))
  const average = columnNormalised(
    movingAverage(columnNormalised(ascending(bought), uids), columnNormalised(ascending(old), uids), alpha),
    uids,
  )
  return { dividends: normalised(earned(average, incentive)), bonds: columnUpscaled(average, uids) }
}
