// The price of a neuron: decay every block, a bump at every registration (chain-registry §3.4).
import { U64F64 } from '@taonet/wire'
import { mulFloor, ONE, type Q32 } from '../epoch/q32.ts'

/** base^exponent by squaring, every product truncated in Q32. */
function power(base: Q32, exponent: number): Q32 {
  let result = ONE
  let square = base
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = mulFloor(result, square)
    square = mulFloor(square, square)
  }
  return result
}

/** Every subnet asks in every block, nearly always for the same half-life. */
const FACTORS = new Map<number, Q32>()

/** The factor a block whose `halfLife`-th power is one half: the largest by bisection between 0 and 1 (Q32). */
export function burnDecayFactor(halfLife: number): Q32 {
  const known = FACTORS.get(halfLife)
  if (known !== undefined) return known
  const factor = bisectedFactor(halfLife)
  FACTORS.set(halfLife, factor)
  return factor
}

function bisectedFactor(halfLife: number): Q32 {
  let low = 0
  let high = ONE
  while (low + 1 < high) {
    const middle = Math.floor((low + high) / 2)
    if (power(middle, halfLife) > ONE / 2) high = middle
    else low = middle
  }
  return low
}

export interface BurnBounds {
  readonly min: bigint
  readonly max: bigint
}

/** min(max(burn, MinBurn), MaxBurn) in rao. */
export const clampBurn = (burn: bigint, { min, max }: BurnBounds): bigint => {
  const raised = burn < min ? min : burn
  return raised > max ? max : raised
}

/** The price after one block, rao; block 1 and a half-life of 0 do not decay, the clamp always applies. */
export function decayedBurn(burn: bigint, block: bigint, halfLife: number, bounds: BurnBounds): bigint {
  const decays = block > 1n && halfLife > 0
  return clampBurn(decays ? (burn * BigInt(burnDecayFactor(halfLife))) >> 32n : burn, bounds)
}

/** The price after one registration, rao: times BurnIncreaseMult, which counts as at least 1. */
export function bumpedBurn(burn: bigint, multiplier: U64F64, bounds: BurnBounds): bigint {
  const factor = multiplier < U64F64.one ? U64F64.one : multiplier
  return clampBurn(U64F64.toU64(U64F64.mulFloor(U64F64.fromInteger(burn), factor)), bounds)
}
