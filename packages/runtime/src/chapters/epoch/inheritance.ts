// Stake that parents lend to their child keys, and the weighted total (chain-epoch §2.2(3)).
import { I64F64, U64_MAX, U96F32 } from '@taonet/wire'

/** A u64 proportion as a fraction of 2^64-1, truncated to 2^-32. */
export const proportionFraction = (proportion: bigint): U96F32 => U96F32.ratioTrunc(proportion, U64_MAX)

/** TaoWeight (u64) as the fraction that multiplies TAO stake. */
export const taoWeightFraction = proportionFraction

export interface Lent {
  /** Plain stake of the parent on this subnet (or on root), in rao. */
  readonly stake: bigint
  /** Of 2^64-1. */
  readonly proportion: bigint
}

/**
 * Stake after lending and borrowing, floored to rao: max(0, own - sum(own * p)) + sum(parent * p).
 * `children` are the proportions this hotkey gives away, registered children or not; one level only.
 */
export function inheritedStake(own: bigint, children: readonly bigint[], parents: readonly Lent[]): bigint {
  const plain = U96F32.fromInteger(own)
  const part = (stake: bigint, proportion: bigint): U96F32 =>
    U96F32.mulFloor(U96F32.fromInteger(stake), proportionFraction(proportion))
  const lent = U96F32.sum(children.map(proportion => part(own, proportion)))
  const borrowed = U96F32.sum(parents.map(parent => part(parent.stake, parent.proportion)))
  return U96F32.toU64(U96F32.add(U96F32.sub(plain, lent), borrowed))
}

/** alpha + tao * weight in rao, with its fraction: the raw stake an epoch starts from. */
export const totalStake = (alphaInherited: bigint, taoInherited: bigint, taoWeight: U96F32): I64F64 =>
  I64F64.add(
    I64F64.fromInteger(alphaInherited),
    I64F64.mulFloor(I64F64.fromInteger(taoInherited), I64F64.fromFixed(U96F32, taoWeight)),
  )
