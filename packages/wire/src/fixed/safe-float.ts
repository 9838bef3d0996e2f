// Decimal floating point of the share pools: mantissa in (1e20, 1e21], exponent base 10, truncating (chain-weights-staking §5.1).

/** mantissa * 10^exponent; zero is {0, 0}. On the wire u128 and i64. */
export interface SafeFloat {
  readonly mantissa: bigint
  readonly exponent: bigint
}

const DIGITS = 21
const TOP = 10n ** BigInt(DIGITS)
/** Enough decimals that a quotient of two mantissas keeps a whole mantissa. */
const QUOTIENT_DIGITS = 2n * BigInt(DIGITS)

export const SAFE_FLOAT_ZERO: SafeFloat = { mantissa: 0n, exponent: 0n }

function normaliseTrunc(mantissa: bigint, exponent: bigint): SafeFloat {
  if (mantissa <= 0n) return SAFE_FLOAT_ZERO
  const excess = BigInt(mantissa.toString().length - DIGITS)
  const digits = excess > 0n ? mantissa / 10n ** excess : mantissa * 10n ** -excess
  // 21 digits are 1e20 up to 1e21 - 1; the lower edge belongs to the next exponent.
  if (digits * 10n === TOP) return { mantissa: TOP, exponent: exponent + excess - 1n }
  return { mantissa: digits, exponent: exponent + excess }
}

export const safeFloatFromInteger = (value: bigint): SafeFloat => normaliseTrunc(value, 0n)

function aligned(a: SafeFloat, b: SafeFloat): { a: bigint; b: bigint; exponent: bigint } {
  const exponent = a.exponent < b.exponent ? a.exponent : b.exponent
  return {
    a: a.mantissa * 10n ** (a.exponent - exponent),
    b: b.mantissa * 10n ** (b.exponent - exponent),
    exponent,
  }
}

export function safeFloatAddTrunc(a: SafeFloat, b: SafeFloat): SafeFloat {
  if (a.mantissa === 0n) return b
  if (b.mantissa === 0n) return a
  const both = aligned(a, b)
  return normaliseTrunc(both.a + both.b, both.exponent)
}

/** a - b, zero when b is larger. */
export function safeFloatSubTrunc(a: SafeFloat, b: SafeFloat): SafeFloat {
  if (b.mantissa === 0n) return a
  const both = aligned(a, b)
  return normaliseTrunc(both.a - both.b, both.exponent)
}

/** a * b / c truncated once; zero when c is zero. */
export function safeFloatMulDivTrunc(a: SafeFloat, b: SafeFloat, c: SafeFloat): SafeFloat {
  if (c.mantissa === 0n) return SAFE_FLOAT_ZERO
  const product = a.mantissa * b.mantissa * 10n ** QUOTIENT_DIGITS
  return normaliseTrunc(product / c.mantissa, a.exponent + b.exponent - c.exponent - QUOTIENT_DIGITS)
}

/** floor(value * part / whole) for an integer value, exactly; 0 when `whole` is zero. */
export function safeFloatShareFloor(value: bigint, part: SafeFloat, whole: SafeFloat): bigint {
  if (whole.mantissa === 0n) return 0n
  const both = aligned(part, whole)
  return (value * both.a) / both.b
}

/** floor of the value itself. */
export const safeFloatFloor = (value: SafeFloat): bigint =>
  value.exponent >= 0n ? value.mantissa * 10n ** value.exponent : value.mantissa / 10n ** -value.exponent
