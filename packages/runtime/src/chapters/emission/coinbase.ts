// One block's emission: shares of the TAO, liquidity and chain buys, and the alpha that waits for the epoch
// (chain-emission §1.2-§1.6).
import { Alpha, type NetUid, ROOT, Tao } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { issue, totalIssuance } from '../balances/ledger.ts'
import { taoWeightFraction } from '../epoch/inheritance.ts'
import {
  addReserves,
  alphaIssuance,
  buyForProtocol,
  mintAlphaOut,
  price,
  provideLiquidity,
  recycleAlphaOut,
} from '../staking/pool.ts'
import { SubnetTAO, TaoWeight } from '../staking/table.ts'
import { subnetAccount } from '../subnets/registry.ts'
import { OwnerCutEnabled, SubnetEmissionEnabled, SubnetOwnerCut } from '../subnets/table.ts'
import { blockEmission } from './block-emission.ts'
import { eligibleSubnets, movingPrice } from './eligibility.ts'
import { addPending } from './pending.ts'
import { emissionShares, rootSells, subnetEmission } from './shares.ts'
import { rootProportion, type SubnetTerms, splitAlphaOut, subnetTerms } from './subnet-terms.ts'
import {
  MinerBurned,
  SubnetAlphaInEmission,
  SubnetAlphaOutEmission,
  SubnetExcessTao,
  SubnetTaoInEmission,
} from './table.ts'

/** Root's part of the subnet as it stands now. */
export const rootProportionOf = (world: World, netuid: NetUid) =>
  rootProportion(
    taoWeightFraction(TaoWeight.get(world)),
    SubnetTAO.get(world, ROOT),
    alphaIssuance(world, netuid),
  )

/** What each eligible subnet is due, all computed before the first of them is paid. */
function termsOf(world: World, subnets: readonly NetUid[]): SubnetTerms[] {
  const emission = blockEmission(totalIssuance(world))
  const shares = emissionShares(
    subnets.map(netuid => ({
      movingPrice: movingPrice(world, netuid),
      minerBurned: MinerBurned.get(world, netuid),
      emissionEnabled: SubnetEmissionEnabled.get(world, netuid),
    })),
  )
  const rootTao = SubnetTAO.get(world, ROOT)
  const taoWeight = taoWeightFraction(TaoWeight.get(world))
  return subnets.map((netuid, i) =>
    subnetTerms({
      taoEmission: subnetEmission(emission, shares[i]!),
      price: price(world, netuid),
      alphaIssuance: alphaIssuance(world, netuid),
      rootTao,
      taoWeight,
    }),
  )
}

/**
 * Mints TAO on the subnet's account. The reference mints the whole emission first and recycles what was not spent; only
 * what is spent comes into being here, which leaves the same total. An account that cannot hold it gets nothing.
 */
const mint = (world: World, netuid: NetUid, tao: Tao): boolean =>
  attempt(world, () => issue(world, subnetAccount(netuid), tao)).ok

/** §1.5(a)-(d): the purchase goes by the new weights, but before the reserves grow. */
function inject(world: World, netuid: NetUid, terms: SubnetTerms): void {
  const accepted = provideLiquidity(world, netuid, Tao(terms.taoIn), Alpha(terms.alphaIn))
  const excess = Tao(terms.excessTao)
  // A refused purchase leaves its TAO on the account, outside every counter.
  const bought =
    excess > 0n &&
    mint(world, netuid, excess) &&
    attempt(world, () => buyForProtocol(world, netuid, excess)).ok
  SubnetExcessTao.put(world, netuid, bought ? excess : Tao(0n))

  const injected = accepted && mint(world, netuid, Tao(terms.taoIn))
  const taoIn = Tao(injected ? terms.taoIn : 0n)
  const alphaIn = Alpha(injected ? terms.alphaIn : 0n)
  addReserves(world, netuid, taoIn, alphaIn)
  SubnetTaoInEmission.put(world, netuid, taoIn)
  SubnetAlphaInEmission.put(world, netuid, alphaIn)
}

/** §1.6. */
function mintAlpha(world: World, netuid: NetUid, amount: bigint, sells: boolean): void {
  mintAlphaOut(world, netuid, Alpha(amount))
  SubnetAlphaOutEmission.put(world, netuid, Alpha(amount))
  const cut = OwnerCutEnabled.get(world, netuid) ? SubnetOwnerCut.get(world) : 0
  const split = splitAlphaOut(amount, cut, rootProportionOf(world, netuid))
  addPending(world, netuid, sells ? split : { ...split, root: 0n })
  if (!sells) recycleAlphaOut(world, netuid, Alpha(split.root))
}

export function emitBlock(world: World): void {
  const subnets = eligibleSubnets(world)
  const terms = termsOf(world, subnets)
  const sells = rootSells(subnets.map(netuid => movingPrice(world, netuid)))
  for (const [i, netuid] of subnets.entries()) inject(world, netuid, terms[i]!)
  for (const [i, netuid] of subnets.entries()) mintAlpha(world, netuid, terms[i]!.alphaOut, sells)
}
