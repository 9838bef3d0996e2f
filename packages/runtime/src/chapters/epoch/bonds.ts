// What the two bond branches share: reading, the plain moving average, the penalty, dividends, storing
// (chain-epoch §2.2(12), §2.2(15), §2.4, §2.5, §2.6).
import type { AlphaCurve } from './liquid-alpha.ts'
import { mulCeil, mulFloor, ONE, type Q32, toU16 } from './q32.ts'
import { mapEntries, type Row, rowCount, type Sparse, SparseBuilder } from './sparse.ts'

/** How an epoch moves its bonds. */
export interface BondRule {
  /** 1 - BondsMovingAverage / 1e6. */
  readonly alpha: Q32
  /** Null when liquid alpha is off. */
  readonly curve: AlphaCurve | null
}

/** 1 - average / 1e6, truncated; an average above 1e6 counts as 1e6. */
export const averageStep = (bondsMovingAverage: number): Q32 =>
  ONE - Math.floor((Math.min(bondsMovingAverage, 1_000_000) * ONE) / 1_000_000)

/**
 * First block whose registrations lose their old bonds: a target registered at or after it is new (chain-epoch
 * §2.4(2)). `lastStep` 0 = the subnet never ran.
 */
export const newSince = (block: number, tempo: number, lastStep: number): number =>
  lastStep === 0 ? Math.max(0, block - tempo) : lastStep + 1

/** Stored bonds towards targets that are not new, read by `value`. */
export function storedBonds(
  rows: readonly Row[],
  registeredAt: Float64Array,
  since: number,
  value: (stored: number) => Q32,
): Sparse {
  const uids = registeredAt.length
  const builder = new SparseBuilder(
    uids,
    rows.reduce((total, row) => total + row.length, 0),
  )
  for (let from = 0; from < uids; from++) {
    const row = rows[from] ?? []
    for (let i = 0; i < row.length; i++) {
      const entry = row[i]!
      if (entry[0] < uids && registeredAt[entry[0]]! < since) builder.push(entry[0], value(entry[1]))
    }
    builder.endRow()
  }
  return builder.build()
}

/** Weights cut at consensus; a positive weight of a column without consensus disappears, an explicit 0 stays. */
export function clipped(weights: Sparse, consensus: Float64Array): Sparse {
  const builder = new SparseBuilder(rowCount(weights), weights.uids.length)
  for (let row = 0; row < rowCount(weights); row++) {
    for (let at = weights.starts[row]!; at < weights.starts[row + 1]!; at++) {
      const most = consensus[weights.uids[at]!]!
      const value = weights.values[at]!
      if (value <= most) builder.push(weights.uids[at]!, value)
      else if (most > 0) builder.push(weights.uids[at]!, most)
    }
    builder.endRow()
  }
  return builder.build()
}

/**
 * The weights that bonds follow: w + penalty * (clipped - w) for 0 < penalty < 1, entries above 0 only. `weights` in
 * ascending order. The two ends, penalty 0 and 1, are `weights` and `clipped` themselves, stored order and zeros kept.
 */
export function penalised(weights: Sparse, consensus: Float64Array, penalty: Q32): Sparse {
  const cells = mapEntries(
    weights,
    (value, uid) => value - mulCeil(penalty, Math.max(0, value - consensus[uid]!)),
  )
  return withoutZeros(cells)
}

export function withoutZeros(matrix: Sparse): Sparse {
  if (!matrix.values.includes(0)) return matrix
  const builder = new SparseBuilder(rowCount(matrix), matrix.uids.length)
  for (let row = 0; row < rowCount(matrix); row++) {
    for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++)
      if (matrix.values[at]! > 0) builder.push(matrix.uids[at]!, matrix.values[at]!)
    builder.endRow()
  }
  return builder.build()
}

/** alpha * next + (1 - alpha) * old cell by cell; both ascending, so is the result; entries above 0 only. */
export function movingAverage(next: Sparse, old: Sparse, alpha: Q32): Sparse {
  const builder = new SparseBuilder(rowCount(next), next.uids.length + old.uids.length)
  const keep = (uid: number, value: Q32): void => {
    if (value > 0) builder.push(uid, value)
  }
  for (let row = 0; row < rowCount(next); row++) {
    let a = next.starts[row]!
    let b = old.starts[row]!
    const aEnd = next.starts[row + 1]!
    const bEnd = old.starts[row + 1]!
    while (a < aEnd || b < bEnd) {
      const ua = a < aEnd ? next.uids[a]! : Number.POSITIVE_INFINITY
      const ub = b < bEnd ? old.uids[b]! : Number.POSITIVE_INFINITY
      const fresh = ua <= ub ? mulFloor(alpha, next.values[a++]!) : 0
      const decayed = ub <= ua ? mulFloor(ONE - alpha, old.values[b++]!) : 0
      keep(Math.min(ua, ub), fresh + decayed)
    }
    builder.endRow()
  }
  return builder.build()
}

/** Per row the sum of value * incentive of its target. */
export function earned(bonds: Sparse, incentive: Float64Array): Float64Array {
  const out = new Float64Array(rowCount(bonds))
  for (let row = 0; row < out.length; row++) {
    let total = 0
    for (let at = bonds.starts[row]!; at < bonds.starts[row + 1]!; at++)
      total += mulFloor(bonds.values[at]!, incentive[bonds.uids[at]!]!)
    out[row] = total
  }
  return out
}

/** Rows as stored, quantised; whoever has no new permit stores none (chain-epoch §2.6). */
export const bondRows = (bonds: Sparse, permits: readonly boolean[]): [uid: number, value: number][][] =>
  permits.map((permit, row) => {
    const out: [uid: number, value: number][] = []
    if (permit)
      for (let at = bonds.starts[row]!; at < bonds.starts[row + 1]!; at++)
        out.push([bonds.uids[at]!, toU16(bonds.values[at]!)])
    return out
  })
