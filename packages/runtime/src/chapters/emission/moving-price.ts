// The moving average of a subnet's price (chain-emission §1.4, last part).
import { I96F32, U64F64 } from '@taonet/wire'

export interface MovingPriceStep {
  /** SubnetMovingAlpha. */
  readonly movingAlpha: I96F32
  readonly block: bigint
  /** FirstEmissionBlockNumber, at least 1. */
  readonly firstEmissionBlock: bigint
  /** EMAPriceHalvingBlocks. */
  readonly halvingBlocks: bigint
  /** TAO per alpha; counts as at most 1. */
  readonly spotPrice: U64F64
}

/** Bits of fraction that 64.64 has beyond 96.32. */
const FINER = BigInt(U64F64.fractionBits - I96F32.fractionBits)

/** The average after one block: a * min(spot, 1) + (1 - a) * now with a = movingAlpha * b / (b + halvingBlocks). */
export function nextMovingPrice(now: I96F32, step: MovingPriceStep): I96F32 {
  const start = step.firstEmissionBlock - 1n
  const age = step.block > start ? step.block - start : 0n
  const weight = U64F64.mulFloor(
    U64F64.fromFixed(I96F32, step.movingAlpha),
    U64F64.ratioTrunc(age, age + step.halvingBlocks),
  )
  const spot = step.spotPrice < U64F64.one ? step.spotPrice : U64F64.one
  const moved = U64F64.mulFloor(weight, spot)
  // What root wrote by hand may lie beyond 2^64: it fades as any other price does, so it is not clipped to 64.64 here.
  const stayed = (U64F64.sub(U64F64.one, weight) * (now << FINER)) >> BigInt(U64F64.fractionBits)
  return I96F32.fromBits((moved + stayed) >> FINER)
}
