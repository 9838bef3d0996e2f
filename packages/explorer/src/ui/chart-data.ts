// What the chart draws, from past epochs: one line a miner, or the price.
import type { EpochPoint } from '../chain/read-history.ts'

export interface Line {
  readonly uid: number
  /** Share at each epoch, 0 … 1. */
  readonly shares: readonly number[]
  readonly last: number
}

/** Lines of all uids that were ever paid in these epochs, best paid at the last one first. */
export function linesOf(points: readonly EpochPoint[]): Line[] {
  const uids = new Set<number>()
  for (const { shares } of points) {
    for (const [uid, share] of shares.entries()) if (share > 0) uids.add(uid)
  }
  return [...uids]
    .map(uid => {
      const shares = points.map(point => point.shares[uid] ?? 0)
      return { uid, shares, last: shares.at(-1) ?? 0 }
    })
    .sort((a, b) => b.last - a.last || a.uid - b.uid)
}
