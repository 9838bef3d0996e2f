// A child key's dividend goes to it and its parents, by the stake each of them brought (chain-emission §1.8).
import { U96F32 } from '@taonet/wire'
import { proportionFraction } from '../epoch/inheritance.ts'

/** Plain stakes of one hotkey, rao, never inherited ones. */
export interface PlainStake {
  readonly alpha: bigint
  readonly root: bigint
}

const weighted = (stake: PlainStake, part: U96F32, taoWeight: U96F32): U96F32 =>
  U96F32.add(
    U96F32.mulFloor(U96F32.fromInteger(stake.alpha), part),
    U96F32.mulFloor(U96F32.mulFloor(U96F32.fromInteger(stake.root), part), taoWeight),
  )

/** What the hotkey's own stake brings, floored; `children` are the proportions (of 2^64-1) it lends away. */
export function selfContribution(own: PlainStake, children: readonly bigint[], taoWeight: U96F32): bigint {
  const lent = U96F32.sum(children.map(proportionFraction))
  return U96F32.toU64(weighted(own, U96F32.sub(U96F32.one, lent), taoWeight))
}

/** What one parent's lent stake brings, with its fraction. */
export const parentContribution = (parent: PlainStake, proportion: bigint, taoWeight: U96F32): U96F32 =>
  weighted(parent, proportionFraction(proportion), taoWeight)

export interface ChildDividend {
  /** The child's epoch dividend, alpha-rao. */
  readonly dividend: bigint
  readonly selfContribution: bigint
  readonly parents: readonly {
    readonly contribution: U96F32
    /** The same coldkey owns parent and child: no take, no burn. */
    readonly sameOwner: boolean
  }[]
  /** max(stored take, effective minimum). */
  readonly childkeyTake: U96F32
  /** CKBurn. */
  readonly ckBurn: U96F32
}

/** Alpha-rao; `burned` is recycled, entry by entry like `parents`. */
export interface ChildDividendSplit {
  readonly parents: bigint[]
  readonly burned: bigint[]
  readonly child: bigint
}

export function childDividends(input: ChildDividend): ChildDividendSplit {
  const dividend = U96F32.fromInteger(input.dividend)
  const total = U96F32.add(
    U96F32.fromInteger(input.selfContribution),
    U96F32.sum(input.parents.map(parent => parent.contribution)),
  )
  const gross = input.parents.map(({ contribution, sameOwner }) => {
    const earned = U96F32.mulFloor(dividend, U96F32.divTrunc(contribution, total))
    const part = (fraction: U96F32): U96F32 => (sameOwner ? U96F32.zero : U96F32.mulFloor(fraction, earned))
    return { earned, burn: part(input.ckBurn), take: part(input.childkeyTake) }
  })
  const given = U96F32.sum(gross.map(one => one.earned))
  const taken = U96F32.sum(gross.map(one => one.take))
  return {
    parents: gross.map(({ earned, burn, take }) => U96F32.toU64(U96F32.sub(U96F32.sub(earned, burn), take))),
    burned: gross.map(one => U96F32.toU64(one.burn)),
    child: U96F32.toU64(U96F32.add(U96F32.sub(dividend, given), taken)),
  }
}

/** The take in force: never below the global or the subnet's minimum (u16). */
export const effectiveChildkeyTake = (stored: number, globalMinimum: number, subnetMinimum: number): number =>
  Math.max(stored, globalMinimum, subnetMinimum)
