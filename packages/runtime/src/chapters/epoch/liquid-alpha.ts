// Liquid alpha: how fast one bond follows its weight (chain-epoch §2.4(3)).
import { sigmoid } from './exp.ts'
import { fromU16, mulFloor, ONE, type Q32 } from './q32.ts'

/** Hyperparameters as stored; low <= high, as their setter demands. */
export interface LiquidAlpha {
  /** u16 proportions. */
  readonly low: number
  readonly high: number
  /** i16, in hundredths. */
  readonly steepness: number
}

export interface AlphaCurve {
  readonly low: Q32
  readonly range: Q32
  readonly high: Q32
  readonly slope: number
}

const HALF = ONE / 2

export function alphaCurve(parameters: LiquidAlpha): AlphaCurve {
  const low = fromU16(parameters.low)
  const high = fromU16(parameters.high)
  // |steepness| < 2^15, so the product is below 2^47.
  return { low, high, range: Math.max(0, high - low), slope: Math.trunc((parameters.steepness * ONE) / 100) }
}

/** The step of one bond's moving average, from the column's consensus, the weight and the old bond. */
export function alphaOf(curve: AlphaCurve, consensus: Q32, weight: Q32, bond: Q32): Q32 {
  const distance = weight >= bond ? Math.max(0, weight - consensus) : bond - weight
  const alpha = curve.low + mulFloor(sigmoid(distance, curve.slope, HALF), curve.range)
  return Math.max(curve.low, Math.min(curve.high, alpha))
}

/** min(1, (1 - alpha) * bond + alpha * weight); exact for values up to 32 while alpha <= 1. */
export const cappedBondAverage = (alpha: Q32, bond: Q32, weight: Q32): Q32 =>
  Math.min(ONE, mulFloor(ONE - alpha, bond) + mulFloor(alpha, weight))
