// Yuma3 bonds: every bond its own moving average, stored as an absolute proportion (chain-epoch §2.4).
import { type BondRule, earned, movingAverage } from './bonds.ts'
import type { BondOutcome } from './bonds-classic.ts'
import { type AlphaCurve, alphaOf, cappedBondAverage } from './liquid-alpha.ts'
import { mulFloor, normalised } from './q32.ts'
import { ascending, columnNormalised, rowCount, type Sparse, SparseBuilder } from './sparse.ts'

export function yuma3Bonds(
  weights: Sparse,
  old: Sparse,
  activeStake: Float64Array,
  incentive: Float64Array,
  consensus: Float64Array,
  rule: BondRule,
): BondOutcome {
  const liquid = consensus.some(one => one > 0) ? rule.curve : null
  const bonds =
    liquid === null
      ? movingAverage(ascending(weights), ascending(old), rule.alpha)
      : liquidAverage(weights, old, consensus, liquid)
  const shares = earned(columnNormalised(bonds, incentive.length), incentive)
  return { dividends: normalised(shares.map((share, uid) => mulFloor(share, activeStake[uid]!))), bonds }
}

/**
 * The liquid average of exactly the cells present in `weights`, in their order: an old bond without a weight vanishes,
 * a result of 0 leaves no entry. Alpha is found by a forward pass over the columns: in a row out of ascending order it
 * does not see what stands behind a higher uid (the row-order quirk of chain-epoch §2.4(3)).
 */
export function liquidAverage(
  weights: Sparse,
  old: Sparse,
  consensus: Float64Array,
  curve: AlphaCurve,
): Sparse {
  const builder = new SparseBuilder(rowCount(weights), weights.uids.length)
  const bonds = new Float64Array(consensus.length)
  const seenBonds = new Float64Array(consensus.length)
  for (let row = 0; row < rowCount(weights); row++) {
    let highest = -1
    for (let at = old.starts[row]!; at < old.starts[row + 1]!; at++) {
      const uid = old.uids[at]!
      bonds[uid] = old.values[at]!
      if (uid > highest) seenBonds[uid] = old.values[at]!
      highest = Math.max(highest, uid)
    }
    highest = -1
    for (let at = weights.starts[row]!; at < weights.starts[row + 1]!; at++) {
      const uid = weights.uids[at]!
      const weight = weights.values[at]!
      const alpha = alphaOf(curve, consensus[uid]!, uid > highest ? weight : 0, seenBonds[uid]!)
      highest = Math.max(highest, uid)
      const bond = cappedBondAverage(alpha, bonds[uid]!, weight)
      if (bond > 0) builder.push(uid, bond)
    }
    for (let at = old.starts[row]!; at < old.starts[row + 1]!; at++) {
      bonds[old.uids[at]!] = 0
      seenBonds[old.uids[at]!] = 0
    }
    builder.endRow()
  }
  return builder.build()
}
