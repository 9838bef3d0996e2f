// From scores to weights.

export interface ScoredUid {
  readonly uid: number
  /** 0 … 1 */
  readonly score: number
}

export interface WeightList {
  readonly uids: readonly number[]
  /** u16, the largest 65535. */
  readonly values: readonly number[]
}

const MAX = 65_535
/**
 * Weights grow with the square of the score. A threshold below the median (ml.md §8A) would pay honest miners of little
 * skill nothing, as it pays a cheat: then a cheat is no longer below *every* honest one. A square keeps the order and
 * every distance, gives a miner with half the score a quarter of the pay, so that one good miner is worth more than two
 * poor ones behind different names, and leaves a cheat, whose score is near 0, next to nothing.
 */
const POWER = 2

/** Undefined while no score is above 0: there is nothing to say yet. Zeros are listed: they let old bonds decay. */
export function weightsOf(scores: readonly ScoredUid[]): WeightList | undefined {
  const best = scores.reduce((max, { score }) => Math.max(max, score), 0)
  if (!(best > 0)) return undefined
  return {
    uids: scores.map(({ uid }) => uid),
    values: scores.map(({ score }) => Math.round(MAX * (Math.max(0, score) / best) ** POWER)),
  }
}

export const equalWeights = (uids: readonly number[]): WeightList => ({ uids, values: uids.map(() => MAX) })
