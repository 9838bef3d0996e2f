// Fixed point, decimal shares and exact powers against independent arithmetic.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  expFloor,
  type FixedFormat,
  I32F32,
  I64F64,
  I96F32,
  PERQUINTILL,
  perquintill,
  perquintillMulHalfUp,
  perquintillTrunc,
  powFloor,
  SAFE_FLOAT_ZERO,
  type SafeFloat,
  safeFloatAddTrunc,
  safeFloatFloor,
  safeFloatFromInteger,
  safeFloatMulDivTrunc,
  safeFloatShareFloor,
  safeFloatSubTrunc,
  U64F64,
  U96F32,
} from '../src/fixed.ts'

const CASES = 10_000 * Number(process.env.TAONET_EFFORT ?? 1)

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return quotient * b > a !== b < 0n && quotient * b !== a ? quotient - 1n : quotient
}

function operations<F extends bigint>(format: FixedFormat<F>, signed: boolean, bits: number): void {
  const unit = 1n << BigInt(format.fractionBits)
  const low = signed ? -(1n << BigInt(bits - 1)) : 0n
  const high = (1n << BigInt(signed ? bits - 1 : bits)) - 1n
  const clamp = (raw: bigint): bigint => (raw < low ? low : raw > high ? high : raw)
  const raw = fc.oneof(
    fc.bigInt(low, high),
    fc.bigInt(signed ? -4n * unit : 0n, 4n * unit),
    fc.constantFrom(low, high, 0n, 1n, unit, unit - 1n, signed ? -1n : 2n),
  )
  test(`${format.name}: range, and every operation against whole numbers`, () => {
    assert.deepEqual([format.min, format.max, format.one, format.zero], [low, high, unit, 0n])
    fc.assert(
      fc.property(raw, raw, (x, y) => {
        const a = format.fromBits(x)
        const b = format.fromBits(y)
        assert.equal(format.add(a, b), clamp(x + y))
        assert.equal(format.sub(a, b), clamp(x - y))
        assert.equal(format.mulFloor(a, b), clamp(floorDiv(x * y, unit)))
        assert.equal(format.divTrunc(a, b), y === 0n ? 0n : clamp((x * unit) / y))
        assert.equal(format.floor(a), floorDiv(x, unit))
        const whole = floorDiv(x, unit)
        assert.equal(format.toU64(a), whole < 0n ? 0n : whole >= 1n << 64n ? (1n << 64n) - 1n : whole)
        assert.equal(BigInt(format.toU16(a)), whole < 0n ? 0n : whole > 65535n ? 65535n : whole)
      }),
      { numRuns: CASES },
    )
  })
}

operations(I32F32, true, 64)
operations(I64F64, true, 128)
operations(U64F64, false, 128)
operations(I96F32, true, 128)
operations(U96F32, false, 128)

test('bits outside the format saturate', () => {
  assert.equal(I32F32.fromInteger(1n << 40n), I32F32.max)
  assert.equal(I32F32.fromBits(-(1n << 70n)), I32F32.min)
  assert.equal(U64F64.fromInteger(-3n), 0n)
})

test('decimal constants enter by their nearest double, ties to even', () => {
  // chain-emission §1.0, chain-registry §3.4
  assert.equal(I96F32.nearest(0.000003), 12_885n)
  assert.equal(U64F64.nearest(1.26), 23_242_897_532_874_035_200n)
  assert.equal(I32F32.nearest(2 ** -33), 0n)
  assert.equal(I32F32.nearest(3 * 2 ** -33), 2n)
  assert.equal(I32F32.nearest(-(2 ** -33)), 0n)
  assert.equal(I32F32.nearest(-0.75), -3n << 30n)
  assert.equal(I32F32.nearest(1e300), I32F32.max)
})

test('ratios truncate in the named type', () => {
  assert.equal(U96F32.ratioTrunc(971_718_665_099_567_868n, (1n << 64n) - 1n), 226_245_882n)
  assert.equal(U96F32.ratioTrunc(11_796n, 65_535n), 773_074_452n)
  assert.equal(U96F32.ratioTrunc(5n, 0n), 0n)
  assert.equal(I32F32.ratioTrunc(-1n, 3n), -1_431_655_765n)
})

test('conversion floors what does not fit and keeps what does', () => {
  assert.equal(I32F32.fromFixed(I64F64, I64F64.fromBits(-1n)), -1n)
  assert.equal(I64F64.fromFixed(I32F32, I32F32.fromBits(-5n)), -5n << 32n)
  assert.equal(U64F64.fromFixed(I96F32, I96F32.fromInteger(-1n)), 0n)
  assert.equal(I32F32.fromFixed(U64F64, U64F64.fromInteger(1n << 63n)), I32F32.max)
})

// Powers: the oracle multiplies square roots of the base, one for every binary digit of the exponent, with 320 bits.

const ORACLE_BITS = 320n

function squareRoot(value: bigint): bigint {
  if (value < 2n) return value
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / 2))
  for (;;) {
    const next = (guess + value / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}

function powerBySquareRoots(numerator: bigint, denominator: bigint, p: bigint, q: bigint): bigint {
  const base = (numerator << ORACLE_BITS) / denominator
  let result = 1n << ORACLE_BITS
  for (let i = 0n; i < p / q; i++) result = (result * base) >> ORACLE_BITS
  let rest = p % q
  let root = base
  for (let i = 0n; i < 200n && rest > 0n; i++) {
    root = squareRoot(root << ORACLE_BITS)
    rest *= 2n
    if (rest >= q) {
      rest -= q
      result = (result * root) >> ORACLE_BITS
    }
  }
  return result
}

test('powFloor agrees with products of square roots at 18 decimals', () => {
  const reserve = fc.oneof(fc.bigInt(1n, 21n * 10n ** 15n), fc.bigInt(1n, 1000n))
  const weight = fc.bigInt(10n ** 16n, 99n * 10n ** 16n)
  fc.assert(
    fc.property(reserve, reserve, weight, (a, b, p) => {
      const ratio = { numerator: a < b ? a : b, denominator: a < b ? b : a }
      const got = powFloor(ratio, { numerator: p, denominator: PERQUINTILL - p }, PERQUINTILL)
      const wide = powerBySquareRoots(ratio.numerator, ratio.denominator, p, PERQUINTILL - p)
      // The oracle truncates some three hundred times; a result that close to a whole number is left out.
      const slack = 1n << 60n
      const low = ((wide - slack) * PERQUINTILL) >> ORACLE_BITS
      const high = ((wide + slack) * PERQUINTILL) >> ORACLE_BITS
      if (low === high) assert.equal(got, low < 0n ? 0n : low)
      else assert.ok(got === low || got === high)
    }),
    { numRuns: Math.ceil(CASES / 20) },
  )
})

test('powFloor is exact by whole-number comparison for small exponents', () => {
  const part = fc.bigInt(1n, 1n << 64n)
  const small = fc.bigInt(1n, 12n)
  fc.assert(
    fc.property(part, part, small, small, (a, b, p, q) => {
      const [n, d] = a < b ? [a, b] : [b, a]
      const k = powFloor({ numerator: n, denominator: d }, { numerator: p, denominator: q }, PERQUINTILL)
      // k <= scale * (n/d)^(p/q) < k + 1, raised to the q-th power.
      const value = PERQUINTILL ** q * n ** p
      assert.ok(k ** q * d ** p <= value)
      assert.ok(value < (k + 1n) ** q * d ** p)
    }),
    { numRuns: Math.ceil(CASES / 5) },
  )
})

test('powFloor meets rational powers exactly', () => {
  const half = { numerator: 1n, denominator: 2n }
  assert.equal(powFloor({ numerator: 4n, denominator: 1n }, half, PERQUINTILL), 2n * PERQUINTILL)
  assert.equal(powFloor({ numerator: 9n, denominator: 16n }, half, 100n), 75n)
  assert.equal(powFloor({ numerator: 8n, denominator: 27n }, { numerator: 2n, denominator: 3n }, 9n), 4n)
  assert.equal(powFloor({ numerator: 18n, denominator: 50n }, half, 10n), 6n)
  assert.equal(
    powFloor({ numerator: 1n, denominator: 2n }, { numerator: 40n, denominator: 1n }, 1n << 40n),
    1n,
  )
  assert.equal(powFloor({ numerator: 0n, denominator: 7n }, half, PERQUINTILL), 0n)
  assert.equal(powFloor({ numerator: 7n, denominator: 7n }, half, PERQUINTILL), PERQUINTILL)
  // Far out: below one unit, and above what a pool's numbers can hold.
  const steep = { numerator: 99n, denominator: 1n }
  assert.equal(powFloor({ numerator: 1n, denominator: 177n }, steep, PERQUINTILL), 0n)
  assert.equal(powFloor({ numerator: 10n ** 19n, denominator: 1n }, steep, PERQUINTILL), PERQUINTILL << 128n)
  assert.equal(
    powFloor({ numerator: 1n << 127n, denominator: 1n }, { numerator: 1n, denominator: 127n }, 3n),
    6n,
  )
})

/** e^(n/d) by its plain series at 512 bits. */
function expBySeries(numerator: bigint, denominator: bigint): bigint {
  const bits = 512n
  let term = 1n << bits
  let sum = term
  for (let i = 1n; term !== 0n; i++) {
    term = (term * (numerator < 0n ? -numerator : numerator)) / (denominator * i)
    sum += term
  }
  return numerator < 0n ? (1n << (2n * bits)) / sum : sum
}

test('expFloor agrees with the plain series at 2^-64', () => {
  fc.assert(
    fc.property(fc.bigInt(-40_000n, 40_000n), fc.bigInt(1n, 2000n), (n, d) => {
      const numerator = n / d > 40n || n / d < -40n ? n % (40n * d) : n
      const wide = expBySeries(numerator, d)
      assert.equal(expFloor({ numerator, denominator: d }, 64), wide >> 448n)
    }),
    { numRuns: Math.ceil(CASES / 20) },
  )
  assert.equal(expFloor({ numerator: 0n, denominator: 5n }, 64), 1n << 64n)
})

// Share numbers.

const TOP = 10n ** 21n
const digits = fc.bigInt(TOP / 10n + 1n, TOP)
const safeFloat: fc.Arbitrary<SafeFloat> = fc.oneof(
  fc.constant(SAFE_FLOAT_ZERO),
  fc.record({ mantissa: digits, exponent: fc.bigInt(-30n, 10n) }),
)
/** The exact value times 10^60. */
const scaled = ({ mantissa, exponent }: SafeFloat): bigint => mantissa * 10n ** (exponent + 60n)

/** Whether `got` is `exact` (a value times 10^60) truncated to its normalised mantissa. */
function assertTruncated(got: SafeFloat, exact: bigint): void {
  if (got.mantissa === 0n) {
    assert.ok(exact <= 0n)
    return
  }
  assert.ok(got.mantissa > TOP / 10n && got.mantissa <= TOP)
  // Above the largest mantissa the next number is one of the next decade.
  const step = 10n ** (got.exponent + (got.mantissa === TOP ? 61n : 60n))
  assert.ok(scaled(got) <= exact && exact < scaled(got) + step)
}

test('share numbers: sums, differences and quotients truncate to a normalised mantissa', () => {
  fc.assert(
    fc.property(safeFloat, safeFloat, safeFloat, (a, b, c) => {
      assertTruncated(safeFloatAddTrunc(a, b), scaled(a) + scaled(b))
      assertTruncated(safeFloatSubTrunc(a, b), scaled(a) - scaled(b))
      const quotient = safeFloatMulDivTrunc(a, b, c)
      if (c.mantissa === 0n) assert.deepEqual(quotient, SAFE_FLOAT_ZERO)
      else if (quotient.exponent >= -60n) {
        const product = scaled(a) * scaled(b)
        const low = scaled(quotient) * scaled(c)
        const decade = quotient.exponent + (quotient.mantissa === TOP ? 61n : 60n)
        const high = (scaled(quotient) + 10n ** decade) * scaled(c)
        assert.ok(quotient.mantissa === 0n ? product === 0n : low <= product && product < high)
      }
    }),
    { numRuns: CASES },
  )
})

test('share numbers: whole values survive, shares of a value are exact', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, (1n << 64n) - 1n), safeFloat, safeFloat, (value, part, whole) => {
      assert.equal(safeFloatFloor(safeFloatFromInteger(value)), value)
      const share = safeFloatShareFloor(value, part, whole)
      if (whole.mantissa === 0n) assert.equal(share, 0n)
      else {
        assert.ok(share * scaled(whole) <= value * scaled(part))
        assert.ok((share + 1n) * scaled(whole) > value * scaled(part))
      }
    }),
    { numRuns: CASES },
  )
  // 10^20 is the largest mantissa of its decade, not the smallest of the next.
  assert.deepEqual(safeFloatFromInteger(1n), { mantissa: TOP, exponent: -21n })
  assert.deepEqual(safeFloatFromInteger(2n), { mantissa: 2n * 10n ** 20n, exponent: -20n })
})

test('quintillionths', () => {
  assert.equal(perquintillTrunc(2n, 3n), 666_666_666_666_666_666n)
  assert.equal(perquintillTrunc(5n, 3n), PERQUINTILL)
  assert.equal(perquintillTrunc(1n, 0n), undefined)
  assert.equal(perquintillMulHalfUp(perquintill(PERQUINTILL / 2n), 3n), 2n)
  assert.equal(perquintillMulHalfUp(perquintill(PERQUINTILL), 1n << 130n), (1n << 128n) - 1n)
  assert.throws(() => perquintill(-1n), RangeError)
  assert.throws(() => perquintill(PERQUINTILL + 1n), RangeError)
})
