// Bringing a weight row to its stored scale, and the checks on it (chain-epoch §2.9, chain-weights-staking §4.1).
import { I32F32 } from '@taonet/wire'

const U16_MAX = I32F32.fromInteger(65_535n)
const THRESHOLD = I32F32.fromInteger(32_768n)
const HALF = I32F32.ratioTrunc(1n, 2n)

/** Nearest integer, ties away from zero; for values of 0 and more. */
const roundToU16 = (value: I32F32): number => I32F32.toU16(I32F32.add(value, HALF))

/** Each value times 65535 / max, rounded; unchanged zeros when the largest is 0. Non-negative values. */
export function maxUpscale(values: readonly I32F32[]): number[] {
  const max = values.reduce((most, value) => (value > most ? value : most), I32F32.zero)
  if (max === 0n) return values.map(() => 0)
  if (max > THRESHOLD) {
    // value * 65535 would overflow the format, so the factor comes first.
    const factor = I32F32.divTrunc(U16_MAX, max)
    return values.map(value => roundToU16(I32F32.mulFloor(value, factor)))
  }
  return values.map(value => roundToU16(I32F32.divTrunc(I32F32.mulFloor(value, U16_MAX), max)))
}

const fixed = (weights: readonly number[]): I32F32[] =>
  weights.map(weight => I32F32.fromInteger(BigInt(weight)))

/** Weights (u16) as they are stored. */
export const maxUpscaleU16 = (weights: readonly number[]): number[] => maxUpscale(fixed(weights))

/** Each value divided by the sum, truncated; unchanged when the sum is 0. */
export function normalisedFixed(values: readonly I32F32[]): readonly I32F32[] {
  const total = I32F32.sum(values)
  return total === 0n ? values : values.map(value => I32F32.divTrunc(value, total))
}

/** Whether no normalised weight exceeds limit / 65535. */
export function isMaxLimited(weights: readonly number[], limit: number): boolean {
  const most = I32F32.ratioTrunc(BigInt(limit), 65_535n)
  return normalisedFixed(fixed(weights)).every(value => value <= most)
}
