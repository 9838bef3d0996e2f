// Integers modulo 2^255 - 19 in ten limbs of 26 and 25 bits in turn, signed, each in 32 bits of memory. A product's limbs are
// below 2^25 or 2^24 in size, and a product of sums of up to four such stays below 2^63.
import { type Code, type Func, i32, i64, op } from './wasm-code.ts'

export const LIMBS = 10
export const FIELD_BYTES = 4 * LIMBS
/** How many bits lie below a limb. */
export const bitsBelow = (limb: number): number => Math.ceil(25.5 * limb)

const bitsOf = (limb: number): number => (limb % 2 === 0 ? 26 : 25)
const isOdd = (limb: number): boolean => limb % 2 === 1
const indices = Array.from({ length: LIMBS }, (_, index) => index)

// Parameters: result, first, second or count. Locals behind them.
const [OUT, A, B] = [0, 1, 2]
const F = 3
const G = F + LIMBS
const H = G + LIMBS
/** Multiples of F's and G's limbs. */
const F2 = H + LIMBS
const G19 = F2 + LIMBS
const F38 = G19 + LIMBS
const CARRY = F38 + LIMBS
const LOCALS = CARRY + 1 - F

const load = (from: number, to: number): Code =>
  indices.flatMap(limb => [...op.get(from), ...i64.load32(4 * limb), ...op.set(to + limb)])
const store = (from: number): Code =>
  indices.flatMap(limb => [...op.get(OUT), ...op.get(from + limb), ...i64.store32(4 * limb)])
const multiple = (from: number, to: number, times: number): Code =>
  indices.flatMap(limb => [...op.get(from + limb), ...i64.constant(times), ...i64.mul, ...op.set(to + limb)])

const summed = (terms: readonly (readonly [number, number])[], to: number): Code => [
  ...terms.flatMap(([a, b], index) => [
    ...op.get(a),
    ...op.get(b),
    ...i64.mul,
    ...(index === 0 ? [] : i64.add),
  ]),
  ...op.set(to),
]

/** The limb that a product of two belongs to, and whether it came round: 2^255 is 19. */
const place = (i: number, j: number) => ({ limb: (i + j) % LIMBS, round: i + j >= LIMBS })

function products(): Code {
  return indices.flatMap(limb =>
    summed(
      indices.flatMap(i =>
        indices
          .filter(j => place(i, j).limb === limb)
          .map(j => {
            // Two limbs that lie half a bit low each.
            const a = isOdd(i) && isOdd(j) ? F2 + i : F + i
            return [a, (place(i, j).round ? G19 : G) + j] as const
          }),
      ),
      H + limb,
    ),
  )
}

function squares(): Code {
  return indices.flatMap(limb =>
    summed(
      indices.flatMap(i =>
        indices
          .filter(j => i <= j && place(i, j).limb === limb)
          .map(j => {
            const both = isOdd(i) && isOdd(j)
            const { round } = place(i, j)
            const b = round ? (both ? F38 : G19) : both ? F2 : F
            return [(i < j ? F2 : F) + i, b + j] as const
          }),
      ),
      H + limb,
    ),
  )
}

function carried(limb: number): Code {
  const next = (limb + 1) % LIMBS
  const bits = bitsOf(limb)
  return [
    ...op.get(H + limb),
    ...i64.constant(2 ** (bits - 1)),
    ...i64.add,
    ...i64.constant(bits),
    ...i64.shr,
    ...op.set(CARRY),
    ...op.get(H + next),
    ...op.get(CARRY),
    ...(next === 0 ? [...i64.constant(19), ...i64.mul] : []),
    ...i64.add,
    ...op.set(H + next),
    ...op.get(H + limb),
    ...op.get(CARRY),
    ...i64.constant(bits),
    ...i64.shl,
    ...i64.sub,
    ...op.set(H + limb),
  ]
}

// From two ends at a time, so that neighbouring steps need not wait for each other.
const carries: Code = [0, 4, 1, 5, 2, 6, 3, 7, 4, 8, 9, 0].flatMap(carried)

export const multiply: Func = {
  params: 3,
  locals: LOCALS,
  body: [
    ...load(A, F),
    ...load(B, G),
    ...multiple(F, F2, 2),
    ...multiple(G, G19, 19),
    ...products(),
    ...carries,
    ...store(H),
  ],
}

/** As often as the third parameter says, once at least. */
export const square: Func = {
  params: 3,
  locals: LOCALS,
  body: [
    ...load(A, H),
    ...op.repeat([
      ...indices.flatMap(limb => [...op.get(H + limb), ...op.set(F + limb)]),
      ...multiple(F, F2, 2),
      ...multiple(F, G19, 19),
      ...multiple(F, F38, 38),
      ...squares(),
      ...carries,
      ...op.get(B),
      ...i32.constant(1),
      ...i32.sub,
      ...op.set(B),
      ...op.get(B),
    ]),
    ...store(H),
  ],
}

const limbwise = (operation: Code): Func => ({
  params: 3,
  locals: 0,
  body: indices.flatMap(limb => [
    ...op.get(OUT),
    ...op.get(A),
    ...i32.load(4 * limb),
    ...op.get(B),
    ...i32.load(4 * limb),
    ...operation,
    ...i32.store(4 * limb),
  ]),
})

/** Without carries: `multiply` and `square` take sums as they are. */
export const add = limbwise(i32.add)
export const subtract = limbwise(i32.sub)
