// Binary fixed-point formats as branded bigints: value = raw / 2^fraction (chain-epoch §2.0).
// Every operation saturates at the format's range; the rounding direction is in the name.

export type I32F32 = bigint & { readonly __fixed: 'I32F32' }
export type I64F64 = bigint & { readonly __fixed: 'I64F64' }
export type U64F64 = bigint & { readonly __fixed: 'U64F64' }
export type I96F32 = bigint & { readonly __fixed: 'I96F32' }
export type U96F32 = bigint & { readonly __fixed: 'U96F32' }

export const U16_MAX = 0xffffn
export const U64_MAX = (1n << 64n) - 1n
export const U128_MAX = (1n << 128n) - 1n

/** The value clamped to 0..2^64-1, as every balance is. */
export const saturateU64 = (value: bigint): bigint => (value < 0n ? 0n : value > U64_MAX ? U64_MAX : value)

export interface FixedFormat<F extends bigint> {
  readonly name: string
  readonly fractionBits: number
  readonly zero: F
  readonly one: F
  readonly min: F
  readonly max: F
  /** The number whose bits these are, saturated. */
  fromBits(raw: bigint): F
  fromInteger(value: bigint): F
  /** The nearest representable value of a double, ties to even: how decimal constants enter the protocol. */
  nearest(value: number): F
  /** numerator / denominator, truncated; 0 when the denominator is 0. */
  ratioTrunc(numerator: bigint, denominator: bigint): F
  /** The same value in this format: floor when bits are lost. */
  fromFixed<G extends bigint>(format: FixedFormat<G>, value: G): F
  add(a: F, b: F): F
  sub(a: F, b: F): F
  mulFloor(a: F, b: F): F
  /** Quotient truncated towards zero; 0 when the divisor is 0. */
  divTrunc(a: F, b: F): F
  /** Sum from left to right, saturating. */
  sum(values: readonly F[]): F
  floor(value: F): bigint
  /** Floor, saturated to 0..65535. */
  toU16(value: F): number
  /** Floor, saturated to 0..2^64-1. */
  toU64(value: F): bigint
  /** The nearest double, for people; never for consensus. */
  toNumber(value: F): number
}

function roundTiesToEven(value: number): bigint {
  const below = Math.floor(value)
  const rest = value - below
  const odd = below % 2 !== 0
  return BigInt(rest > 0.5 || (rest === 0.5 && odd) ? below + 1 : below)
}

function fixedFormat<F extends bigint>(
  name: string,
  integerBits: number,
  fractionBits: number,
): FixedFormat<F> {
  const signed = name.startsWith('I')
  const shift = BigInt(fractionBits)
  // Both conventions count the sign among the integer bits.
  const limit = 1n << BigInt(integerBits + fractionBits - (signed ? 1 : 0))
  const max = (limit - 1n) as F
  const min = (signed ? -limit : 0n) as F
  const fit = (raw: bigint): F => (raw > max ? max : raw < min ? min : (raw as F))
  const floor = (value: F): bigint => value >> shift
  const clamp = (value: F, top: bigint): bigint =>
    value <= 0n ? 0n : floor(value) > top ? top : floor(value)
  return {
    name,
    fractionBits,
    zero: 0n as F,
    one: fit(1n << shift),
    min,
    max,
    fromBits: fit,
    fromInteger: value => fit(value << shift),
    nearest(value) {
      // Multiplying by a power of two is exact, or overflows to infinity.
      const scaled = value * 2 ** fractionBits
      return Number.isFinite(scaled) ? fit(roundTiesToEven(scaled)) : value > 0 ? max : min
    },
    ratioTrunc: (numerator, denominator) =>
      denominator === 0n ? (0n as F) : fit((numerator << shift) / denominator),
    fromFixed(format, value) {
      const lost = BigInt(format.fractionBits) - shift
      return fit(lost >= 0n ? value >> lost : value << -lost)
    },
    add: (a: bigint, b: bigint) => fit(a + b),
    sub: (a: bigint, b: bigint) => fit(a - b),
    mulFloor: (a: bigint, b: bigint) => fit((a * b) >> shift),
    divTrunc: (a: bigint, b: bigint) => (b === 0n ? (0n as F) : fit((a << shift) / b)),
    sum: values => values.reduce<F>((total, value) => fit(total + value), 0n as F),
    floor,
    toU16: value => Number(clamp(value, U16_MAX)),
    toU64: value => clamp(value, U64_MAX),
    toNumber: value => Number(value) / 2 ** fractionBits,
  }
}

/** Epoch vectors and matrices. */
export const I32F32 = fixedFormat<I32F32>('I32F32', 32, 32)
/** Raw stake before it is normalised. */
export const I64F64 = fixedFormat<I64F64>('I64F64', 64, 64)
/** Prices, shares of emission, convictions. */
export const U64F64 = fixedFormat<U64F64>('U64F64', 64, 64)
/** Moving prices and claimable rates as stored. */
export const I96F32 = fixedFormat<I96F32>('I96F32', 96, 32)
/** Emission amounts and the fractions that multiply them. */
export const U96F32 = fixedFormat<U96F32>('U96F32', 96, 32)
