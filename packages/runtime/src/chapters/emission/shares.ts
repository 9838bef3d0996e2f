// Which part of the block's TAO each eligible subnet gets (chain-emission §1.4).
import { I96F32, U64F64, U96F32 } from '@taonet/wire'

export interface EligibleSubnet {
  /** SubnetMovingPrice; 1 for a subnet of mechanism 0. */
  readonly movingPrice: I96F32
  /** MinerBurned, in 0..1: the part of the last epoch's incentive that was withheld from owner hotkeys. */
  readonly minerBurned: U96F32
  /** SubnetEmissionEnabled. */
  readonly emissionEnabled: boolean
}

const parts = (weights: readonly U64F64[]): U64F64[] => {
  const total = U64F64.sum(weights)
  return weights.map(weight => U64F64.divTrunc(weight, total))
}

/** Shares in the order given; their sum is at most 1 and may be 0 (then nothing is paid). */
export function emissionShares(subnets: readonly EligibleSubnet[]): U64F64[] {
  const byPrice = parts(subnets.map(subnet => U64F64.fromFixed(I96F32, subnet.movingPrice)))
  const weights = subnets.map((subnet, i) => U64F64.mulFloor(byPrice[i]!, kept(subnet.minerBurned)))
  const shares = weights.every(weight => weight === 0n) ? byPrice : parts(weights)
  if (subnets.every(subnet => subnet.emissionEnabled)) return shares
  return parts(shares.map((share, i) => (subnets[i]!.emissionEnabled ? share : U64F64.zero)))
}

const kept = (minerBurned: U96F32): U64F64 => U64F64.sub(U64F64.one, U64F64.fromFixed(U96F32, minerBurned))

/** TAO of one subnet in this block, in rao with its fraction. */
export const subnetEmission = (blockEmission: bigint, share: U64F64): U96F32 =>
  U96F32.fromFixed(U64F64, U64F64.mulFloor(U64F64.fromInteger(blockEmission), share))

/** Root dividends are sold while the moving prices of the eligible subnets exceed 1 in sum (chain-emission §1.6(6)). */
export const rootSells = (movingPrices: readonly I96F32[]): boolean => I96F32.sum(movingPrices) > I96F32.one
