// I32F32 in ordinary numbers: the epoch's values are non-negative multiples of 2^-32, so a value v is held as the
// integer v * 2^32 and every operation below stays under 2^53, where doubles are exact (chain-epoch §2.0).

/** A non-negative I32F32 as the integer value * 2^32. Unless said otherwise at most ONE. */
export type Q32 = number

const HALF_SCALE = 65_536
export const ONE: Q32 = 4_294_967_296
const U16_MAX = 65_535

/** floor(a * b / 2^32) for a <= 2^32 and b <= 2^37. */
export function mulFloor(a: Q32, b: Q32): Q32 {
  const high = Math.floor(a / HALF_SCALE)
  const low = a - high * HALF_SCALE
  // high <= 2^16 and low < 2^16, so both products and their sum stay at or below 2^53.
  return Math.floor((high * b + Math.floor((low * b) / HALF_SCALE)) / HALF_SCALE)
}

/** ceil(a * b / 2^32) for a, b <= 2^32. */
export function mulCeil(a: Q32, b: Q32): Q32 {
  const floor = mulFloor(a, b)
  const high = Math.floor(a / HALF_SCALE)
  const low = a - high * HALF_SCALE
  // The 32 bits below the point, as 16 and 16: exact when all are zero.
  const rest = low * b
  const exact = rest % HALF_SCALE === 0 && (high * b + rest / HALF_SCALE) % HALF_SCALE === 0
  return exact ? floor : floor + 1
}

/** floor(a * 2^32 / sum), 0 when sum is 0; a <= sum. Long division in as many digits as keep remainders exact. */
export function divTrunc(a: Q32, sum: Q32): Q32 {
  if (sum === 0) return 0
  if (a < 2_097_152) return Math.floor((a * ONE) / sum) // a < 2^21: one exact step
  if (sum < 137_438_953_472) return digits(a, sum, 2, HALF_SCALE) // below 2^37 * 2^16
  if (sum < 35_184_372_088_832) return digits(a, sum, 4, 256) // below 2^45 * 2^8
  return Number((BigInt(a) << 32n) / BigInt(sum))
}

/** The first `count` digits of a / sum in a base; sum * base is at most 2^53, so every remainder is exact. */
function digits(a: Q32, sum: Q32, count: number, base: number): Q32 {
  let quotient = 0
  let rest = a
  for (let i = 0; i < count; i++) {
    rest *= base
    const digit = Math.floor(rest / sum)
    rest -= digit * sum
    quotient = quotient * base + digit
  }
  return quotient
}

/** u16 / 65535 truncated: how a stored proportion is read. */
export const fromU16 = (proportion: number): Q32 => Math.floor((proportion * ONE) / U16_MAX)

/** floor(value * 65535), at most 65535: how a proportion is stored (chain-epoch §2.9). */
export const toU16 = (value: Q32): number => Math.min(U16_MAX, Math.floor((value * U16_MAX) / ONE))

/** Sum of n values at most 2^32 each: exact for n < 2^21. */
export function sum(values: Float64Array): Q32 {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]!
  return total
}

/** Each value divided by the sum; unchanged when the sum is 0. */
export function normalised(values: Float64Array): Float64Array {
  const total = sum(values)
  if (total === 0) return values
  const out = new Float64Array(values.length)
  for (let i = 0; i < out.length; i++) out[i] = divTrunc(values[i]!, total)
  return out
}
