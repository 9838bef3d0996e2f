// What one subnet gets in one block, and how its alpha is split (chain-emission §1.5, §1.6).
import { U64F64, U96F32 } from '@taonet/wire'
import { blockEmission } from './block-emission.ts'

/** w * R / (w * R + alpha issuance): root's part of a subnet; 0 when both are 0. */
export function rootProportion(taoWeight: U96F32, rootTao: bigint, alphaIssuance: bigint): U96F32 {
  const weighted = U96F32.mulFloor(taoWeight, U96F32.fromInteger(rootTao))
  return U96F32.divTrunc(weighted, U96F32.add(weighted, U96F32.fromInteger(alphaIssuance)))
}

export interface SubnetBlock {
  /** `subnetEmission`. */
  readonly taoEmission: U96F32
  /** Spot price, TAO per alpha. */
  readonly price: U64F64
  /** SubnetAlphaIn + SubnetAlphaOut before this block. */
  readonly alphaIssuance: bigint
  /** SubnetTAO of root. */
  readonly rootTao: bigint
  readonly taoWeight: U96F32
}

/** Amounts in rao and alpha-rao, floored as they are applied. */
export interface SubnetTerms {
  /** Minted as SubnetAlphaOut. */
  readonly alphaOut: bigint
  readonly alphaIn: bigint
  readonly taoIn: bigint
  /** Spent on a chain buy. */
  readonly excessTao: bigint
  readonly rootProportion: U96F32
}

/** Computed for every eligible subnet before the first injection of the block. */
export function subnetTerms(block: SubnetBlock): SubnetTerms {
  const alphaOut = blockEmission(block.alphaIssuance)
  const proportion = rootProportion(block.taoWeight, block.rootTao, block.alphaIssuance)
  const cap = U96F32.mulFloor(proportion, U96F32.fromInteger(alphaOut))
  const price = U96F32.fromFixed(U64F64, block.price)
  const wanted = U96F32.divTrunc(block.taoEmission, price)
  const alphaIn = wanted > cap ? cap : wanted
  const taoIn = wanted > cap ? U96F32.mulFloor(cap, price) : block.taoEmission
  return {
    alphaOut,
    alphaIn: U96F32.toU64(alphaIn),
    taoIn: U96F32.toU64(taoIn),
    excessTao: U96F32.toU64(U96F32.sub(block.taoEmission, taoIn)),
    rootProportion: proportion,
  }
}

/** Additions to the pending counters, alpha-rao. */
export interface AlphaSplit {
  readonly ownerCut: bigint
  readonly server: bigint
  readonly validator: bigint
  /** Pending for root when root sells, recycled otherwise. */
  readonly root: bigint
}

/**
 * Splits one block's alpha. `ownerCut` is SubnetOwnerCut of 65535, 0 while OwnerCutEnabled is off; `proportion` is the
 * root proportion computed anew after minting and injection.
 */
export function splitAlphaOut(alphaOut: bigint, ownerCut: number, proportion: U96F32): AlphaSplit {
  const whole = U96F32.fromInteger(alphaOut)
  const cut = U96F32.mulFloor(whole, U96F32.ratioTrunc(BigInt(ownerCut), 65_535n))
  const rest = U96F32.sub(whole, cut)
  const root = half(U96F32.mulFloor(proportion, rest))
  const server = half(rest)
  const validator = U96F32.sub(U96F32.sub(rest, server), root)
  return {
    ownerCut: U96F32.toU64(cut),
    server: U96F32.toU64(server),
    validator: U96F32.toU64(validator),
    root: U96F32.toU64(root),
  }
}

const half = (value: U96F32): U96F32 => U96F32.fromBits(value >> 1n)
