// The weight matrix an epoch judges by: stored rows, masked and normalised (chain-epoch §2.2(9)).
import { type Row, rowNormalised, type Sparse, SparseBuilder } from './sparse.ts'

export interface WeightMasks {
  /** Rows of uids without a permit are empty. */
  readonly permits: readonly boolean[]
  /** Nobody weighs itself, except the owner's uid. */
  readonly ownerUid: number | null
  readonly lastUpdate: Float64Array
  readonly registeredAt: Float64Array
  /** Earliest unrevealed commit per uid, Infinity for none; null while commit-reveal is off. */
  readonly commitBlocks: Float64Array | null
}

/** Masked rows in stored order, each normalised to 1; entries to uids beyond the last are dropped. */
export function maskedWeights(rows: readonly Row[], masks: WeightMasks): Sparse {
  const uids = masks.registeredAt.length
  const room = rows.reduce((total, row) => total + row.length, 0)
  const builder = new SparseBuilder(uids, room)
  for (let from = 0; from < uids; from++) {
    if (masks.permits[from] === true) {
      const updated = masks.lastUpdate[from]!
      const committed = masks.commitBlocks?.[from] ?? Number.POSITIVE_INFINITY
      const self = from === masks.ownerUid ? -1 : from
      const row = rows[from] ?? []
      for (let i = 0; i < row.length; i++) {
        const entry = row[i]!
        const to = entry[0]
        if (to >= uids || to === self) continue
        const born = masks.registeredAt[to]!
        // A weight given before its target existed was meant for somebody else.
        if (updated > born && committed >= born) builder.push(to, entry[1])
      }
    }
    builder.endRow()
  }
  return rowNormalised(builder.build())
}
