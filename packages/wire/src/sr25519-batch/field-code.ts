// Integers modulo 2^255 - 19 in ten limbs of 26 and 25 bits in turn, signed, each in 32 bits of memory. A product's limbs are
// below 2^25 or 2^24 in size, and a product of sums of up to four such stays below 2^63.
import { type Code, get, i32, i64, load, set, store } from '../wasm-writer.ts'
import { type Func, op32, op64, repeatWhile } from './wasm-code.ts'

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

const loadLimbs = (from: number, to: number): Code =>
  indices.flatMap(limb => [...get(from), ...op64.load(4 * limb), ...set(to + limb)])
const storeLimbs = (from: number): Code =>
  indices.flatMap(limb => [...get(OUT), ...get(from + limb), ...op64.store(4 * limb)])
const multiple = (from: number, to: number, times: number): Code =>
  indices.flatMap(limb => [...get(from + limb), ...i64(BigInt(times)), ...op64.mul, ...set(to + limb)])

const summed = (terms: readonly (readonly [number, number])[], to: number): Code => [
  ...terms.flatMap(([a, b], index) => [...get(a), ...get(b), ...op64.mul, ...(index === 0 ? [] : op64.add)]),
  ...set(to),
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
    ...get(H + limb),
    ...i64(1n << BigInt(bits - 1)),
    ...op64.add,
    ...i64(BigInt(bits)),
    ...op64.shr,
    ...set(CARRY),
    ...get(H + next),
    ...get(CARRY),
    ...(next === 0 ? [...i64(19n), ...op64.mul] : []),
    ...op64.add,
    ...set(H + next),
    ...get(H + limb),
    ...get(CARRY),
    ...i64(BigInt(bits)),
    ...op64.shl,
    ...op64.sub,
    ...set(H + limb),
  ]
}

// From two ends at a time, so that neighbouring steps need not wait for each other.
const carries: Code = [0, 4, 1, 5, 2, 6, 3, 7, 4, 8, 9, 0].flatMap(carried)

export const multiply: Func = {
  params: 3,
  locals: LOCALS,
  body: [
    ...loadLimbs(A, F),
    ...loadLimbs(B, G),
    ...multiple(F, F2, 2),
    ...multiple(G, G19, 19),
    ...products(),
    ...carries,
    ...storeLimbs(H),
  ],
}

/** As often as the third parameter says, once at least. */
export const square: Func = {
  params: 3,
  locals: LOCALS,
  body: [
    ...loadLimbs(A, H),
    ...repeatWhile([
      ...indices.flatMap(limb => [...get(H + limb), ...set(F + limb)]),
      ...multiple(F, F2, 2),
      ...multiple(F, G19, 19),
      ...multiple(F, F38, 38),
      ...squares(),
      ...carries,
      ...get(B),
      ...i32(1),
      ...op32.sub,
      ...set(B),
      ...get(B),
    ]),
    ...storeLimbs(H),
  ],
}

const limbwise = (operation: Code): Func => ({
  params: 3,
  locals: 0,
  body: indices.flatMap(limb => [
    ...get(OUT),
    ...get(A),
    ...load(4 * limb),
    ...get(B),
    ...load(4 * limb),
    ...operation,
    ...store(4 * limb),
  ]),
})

/** Without carries: `multiply` and `square` take sums as they are. */
export const add = limbwise(op32.add)
export const subtract = limbwise(op32.sub)
