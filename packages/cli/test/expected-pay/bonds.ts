// Bonds and dividends, both branches (chain-epoch §2.4, §2.5).
import { at, bondAlpha, type EpochInput } from './epoch.ts'
import {
  clamp,
  div,
  logistic,
  max,
  min,
  mul,
  normalised,
  ONE,
  ratio,
  sum,
  toU16,
  u16,
  whole,
} from './fixed.ts'

/** Entries of one row, 32 fraction bits; the order matters in §2.4(3). */
export type Row = readonly (readonly [number, bigint])[]
type StoredRow = readonly (readonly [number, number])[]

export interface BondContext {
  readonly input: EpochInput
  /** Stored bonds without the columns of newcomers. */
  readonly old: readonly StoredRow[]
  readonly weights: readonly Row[]
  readonly consensus: readonly bigint[]
  readonly incentive: readonly bigint[]
  readonly activeStake: readonly bigint[]
}

export interface BondResult {
  readonly stored: readonly StoredRow[]
  readonly dividends: readonly bigint[]
}

export function yuma3Bonds(context: BondContext): BondResult {
  const { input, weights, consensus, incentive, activeStake } = context
  const old = context.old.map(row => row.map(([to, value]) => [to, u16(value)] as const))
  const liquid = input.liquidAlpha && consensus.some(one => one !== 0n)
  const fresh = weights.map((row, i) =>
    liquid ? liquidRow(input, row, old[i] ?? [], consensus) : averagedRow(input, row, old[i] ?? []),
  )
  const trust = columnNormalised(fresh).map(row =>
    sum(row.map(([to, bond]) => mul(bond, incentive[to] ?? 0n))),
  )
  return {
    stored: fresh.map(row => row.map(([to, bond]) => [to, toU16(bond)] as const)),
    dividends: normalised(trust.map((one, i) => mul(one, activeStake[i] ?? 0n))),
  }
}

export function classicBonds({ input, old, weights, incentive, activeStake }: BondContext): BondResult {
  const held = columnNormalised(old.map(row => row.map(([to, value]) => [to, whole(BigInt(value))] as const)))
  const bought = columnNormalised(
    weights.map((row, i) => row.map(([to, value]) => [to, mul(value, activeStake[i] ?? 0n)] as const)),
  )
  const bonds = columnNormalised(bought.map((row, i) => averagedRow(input, row, held[i] ?? [])))
  const largest = columns(bonds, values => values.reduce(max, 0n))
  return {
    stored: bonds.map(row => row.map(([to, bond]) => [to, toU16(div(bond, largest(to)))] as const)),
    dividends: normalised(bonds.map(row => sum(row.map(([to, bond]) => mul(bond, incentive[to] ?? 0n))))),
  }
}

/** Old and new alike decay; what is not above 0 goes. Rows ascend. */
function averagedRow(input: EpochInput, fresh: Row, old: Row): Row {
  const a = bondAlpha(input.bondsMovingAverage)
  const uids = [...new Set([...fresh, ...old].map(([to]) => to))].sort((x, y) => x - y)
  return uids
    .map(to => [to, mul(a, at(fresh, to)) + mul(ONE - a, at(old, to))] as const)
    .filter(([, bond]) => bond > 0n)
}

/** Only cells of the new row are produced, in its order (the sparse quirk of §2.4(3)). */
function liquidRow(input: EpochInput, fresh: Row, old: Row, consensus: readonly bigint[]): Row {
  const seenFresh = seen(fresh)
  const seenOld = seen(old)
  return fresh
    .map(([to, value]) => {
      const a = rate(input, at(seenFresh, to), at(seenOld, to), consensus[to] ?? 0n)
      return [to, min(ONE, mul(ONE - a, at(old, to)) + max(0n, mul(a, value)))] as const
    })
    .filter(([, bond]) => bond !== 0n)
}

/** What a cursor that never moves to a lower uid meets (the row-order quirk of §2.4(3)). */
function seen(row: Row): Row {
  let highest = -1
  return row.filter(([to]) => {
    const visible = to > highest
    if (visible) highest = to
    return visible
  })
}

function rate(input: EpochInput, weight: bigint, bond: bigint, consensus: bigint): bigint {
  const low = u16(input.alphaLow)
  const high = u16(input.alphaHigh)
  const distance = clamp(weight >= bond ? weight - consensus : bond - weight, 0n, ONE)
  const slope = ratio(input.steepness, 100)
  return clamp(low + mul(logistic(-mul(slope, distance - ONE / 2n)), high - low), low, high)
}

function columns(rows: readonly Row[], fold: (values: readonly bigint[]) => bigint): (uid: number) => bigint {
  const results = new Map<number, bigint>()
  for (const uid of new Set(rows.flatMap(row => row.map(([to]) => to))))
    results.set(uid, fold(rows.flatMap(row => row.filter(([to]) => to === uid).map(([, value]) => value))))
  return uid => results.get(uid) ?? 0n
}

function columnNormalised(rows: readonly Row[]): readonly Row[] {
  const total = columns(rows, sum)
  return rows.map(row =>
    row.map(([to, value]) => [to, total(to) === 0n ? value : div(value, total(to))] as const),
  )
}
