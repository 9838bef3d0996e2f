// One epoch of one mechanism, the slow and obvious way, from chain-epoch §2.2 to §2.9. Written from the page alone, so that
// it can disagree with the chain.
import { classicBonds, type Row, yuma3Bonds } from './bonds.ts'
import { clamp, div, floor, min, mul, normalised, ratio, sum, toU16, u16, whole } from './fixed.ts'

export interface EpochInput {
  readonly n: number
  readonly block: number
  /** §2.2(3), with 64 fraction bits. */
  readonly total: readonly bigint[]
  readonly lastUpdate: readonly number[]
  readonly registered: readonly number[]
  readonly permits: readonly boolean[]
  readonly maxValidators: number
  /** Rows by uid in stored order. */
  readonly weights: readonly (readonly (readonly [number, number])[])[]
  readonly bonds: readonly (readonly (readonly [number, number])[])[]
  readonly kappa: number
  readonly bondsPenalty: number
  readonly bondsMovingAverage: number
  readonly liquidAlpha: boolean
  readonly alphaLow: number
  readonly alphaHigh: number
  readonly steepness: number
  readonly yuma3: boolean
  readonly tempo: number
  readonly lastStep: number
  readonly activityCutoff: number
  readonly stakeThreshold: bigint
  readonly ownerUid: number | undefined
  /** §2.2(9d): the earliest unexpired commit of each uid; absent when commit-reveal is off. */
  readonly commitBlocks?: readonly (number | undefined)[]
}

export interface EpochOutput {
  readonly active: readonly boolean[]
  readonly permits: readonly boolean[]
  readonly incentive: readonly number[]
  readonly dividends: readonly number[]
  readonly consensus: readonly number[]
  readonly validatorTrust: readonly number[]
  readonly stakeWeight: readonly number[]
  readonly serverEmission: readonly bigint[]
  readonly validatorEmission: readonly bigint[]
  readonly emission: readonly bigint[]
  readonly bonds: readonly (readonly (readonly [number, number])[])[]
}

export function epoch(input: EpochInput, emission: bigint): EpochOutput {
  const uids = Array.from({ length: input.n }, (_, uid) => uid)
  const isOwner = (uid: number): boolean => uid === input.ownerUid
  const active = uids.map(uid => (input.lastUpdate[uid] ?? 0) + input.activityCutoff >= input.block)
  const stake = stakes(input, uids)
  const permitted = uids.map(uid => isOwner(uid) || input.permits[uid] === true)
  const permits = newPermits(stake, input.maxValidators).map((one, uid) => one || isOwner(uid))
  const activeStake = normalised(stake.map((one, uid) => (active[uid] && permitted[uid] ? one : 0n)))

  const weights = uids.map(uid => (permitted[uid] ? maskedRow(input, uid) : []))
  const consensus = uids.map(column => median(weights, activeStake, column, u16(input.kappa)))
  const clipped = weights.map(row => clip(row, consensus))
  const trust = clipped.map(row => sum(row.map(([, value]) => value)))
  const ranks = uids.map(column => sum(clipped.map((row, i) => mul(at(row, column), activeStake[i] ?? 0n))))
  const incentive = normalised(ranks)

  const penalised = penalise(weights, clipped, u16(input.bondsPenalty))
  const { stored, dividends } = (input.yuma3 ? yuma3Bonds : classicBonds)({
    input,
    old: keptBonds(input, uids),
    weights: penalised,
    consensus,
    incentive,
    activeStake,
  })

  const split = emissions(incentive, dividends, stake, activeStake, emission)
  return {
    active,
    permits,
    incentive: incentive.map(toU16),
    dividends: dividends.map(toU16),
    consensus: consensus.map(toU16),
    validatorTrust: trust.map(toU16),
    stakeWeight: stake.map(toU16),
    ...split,
    bonds: stored.map((row, uid) => (permits[uid] ? row : [])),
  }
}

export const at = (row: Row, uid: number): bigint => row.find(([other]) => other === uid)?.[1] ?? 0n

/** §2.2(4,5): normalised with 64 fraction bits, then narrowed. */
function stakes(input: EpochInput, uids: readonly number[]): bigint[] {
  const kept = uids.map(uid => {
    const total = input.total[uid] ?? 0n
    return total >> 64n < input.stakeThreshold && uid !== input.ownerUid ? 0n : total
  })
  const all = sum(kept)
  return kept.map(one => (all === 0n ? one : (one << 64n) / all) >> 32n)
}

/** §2.2(7): the highest k by stake; on ties the higher uid. */
function newPermits(stake: readonly bigint[], k: number): boolean[] {
  const ascending = stake
    .map((_, uid) => uid)
    .sort((a, b) => compare(stake[a] ?? 0n, stake[b] ?? 0n) || a - b)
  const out = new Set(stake.length < k ? [] : ascending.slice(0, stake.length - k))
  return stake.map((one, uid) => one !== 0n && !out.has(uid))
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)

/** §2.2(9b–e) */
function maskedRow(input: EpochInput, from: number): Row {
  const committed = input.commitBlocks?.[from]
  const kept = (input.weights[from] ?? []).filter(([to]) => {
    const registered = input.registered[to] ?? 0
    if (to >= input.n) return false
    if (to === from && from !== input.ownerUid) return false
    if ((input.lastUpdate[from] ?? 0) <= registered) return false
    return committed === undefined || committed >= registered
  })
  const total = sum(kept.map(([, value]) => whole(BigInt(value))))
  return kept.map(([to, value]) => [
    to,
    total === 0n ? whole(BigInt(value)) : div(whole(BigInt(value)), total),
  ])
}

/** §2.3: the smallest score whose stake, with all below it, exceeds the minority. */
function median(
  weights: readonly Row[],
  activeStake: readonly bigint[],
  column: number,
  kappa: bigint,
): bigint {
  const voters = weights.flatMap((row, i) =>
    (activeStake[i] ?? 0n) > 0n ? [{ score: at(row, column), stake: activeStake[i] ?? 0n }] : [],
  )
  const stake = normalised(voters.map(one => one.stake))
  const minority = sum(stake) - kappa
  const scores = voters.map(one => one.score).sort(compare)
  const upTo = (score: bigint): bigint => sum(stake.filter((_, i) => (voters[i]?.score ?? 0n) <= score))
  return scores.find(score => upTo(score) > minority) ?? scores.at(-1) ?? 0n
}

/** §2.2(12): a positive weight under a threshold of 0 disappears, an explicit 0 stays. */
const clip = (row: Row, consensus: readonly bigint[]): Row =>
  row.flatMap(([to, value]) => {
    const limit = consensus[to] ?? 0n
    return limit === 0n && value > 0n ? [] : [[to, min(value, limit)] as const]
  })

/** §2.2(15) */
function penalise(weights: readonly Row[], clipped: readonly Row[], beta: bigint): readonly Row[] {
  if (beta === 0n) return weights
  if (beta === whole(1n)) return clipped
  return weights.map((row, i) =>
    row
      .map(([to, value]) => [to, value + mul(beta, at(clipped[i] ?? [], to) - value)] as const)
      .filter(([, value]) => value > 0n)
      .sort(([a], [b]) => a - b),
  )
}

/** §2.4(2): the columns of those who came since the last epoch are dropped. */
function keptBonds(input: EpochInput, uids: readonly number[]): (readonly (readonly [number, number])[])[] {
  const lastTempo = input.lastStep === 0 ? Math.max(0, input.block - input.tempo) : input.lastStep + 1
  return uids.map(uid =>
    (input.bonds[uid] ?? []).filter(([to]) => to < input.n && lastTempo > (input.registered[to] ?? 0)),
  )
}

/** §2.7 */
function emissions(
  incentive: readonly bigint[],
  dividends: readonly bigint[],
  stake: readonly bigint[],
  activeStake: readonly bigint[],
  emission: bigint,
): Pick<EpochOutput, 'serverEmission' | 'validatorEmission' | 'emission'> {
  const combined = incentive.map((one, uid) => one + (dividends[uid] ?? 0n))
  const total = sum(combined)
  const fallback = sum(activeStake) === 0n ? stake : activeStake
  const share = (values: readonly bigint[]): bigint[] =>
    values.map(one => (total === 0n ? one : div(one, total)))
  const amounts = (fractions: readonly bigint[]): bigint[] => fractions.map(one => floor(one * emission))
  return {
    serverEmission: amounts(share(incentive)),
    validatorEmission: amounts(total === 0n ? fallback : share(dividends)),
    emission: amounts(total === 0n ? fallback : share(combined)),
  }
}

/** §2.2(1) */
export const activityCutoff = (factorMilli: number, tempo: number): number =>
  Math.max(1, Math.floor((factorMilli * tempo) / 1000))

/** `BondsMovingAverage` as the part of a new bond. */
export const bondAlpha = (movingAverage: number): bigint =>
  whole(1n) - clamp(ratio(movingAverage, 1_000_000), 0n, whole(1n))
