// Whom to probe next: spends probes where little is known and much is paid, and forgets nobody for an epoch.

/** What a validator knows of a miner before it decides. */
export interface Candidate {
  readonly probes: number
  /** Of the score that weights are made of, 0 … 0.5. */
  readonly standardError: number
  /** Epochs since the last probe. */
  readonly age: number
  /** Share of the miners' pay, 0 … 1: what is lost to the others while the score is wrong. */
  readonly incentive: number
}

/** Probes before which a miner is a newcomer: one alone says of most kinds of work nothing, and it is paid by that. */
export const FIRST_PROBES = 3
/** A standard deviation that a score may drift by in an epoch without a probe. */
const DRIFT = 0.25
/** What is at risk with a miner that is paid nothing, beside the mean miner's 1: it may be the better one. */
const UNPAID = 0.5
/** Nobody is drawn less often than this share of the mean. */
const FLOOR = 0.2
/** From this age on a miner goes before all others: the rest of the epoch suffices for its turn. */
export const OVERDUE = 0.6

/** Uncertainty times stake at risk, as in Neyman's allocation: the error of what is paid falls fastest this way. */
function urgencies(candidates: readonly Candidate[]): readonly number[] {
  const paid = candidates.reduce((sum, { incentive }) => sum + incentive, 0)
  const mean = paid / candidates.length
  const raw = candidates.map(({ standardError, age, incentive }) => {
    const uncertainty = Math.sqrt(standardError ** 2 + DRIFT ** 2 * age)
    const atRisk = UNPAID + (mean > 0 ? incentive / mean : 0)
    return uncertainty * atRisk
  })
  const floor = (FLOOR * raw.reduce((sum, one) => sum + one, 0)) / raw.length
  return raw.map(one => Math.max(one, floor))
}

/** The place where `draw` in 0 … 1 falls when the weights lie side by side. */
export function drawPlace(weights: readonly number[], draw: number): number {
  let left = draw * weights.reduce((sum, one) => sum + one, 0)
  for (const [place, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return place
  }
  return weights.length - 1
}

/**
 * The one to probe. Newcomers go first, then the overdue, then everybody by urgency; `draw` in 0 … 1 decides
 * among them and must come from a source that miners cannot see. @throws RangeError without candidates.
 */
export function drawCandidate<One extends Candidate>(candidates: readonly One[], draw: number): One {
  const fresh = candidates.filter(({ probes }) => probes < FIRST_PROBES)
  const overdue = candidates.filter(({ age }) => age >= OVERDUE)
  const pool = fresh.length > 0 ? fresh : overdue.length > 0 ? overdue : candidates
  const drawn = pool[drawPlace(urgencies(pool), draw)]
  if (!drawn) throw new RangeError('nobody to draw from')
  return drawn
}
