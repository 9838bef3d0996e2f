// e^x and the sigmoid in I32F32, exact: the real value truncated at 2^-32. The quick path works with 48 fraction bits in
// ordinary integers and knows its error; where that could change the result the exact power decides.
import { expFloor } from '@taonet/wire'
import { divTrunc, ONE, type Q32 } from './q32.ts'

/** Exponents are clamped to [-20, 20] (chain-epoch §2.4(3)). */
const MOST = 20
const LIMIT = MOST * ONE

// Tables hold floor(value * 2^48); their entries are below 2^50.
const POINT = 281_474_976_710_656 // 2^48
const HALF_POINT = 16_777_216 // 2^24

/** floor(e^(i * step) * 2^48) for i < count, from one exact power and 128-bit products. */
function powersOfE(denominator: bigint, count: number): Float64Array {
  const factor = expFloor({ numerator: 1n, denominator }, 128)
  const table = new Float64Array(count)
  let power = 1n << 128n
  for (let i = 0; i < count; i++) {
    table[i] = Number(power >> 80n)
    power = (power * factor) >> 128n
  }
  return table
}

const COARSE = powersOfE(1n << 11n, 2048) // e^(i / 2^11)
const FINE = powersOfE(1n << 22n, 2048) // e^(i / 2^22)

/**
 * e^k = mantissa / 2^48 * 2^doublings with mantissa in [2^48, 2^49), for k = -20 .. 20. A product with it carries 48
 * bits below the point where 32 are wanted: `unit` is what to divide by, 0 where the product is not precise enough.
 */
const WHOLE = Array.from({ length: 2 * MOST + 1 }, (_, i) => {
  const scaled = expFloor({ numerator: BigInt(i - MOST), denominator: 1n }, 128)
  const doublings = scaled.toString(2).length - 129
  return {
    mantissa: Number(scaled >> BigInt(80 + doublings)),
    unit: doublings < 16 ? 2 ** (16 - doublings) : 0,
  }
})

/** a * b / 2^48 for a, b < 2^50, too low by less than 2; every product is below 2^52. */
function mulPoint(a: number, b: number): number {
  const aHigh = Math.floor(a / HALF_POINT)
  const bHigh = Math.floor(b / HALF_POINT)
  const cross = aHigh * (b - bHigh * HALF_POINT) + bHigh * (a - aHigh * HALF_POINT)
  return aHigh * bHigh + Math.floor(cross / HALF_POINT)
}

/** The three factors' truncations and products leave the result too low by less than this. */
const ERROR = 27

const sigmoidOf = (exponential: number): Q32 => divTrunc(ONE, ONE + exponential)

function exactSigmoid(exponent: number): Q32 {
  const exponential = expFloor({ numerator: BigInt(exponent), denominator: BigInt(ONE) }, 32)
  return Number((1n << 64n) / ((1n << 32n) + exponential))
}

/** 1 / (1 + e^exponent) with e^exponent and the quotient truncated at 2^-32; exponent in I32F32, signed. */
export function logistic(exponent: number): Q32 {
  const clamped = Math.max(-LIMIT, Math.min(LIMIT, exponent))
  const whole = Math.floor(clamped / ONE)
  const fraction = clamped - whole * ONE
  const { mantissa, unit } = WHOLE[whole + MOST]!
  if (unit === 0) return exactSigmoid(clamped)
  const coarse = Math.floor(fraction / 2_097_152)
  const rest = fraction - coarse * 2_097_152
  const fine = Math.floor(rest / 1024)
  const tiny = rest - fine * 1024
  // e^(tiny / 2^32) = 1 + y + y^2 / 2, the next term is below 2^-66.
  const smallest = POINT + tiny * 65_536 + Math.floor((tiny * tiny) / 131_072)
  const power = mulPoint(mulPoint(mulPoint(COARSE[coarse]!, FINE[fine]!), smallest), mantissa)
  const least = Math.floor(power / unit)
  const most = Math.floor((power + ERROR) / unit)
  const high = sigmoidOf(least)
  return least === most || high === sigmoidOf(most) ? high : exactSigmoid(clamped)
}

/**
 * slope * t / 2^32 rounded down, for signed I32F32 integers |slope| < 2^41 and |t| <= 2^32; larger results than the
 * clamp of `logistic` are all alike to it, smaller ones are exact.
 */
export function mulFloorSigned(slope: number, t: number): number {
  const [s, m] = [Math.abs(slope), Math.abs(t)]
  const negative = slope < 0 !== t < 0
  // 21 bits of the slope at a time: products below 2^53.
  const high = Math.floor(s / 2_097_152)
  const low = (s - high * 2_097_152) * m
  const carried = Math.floor(low / 2_097_152)
  const middle = high * m + carried
  const quotient = Math.floor(middle / 2048)
  const exact = low === carried * 2_097_152 && middle === quotient * 2048
  return negative ? -quotient - (exact ? 0 : 1) : quotient
}

/** 1 / (1 + e^(-slope * (x - centre))): every step truncated in I32F32, the exponent floored. */
export const sigmoid = (x: Q32, slope: number, centre: Q32): Q32 =>
  logistic(mulFloorSigned(-slope, x - centre))
