// Quintillionths: a fraction as an integer of 1e-18, the format of the pool weights (chain-weights-staking §5.5, §5.6).
import { U128_MAX } from './format.ts'

/** A fraction in 0..1 times 1e18. */
export type Perquintill = bigint & { readonly __fixed: 'Perquintill' }

export const PERQUINTILL = 10n ** 18n

export const perquintill = (parts: bigint): Perquintill => {
  if (parts < 0n || parts > PERQUINTILL) throw new RangeError('a Perquintill lies in 0..1e18')
  return parts as Perquintill
}

/** numerator / denominator truncated at 18 decimals, at most 1; undefined when the denominator is 0. */
export function perquintillTrunc(numerator: bigint, denominator: bigint): Perquintill | undefined {
  if (denominator === 0n) return undefined
  const parts = (numerator * PERQUINTILL) / denominator
  return perquintill(parts > PERQUINTILL ? PERQUINTILL : parts)
}

/** fraction * value, rounded half up, saturated to 128 bits (chain-weights-staking §5.6). */
export function perquintillMulHalfUp(fraction: Perquintill, value: bigint): bigint {
  const product = (fraction * value + PERQUINTILL / 2n) / PERQUINTILL
  return product > U128_MAX ? U128_MAX : product
}
