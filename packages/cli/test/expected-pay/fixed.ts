// Fixed point with 32 fraction bits, as plain bigints (chain-epoch §2.0): products floored, quotients truncated, x/0 = 0.
// Nothing here saturates: none of the quantities of an epoch comes near the ends of its type.

export const ONE = 1n << 32n
const BITS = 32n
const MAX_U16 = 65_535n

export const mul = (a: bigint, b: bigint): bigint => (a * b) >> BITS
export const div = (a: bigint, b: bigint): bigint => (b === 0n ? 0n : (a << BITS) / b)
export const whole = (value: bigint): bigint => value << BITS
export const floor = (value: bigint): bigint => value >> BITS
/** A ratio of two integers, truncated. */
export const ratio = (a: bigint | number, b: bigint | number): bigint =>
  div(whole(BigInt(a)), whole(BigInt(b)))
export const u16 = (value: bigint | number): bigint => ratio(value, MAX_U16)

export const sum = (values: readonly bigint[]): bigint => values.reduce((total, one) => total + one, 0n)
export const clamp = (value: bigint, low: bigint, high: bigint): bigint =>
  value < low ? low : value > high ? high : value
export const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
export const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** Every element divided by the sum; unchanged when the sum is 0. */
export function normalised(values: readonly bigint[]): bigint[] {
  const total = sum(values)
  return total === 0n ? [...values] : values.map(one => div(one, total))
}

/** chain-epoch §2.9 */
export const toU16 = (value: bigint): number => Number(clamp((value * MAX_U16) >> BITS, 0n, MAX_U16))

/** 1 / (1 + e^x), x within ±20: a Taylor sum over 128 fraction bits, then truncated. */
export function logistic(x: bigint): bigint {
  const guard = 128n
  const bounded = clamp(x, -20n * ONE, 20n * ONE)
  const argument = bounded << (guard - BITS)
  let term = 1n << guard
  let total = term
  for (let i = 1n; i < 150n; i++) {
    term = (term * argument) / (i << guard)
    total += term
  }
  const one = 1n << guard
  return (one << BITS) / (one + total)
}
