// The stake-weighted majority median of every column: consensus (chain-epoch §2.3).
import { normalised, type Q32, sum } from './q32.ts'
import { rowCount, type Sparse } from './sparse.ts'

/**
 * The smallest score s present with stake(score <= s) > minority; the largest score when no other qualifies, 0 when
 * there is none. Finds it by bisecting the scores' range and keeping only the half that holds it, which the order of the
 * entries cannot slow down. Reorders both arrays; only the first `length` entries count.
 */
export function weightedMedian(
  stakes: Float64Array,
  scores: Float64Array,
  length: number,
  minority: number,
): Q32 {
  if (length === 0) return 0
  let first = 0
  let end = length
  let below = 0
  for (;;) {
    let low = scores[first]!
    let high = low
    for (let i = first + 1; i < end; i++) {
      const score = scores[i]!
      if (score < low) low = score
      else if (score > high) high = score
    }
    if (low === high) return low
    // Scores are integers of at most 2^32, so the middle separates them and the range at least halves.
    const middle = Math.floor((low + high) / 2)
    let split = first
    let lower = below
    for (let i = first; i < end; i++) {
      const score = scores[i]!
      if (score > middle) continue
      const stake = stakes[i]!
      lower += stake
      scores[i] = scores[split]!
      stakes[i] = stakes[split]!
      scores[split] = score
      stakes[split++] = stake
    }
    if (lower > minority) end = split
    else {
      first = split
      below = lower
    }
  }
}

/**
 * Consensus of every column: the median of the rows with stake, stakes normalised once more, weights absent counting
 * as 0. `stake` is one Q32 a row; kappa is the majority as Q32.
 */
export function columnMedians(
  weights: Sparse,
  columns: number,
  stake: Float64Array,
  kappa: Q32,
): Float64Array {
  const renormalised = normalised(stake)
  const total = sum(renormalised)
  const voters = renormalised.reduce((count, one) => (one > 0 ? count + 1 : count), 0)
  const consensus = new Float64Array(columns)
  if (voters === 0) return consensus
  const byColumn = votesByColumn(weights, columns, renormalised)
  const scores = new Float64Array(voters + 1)
  const stakes = new Float64Array(voters + 1)
  for (let column = 0; column < columns; column++) {
    let length = 0
    let present = 0
    for (let at = byColumn.starts[column]!; at < byColumn.starts[column + 1]!; at++) {
      const one = renormalised[byColumn.rows[at]!]!
      scores[length] = byColumn.scores[at]!
      stakes[length++] = one
      present += one
    }
    if (length < voters) {
      scores[length] = 0
      stakes[length++] = total - present
    }
    consensus[column] = weightedMedian(stakes, scores, length, total - kappa)
  }
  return consensus
}

interface Votes {
  readonly starts: Uint32Array
  readonly rows: Uint16Array
  readonly scores: Float64Array
}

/** The entries of rows with stake, column by column. */
function votesByColumn(weights: Sparse, columns: number, stake: Float64Array): Votes {
  const { starts: rowStarts, uids, values } = weights
  const starts = new Uint32Array(columns + 1)
  for (let row = 0; row < rowCount(weights); row++) {
    if (stake[row] === 0) continue
    for (let at = rowStarts[row]!; at < rowStarts[row + 1]!; at++) starts[uids[at]! + 1]!++
  }
  for (let column = 0; column < columns; column++) starts[column + 1]! += starts[column]!
  const rows = new Uint16Array(starts[columns]!)
  const scores = new Float64Array(rows.length)
  const next = starts.slice()
  for (let row = 0; row < rowCount(weights); row++) {
    if (stake[row] === 0) continue
    for (let at = rowStarts[row]!; at < rowStarts[row + 1]!; at++) {
      const place = next[uids[at]!]!++
      rows[place] = row
      scores[place] = values[at]!
    }
  }
  return { starts, rows, scores }
}
