// What a block's emission depends on, as the block before it left it, and the counters it fills (chain-emission §1.3 to
// §1.7).
import { bits, int, num, type View } from './chain-view.ts'
import type { Drained } from './distribution.ts'
import { blockEmission, type SubnetTerms, shares, terms } from './emission.ts'
import { div, floor, mul, ONE, sum, whole } from './fixed.ts'
import { taoWeightOf } from './read-epoch.ts'

const ROOT = 0
/** Pool weights are stored as parts of 1e18. */
const WEIGHTS = 1_000_000_000_000_000_000n

export interface BlockSplit {
  readonly terms: SubnetTerms
  /** What the block adds to the pending counters (§1.6). */
  readonly added: Drained
}

/** For every eligible subnet: what the block after `view` mints and sets aside. */
export async function splitAfter(view: View): Promise<ReadonlyMap<number, BlockSplit>> {
  const netuids = await eligible(view)
  const prices = await Promise.all(
    netuids.map(async netuid => bits(await view.read('subnetMovingPrice', netuid))),
  )
  const parts = shares(
    await Promise.all(
      netuids.map(async (netuid, i) => ({
        price: prices[i] ?? 0n,
        burned: bits(await view.read('minerBurned', netuid)),
        enabled: (await view.read('subnetEmissionEnabled', netuid)) === true,
      })),
    ),
  )
  const minted = blockEmission(int(await view.read('totalIssuance')))
  const rootSells = sum(prices) > ONE
  const split = await Promise.all(
    netuids.map(async (netuid, i) => {
      const found = terms(await subnetBlock(view, netuid, minted * (parts[i] ?? 0n)))
      return [netuid, { terms: found, added: pendingOf(found, rootSells) }] as const
    }),
  )
  return new Map(split)
}

export async function pending(view: View, netuid: number): Promise<Drained> {
  const [server, validator, root, owner] = await Promise.all(
    ['pendingServerEmission', 'pendingValidatorEmission', 'pendingRootAlphaDivs', 'pendingOwnerCut'].map(
      async name => int(await view.read(name, netuid)),
    ),
  )
  return { server: server ?? 0n, validator: validator ?? 0n, root: root ?? 0n, owner: owner ?? 0n }
}

export const plus = (a: Drained, b: Drained): Drained => ({
  server: a.server + b.server,
  validator: a.validator + b.validator,
  root: a.root + b.root,
  owner: a.owner + b.owner,
})

const pendingOf = (found: SubnetTerms, rootSells: boolean): Drained => ({
  server: floor(found.server),
  validator: floor(found.validator),
  root: rootSells ? floor(found.rootAlpha) : 0n,
  owner: floor(found.cut),
})

/** §1.3, ascending. */
async function eligible(view: View): Promise<readonly number[]> {
  const netuids = (await view.entries('networksAdded'))
    .map(([netuid]) => Number(netuid))
    .filter(one => one !== ROOT)
  const open = await Promise.all(
    netuids.map(
      async netuid =>
        (await view.read('firstEmissionBlockNumber', netuid)) !== null &&
        (await view.read('subtokenEnabled', netuid)) === true &&
        (await view.read('networkRegistrationAllowed', netuid)) === true,
    ),
  )
  return netuids.filter((_, i) => open[i]).sort((a, b) => a - b)
}

async function subnetBlock(view: View, netuid: number, tao: bigint): Promise<Parameters<typeof terms>[0]> {
  const [alphaIn, alphaOut, reserve, rootTao] = await Promise.all([
    view.read('subnetAlphaIn', netuid),
    view.read('subnetAlphaOut', netuid),
    view.read('subnetTAO', netuid),
    view.read('subnetTAO', ROOT),
  ]).then(all => all.map(int))
  const cut =
    (await view.read('ownerCutEnabled', netuid)) === true ? num(await view.read('subnetOwnerCut')) : 0
  return {
    alphaIn: alphaIn ?? 0n,
    alphaOut: alphaOut ?? 0n,
    price: await spotPrice(view, netuid, reserve ?? 0n, alphaIn ?? 0n),
    tao,
    rootTao: rootTao ?? 0n,
    taoWeight: await taoWeightOf(view),
    ownerCut: cut,
  }
}

/** chain-weights-staking §5.5, narrowed to 32 fraction bits. */
async function spotPrice(view: View, netuid: number, tao: bigint, alpha: bigint): Promise<bigint> {
  const stored = await view.swap('swapBalancer', netuid)
  const quote =
    typeof stored === 'object' && stored !== null && 'quote' in stored ? int(stored.quote) : WEIGHTS / 2n
  return mul(div(whole(WEIGHTS - quote), whole(quote)), div(whole(tao), whole(alpha)))
}
