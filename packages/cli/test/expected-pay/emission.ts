// What a block mints and how it is split before anybody is paid (chain-emission §1.2, §1.4 to §1.6). Amounts carry 32
// fraction bits until they are written down.
import { div, floor, min, mul, ONE, sum, u16, whole } from './fixed.ts'

const CAP = 21_000_000_000_000_000n
const FULL = 1_000_000_000n
/** §1.0: the subnet owner's cut when nobody changed it. */
export const OWNER_CUT = 11_796

/** §1.2: halved each time half of what was left has been issued. Whole rao. */
export function blockEmission(issuance: bigint): bigint {
  if (issuance >= CAP) return 0n
  const left = ONE - div(whole(issuance), whole(CAP))
  const halvings = BigInt(div(ONE, left).toString(2).length - 1 - 32)
  return FULL >> halvings
}

export interface SharePrices {
  readonly price: bigint
  /** Part of the last incentive that was withheld (§1.7.7). */
  readonly burned: bigint
  readonly enabled: boolean
}

/** §1.4 */
export function shares(subnets: readonly SharePrices[]): bigint[] {
  const prices = sum(subnets.map(one => one.price))
  const byPrice = subnets.map(one => div(one.price, prices))
  const kept = byPrice.map((share, i) => mul(share, ONE - (subnets[i]?.burned ?? 0n)))
  const total = sum(kept)
  const weights = total === 0n ? byPrice : kept.map(one => div(one, total))
  if (subnets.every(one => one.enabled)) return weights
  const enabled = weights.map((one, i) => (subnets[i]?.enabled ? one : 0n))
  return enabled.map(one => div(one, sum(enabled)))
}

export interface SubnetBlock {
  readonly alphaIn: bigint
  readonly alphaOut: bigint
  readonly price: bigint
  /** TAO of this subnet in this block, 32 fraction bits. */
  readonly tao: bigint
  readonly rootTao: bigint
  readonly taoWeight: bigint
  /** 0 when the cut is switched off. */
  readonly ownerCut: number
}

export interface SubnetTerms {
  readonly minted: bigint
  readonly rootProp: bigint
  readonly alphaIn: bigint
  readonly taoIn: bigint
  readonly excess: bigint
  readonly rootPropAfter: bigint
  readonly cut: bigint
  readonly server: bigint
  readonly validator: bigint
  readonly rootAlpha: bigint
}

/** §1.5 and §1.6, for a pool that accepts the injection. */
export function terms(subnet: SubnetBlock): SubnetTerms {
  const issuance = subnet.alphaIn + subnet.alphaOut
  const minted = whole(blockEmission(issuance))
  const rootProp = rootProportion(subnet, issuance)
  const wanted = div(subnet.tao, subnet.price)
  const cap = mul(rootProp, minted)
  const alphaIn = min(wanted, cap)
  const taoIn = wanted > cap ? mul(alphaIn, subnet.price) : subnet.tao
  const cut = mul(minted, u16(subnet.ownerCut))
  const rest = minted - cut
  const rootPropAfter = rootProportion(subnet, issuance + floor(alphaIn) + floor(minted))
  const server = mul(rest, ONE / 2n)
  const rootAlpha = mul(mul(rootPropAfter, rest), ONE / 2n)
  return {
    minted,
    rootProp,
    alphaIn,
    taoIn,
    excess: subnet.tao - taoIn,
    rootPropAfter,
    cut,
    server,
    validator: rest - server - rootAlpha,
    rootAlpha,
  }
}

function rootProportion({ rootTao, taoWeight }: SubnetBlock, issuance: bigint): bigint {
  const root = taoWeight * rootTao
  return div(root, root + whole(issuance))
}
