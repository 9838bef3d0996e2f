// One mechanism's epoch: from stake, weights and bonds to incentive, dividends and emission (chain-epoch §2.2-2.10).
// The page follows the steps of §2.2; each is a function of its own.
import type { I64F64 } from '@taonet/wire'
import { averageStep, bondRows, newSince, penalised, storedBonds } from './bonds.ts'
import { type BondOutcome, classicBonds } from './bonds-classic.ts'
import { yuma3Bonds } from './bonds-yuma3.ts'
import { type EmissionSplit, splitEmission } from './emission-split.ts'
import { heights, judge } from './judgement.ts'
import { alphaCurve, type LiquidAlpha } from './liquid-alpha.ts'
import { fromU16, ONE, sum, toU16 } from './q32.ts'
import { ascending, type Row, rowCount, type Sparse } from './sparse.ts'
import type { Block } from './stake.ts'

/** What all mechanisms of a subnet share. Lists are indexed by uid and equally long, at most 65536. */
export interface SubnetEpoch {
  readonly block: Block
  readonly tempo: number
  /** LastMechansimStepBlock; 0 = never. */
  readonly lastStep: Block
  /** Blocks, see `activityCutoff`. */
  readonly activityCutoff: number
  /** Raw total per uid, see `totalStake`; 0 for a uid without key. */
  readonly stake: readonly I64F64[]
  /** StakeThreshold in rao. */
  readonly stakeThreshold: bigint
  /** Uid of SubnetOwnerHotkey, null when it has none. */
  readonly ownerUid: number | null
  /** ValidatorPermit as the last epoch left it. */
  readonly permits: readonly boolean[]
  readonly maxValidators: number
  readonly registeredAt: readonly Block[]
  /** u16 proportions. */
  readonly kappa: number
  readonly bondsPenalty: number
  /** Millionths, at most 1e6. */
  readonly bondsMovingAverage: number
  readonly yuma3: boolean
  /** Null when liquid alpha is off. */
  readonly liquidAlpha: LiquidAlpha | null
}

/** What each mechanism has of its own. A uid without a row has an empty one. */
export interface MechanismEpoch {
  readonly lastUpdate: readonly Block[]
  readonly weights: readonly Row[]
  readonly bonds: readonly Row[]
  /** `earliestCommits`; null while commit-reveal is off. */
  readonly commitBlocks: readonly (number | null)[] | null
}

/** Per uid; proportions are u16, amounts alpha-rao. */
export interface EpochOutput extends EmissionSplit {
  readonly active: boolean[]
  readonly permits: boolean[]
  readonly consensus: number[]
  readonly incentive: number[]
  readonly dividends: number[]
  readonly validatorTrust: number[]
  readonly stakeWeight: number[]
  readonly bonds: [uid: number, value: number][][]
}

const quantised = (values: Float64Array): number[] => Array.from(values, toU16)

/** Runs one mechanism's epoch over `raoEmission` alpha-rao. Pure: persists nothing. */
export function runEpoch(subnet: SubnetEpoch, mechanism: MechanismEpoch, raoEmission: bigint): EpochOutput {
  const { active, stake, permits, voting, weights, consensus, agreed, incentive } = judge(subnet, mechanism)
  const registeredAt = heights(subnet.registeredAt)
  const followed = weightsForBonds(weights, agreed, consensus, subnet.bondsPenalty)
  const { dividends, bonds } = newBonds(
    subnet,
    mechanism.bonds,
    registeredAt,
    followed,
    voting,
    incentive,
    consensus,
  )

  return {
    active,
    permits,
    consensus: quantised(consensus),
    incentive: quantised(incentive),
    dividends: quantised(dividends),
    validatorTrust: quantised(rowSums(agreed)),
    stakeWeight: quantised(stake),
    bonds: bondRows(bonds, permits),
    ...splitEmission(incentive, dividends, voting, stake, raoEmission),
  }
}

function rowSums(matrix: Sparse): Float64Array {
  const out = new Float64Array(rowCount(matrix))
  for (let row = 0; row < out.length; row++)
    out[row] = sum(matrix.values.subarray(matrix.starts[row], matrix.starts[row + 1]))
  return out
}

/** chain-epoch §2.2(15). */
function weightsForBonds(
  weights: Sparse,
  agreed: Sparse,
  consensus: Float64Array,
  bondsPenalty: number,
): Sparse {
  const penalty = fromU16(bondsPenalty)
  if (penalty === 0) return weights
  return penalty === ONE ? agreed : penalised(ascending(weights), consensus, penalty)
}

function newBonds(
  subnet: SubnetEpoch,
  stored: readonly Row[],
  registeredAt: Float64Array,
  weights: Sparse,
  voting: Float64Array,
  incentive: Float64Array,
  consensus: Float64Array,
): BondOutcome {
  const since = newSince(Number(subnet.block), subnet.tempo, Number(subnet.lastStep))
  const alpha = averageStep(subnet.bondsMovingAverage)
  if (!subnet.yuma3) {
    const old = storedBonds(stored, registeredAt, since, bond => bond)
    return classicBonds(weights, old, voting, incentive, alpha)
  }
  const old = storedBonds(stored, registeredAt, since, fromU16)
  const curve = subnet.liquidAlpha && alphaCurve(subnet.liquidAlpha)
  return yuma3Bonds(weights, old, voting, incentive, consensus, { alpha, curve })
}
