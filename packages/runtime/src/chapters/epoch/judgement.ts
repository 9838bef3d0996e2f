// What validators say about everybody, before anything is paid: whose word counts, what they agree on, what each uid earns
// of the whole (chain-epoch §2.2(2)-(14)).
import { clipped } from './bonds.ts'
import type { MechanismEpoch, SubnetEpoch } from './epoch.ts'
import { columnMedians } from './median.ts'
import { fromU16, mulFloor, normalised } from './q32.ts'
import { rowCount, type Sparse } from './sparse.ts'
import { aboveThreshold, activeStake, type Block, newPermits, normalisedStake } from './stake.ts'
import { maskedWeights } from './weights-matrix.ts'

/** Lists by uid; shares are Q32. */
export interface Judgement {
  readonly active: boolean[]
  readonly stake: Float64Array
  /** For the next epoch. */
  readonly permits: boolean[]
  /** Stake of those whose weights count. */
  readonly voting: Float64Array
  /** Rows are validators, normalised to 1. */
  readonly weights: Sparse
  readonly consensus: Float64Array
  /** Weights cut at consensus. */
  readonly agreed: Sparse
  /** Per uid the agreed weights times the stake behind them. */
  readonly ranks: Float64Array
  readonly incentive: Float64Array
}

export const heights = (blocks: readonly Block[]): Float64Array => Float64Array.from(blocks, Number)

export function judge(subnet: SubnetEpoch, mechanism: MechanismEpoch): Judgement {
  const { ownerUid } = subnet
  const lastUpdate = heights(mechanism.lastUpdate)
  const block = Number(subnet.block)
  const active = Array.from(lastUpdate, updated => updated + subnet.activityCutoff >= block)
  const stake = normalisedStake(aboveThreshold(subnet.stake, subnet.stakeThreshold, ownerUid))
  const validators = subnet.permits.map((permit, uid) => permit || uid === ownerUid)
  const permits = newPermits(stake, subnet.maxValidators, ownerUid)
  const voting = activeStake(stake, active, validators)

  const commitBlocks =
    mechanism.commitBlocks &&
    Float64Array.from(mechanism.commitBlocks, one => one ?? Number.POSITIVE_INFINITY)
  const weights = maskedWeights(mechanism.weights, {
    permits: validators,
    ownerUid,
    lastUpdate,
    registeredAt: heights(subnet.registeredAt),
    commitBlocks,
  })
  const consensus = columnMedians(weights, stake.length, voting, fromU16(subnet.kappa))
  const agreed = clipped(weights, consensus)
  const ranks = ranksOf(agreed, voting)
  return {
    active,
    stake,
    permits,
    voting,
    weights,
    consensus,
    agreed,
    ranks,
    incentive: normalised(ranks),
  }
}

/** Per column the agreed weights times the stake behind them (chain-epoch §2.2(14)). */
function ranksOf(agreed: Sparse, stake: Float64Array): Float64Array {
  const out = new Float64Array(stake.length)
  for (let row = 0; row < rowCount(agreed); row++)
    for (let at = agreed.starts[row]!; at < agreed.starts[row + 1]!; at++)
      out[agreed.uids[at]!]! += mulFloor(agreed.values[at]!, stake[row]!)
  return out
}
