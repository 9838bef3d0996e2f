// Exact powers and exponentials: the real value, floored at the wanted scale. An approximation with a proven error is
// widened until both its ends floor alike; powers that are rational are computed as such (chain-weights-staking §5.5).

/** numerator / denominator, the denominator positive. */
export interface Ratio {
  readonly numerator: bigint
  readonly denominator: bigint
}

const bitLength = (value: bigint): number => (value === 0n ? 0 : value.toString(2).length)
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** atanh(z) at `bits` fraction bits for |z| <= 1/5; off by fewer than 2 units a term. */
function atanh(z: bigint, bits: bigint): bigint {
  const square = (z * z) >> bits
  let power = z
  let sum = z
  for (let odd = 3n; power !== 0n && power !== -1n; odd += 2n) {
    power = (power * square) >> bits
    sum += power / odd
  }
  return sum
}

const LN2 = new Map<bigint, bigint>()

/** ln 2 at `bits` fraction bits, off by fewer than 2^13 units (28 weighted series, two units a term). */
function ln2(bits: bigint): bigint {
  const known = LN2.get(bits)
  if (known !== undefined) return known
  const one = 1n << bits
  const value = 18n * atanh(one / 26n, bits) - 2n * atanh(one / 4801n, bits) + 8n * atanh(one / 8749n, bits)
  LN2.set(bits, value)
  return value
}

/** ln(a / b) at `bits` fraction bits for ratios within 2^+-256; off by fewer than 2^22 units. */
function lnRatio(a: bigint, b: bigint, bits: bigint): bigint {
  let doublings = BigInt(bitLength(a) - bitLength(b))
  let top = doublings < 0n ? a << -doublings : a
  let low = doublings > 0n ? b << doublings : b
  if (3n * top > 4n * low) {
    low <<= 1n
    doublings += 1n
  } else if (3n * top < 2n * low) {
    top <<= 1n
    doublings -= 1n
  }
  return 2n * atanh(((top - low) << bits) / (top + low), bits) + doublings * ln2(bits)
}

/** e^x = mantissa / 2^bits * 2^doublings, mantissa within 2^bits * [0.7, 1.5], off by fewer than 2^24 units for |x| < 2^9. */
function expParts(x: bigint, bits: bigint): { mantissa: bigint; doublings: bigint } {
  const log = ln2(bits)
  const doublings = (2n * x + log) / (2n * log) - (2n * x + log < 0n ? 1n : 0n)
  const rest = x - doublings * log
  const halvings = 8n
  const wide = bits + 2n * halvings
  // e^rest = (e^(rest / 256))^256: a short series, then eight squarings.
  const small = rest << halvings
  const one = 1n << wide
  let term = one
  let sum = one
  for (let i = 1n; term !== 0n && term !== -1n; i += 1n) {
    term = ((term * small) >> wide) / i
    sum += term
  }
  for (let i = 0n; i < halvings; i += 1n) sum = (sum * sum) >> wide
  return { mantissa: sum >> (2n * halvings), doublings }
}

/** Both ends of scale * e^x when x is known to 2^errorBits units; undefined while they floor differently. */
function certainFloor(x: bigint, bits: bigint, errorBits: bigint, scale: bigint): bigint | undefined {
  const { mantissa, doublings } = expParts(x, bits)
  const error = 1n << (errorBits + 2n)
  const shift = bits - doublings
  const at = (value: bigint): bigint => (shift >= 0n ? (scale * value) >> shift : (scale * value) << -shift)
  const low = at(mantissa - error)
  return low === at(mantissa + error) ? low : undefined
}

const GUARD_BITS = 72n

/** floor(2^fractionBits * e^exponent), exactly, for |exponent| < 512. */
export function expFloor(exponent: Ratio, fractionBits: number): bigint {
  if (exponent.numerator === 0n) return 1n << BigInt(fractionBits)
  const scale = 1n << BigInt(fractionBits)
  // e to a rational power other than 0 is irrational, so some precision is always enough.
  for (let bits = BigInt(fractionBits) + GUARD_BITS; ; bits *= 2n) {
    const floor = certainFloor((exponent.numerator << bits) / exponent.denominator, bits, 24n, scale)
    if (floor !== undefined) return floor
  }
}

/** The integer whose `degree`-th power is `value`, if there is one. */
function exactRoot(value: bigint, degree: bigint): bigint | undefined {
  let low = 0n
  let high = 1n << (BigInt(bitLength(value)) / degree + 1n)
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if (middle ** degree <= value) low = middle
    else high = middle - 1n
  }
  return low ** degree === value ? low : undefined
}

/** floor(scale * (a/b)^(p/q)) when that power is rational; all ratios in lowest terms, a/b != 1. */
function rationalPowerFloor(base: Ratio, exponent: Ratio, scale: bigint): bigint | undefined {
  // A perfect q-th power other than 1 has at least q bits.
  if (exponent.denominator > 256n) return undefined
  const a = exactRoot(base.numerator, exponent.denominator)
  const b = exactRoot(base.denominator, exponent.denominator)
  if (a === undefined || b === undefined) return undefined
  return (scale * a ** exponent.numerator) / b ** exponent.numerator
}

const lowestTerms = (ratio: Ratio): Ratio => {
  const common = gcd(ratio.numerator, ratio.denominator)
  return { numerator: ratio.numerator / common, denominator: ratio.denominator / common }
}

/** ln(2^128) lies below this. */
const HIGHEST_LOGARITHM = 89n
const HIGHEST_DOUBLINGS = 128n

/**
 * floor(scale * base^exponent), exactly; a power above 2^128 counts as 2^128. base >= 0 with parts below 2^128,
 * 0 <= exponent < 256, scale below 2^256. 0^0 counts as 1 (chain-weights-staking §5.5).
 */
export function powFloor(base: Ratio, exponent: Ratio, scale: bigint): bigint {
  if (exponent.numerator === 0n || base.numerator === base.denominator) return scale
  if (base.numerator === 0n) return 0n
  const most = scale << HIGHEST_DOUBLINGS
  if (exponent.numerator === exponent.denominator)
    return smaller((scale * base.numerator) / base.denominator, most)
  const [b, e] = [lowestTerms(base), lowestTerms(exponent)]
  // ln is off by 2^22 units, times the exponent.
  const errorBits = 24n + BigInt(bitLength(e.numerator / e.denominator))
  const scaleBits = BigInt(bitLength(scale))
  for (let bits = scaleBits + GUARD_BITS; ; bits *= 2n) {
    const x = (lnRatio(b.numerator, b.denominator, bits) * e.numerator) / e.denominator
    if (x >> bits >= HIGHEST_LOGARITHM) return most
    // e^-k is below 2^-k.
    if (-x >> bits > scaleBits) return 0n
    const floor = certainFloor(x, bits, errorBits, scale) ?? rationalPowerFloor(b, e, scale)
    if (floor !== undefined) return smaller(floor, most)
  }
}
