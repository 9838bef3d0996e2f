// Handing out what one epoch drained: owner, miners, validators and root (chain-emission §1.7, steps 1-9).
import type { AccountId } from '@taonet/wire'
import { Alpha, type NetUid, ROOT } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { taoWeightFraction } from '../epoch/inheritance.ts'
import { type Award, runEpochStep } from '../epoch/step.ts'
import { shareOwnerCut } from '../leases/dividends.ts'
import { lockPay } from '../locks/lock.ts'
import { uidOf } from '../neurons/registry.ts'
import { ownerOf, takeOf } from '../staking/accounts.ts'
import { autoStakeDestination } from '../staking/auto-stake.ts'
import { recycleAlphaOut } from '../staking/pool.ts'
import { hotkeyStake, increaseForAll, increaseStakeIfPossible } from '../staking/stake.ts'
import { OwnedHotkeys, TaoWeight } from '../staking/table.ts'
import { OwnerCutAutoLockEnabled, RecycleOrBurn, SubnetOwner, SubnetOwnerHotkey } from '../subnets/table.ts'
import { distributeDividends, minerBurned, splitTake, takeFraction, validatorPot } from './dividends.ts'
import { spreadOverParents } from './parents.ts'
import { addRootDividend } from './root-dividend.ts'
import type { AlphaSplit } from './subnet-terms.ts'
import {
  AlphaDividendsPerSubnet,
  emission,
  MinerBurned,
  RootAlphaDividendsPerSubnet,
  TotalHotkeyAlphaLastEpoch,
} from './table.ts'

/** Everything is computed on the stakes as the epoch found them; then it is paid. */
export function distribute(world: World, netuid: NetUid, pending: AlphaSplit): void {
  const { server, validator, root, ownerCut } = pending
  const awards = runEpochStep(world, netuid, Alpha(server + validator + root))
  const incentive = awards.reduce((sum, award) => sum + award.server, 0n)
  const pot = validatorPot(validator, server, incentive)
  const payouts = validatorPayouts(world, netuid, awards, pot, root)
  payOwner(world, netuid, Alpha(ownerCut))
  payMiners(world, netuid, awards, incentive)
  payValidators(world, netuid, payouts)
}

export interface ValidatorPayout {
  readonly hotkey: AccountId
  readonly alpha: { readonly take: bigint; readonly rest: bigint }
  readonly root: { readonly take: bigint; readonly rest: bigint }
}

/**
 * Steps 3 to 5 and the takes, in the order of hotkey bytes. What CKBurn takes is recycled here and leaves the pots: the
 * reference recycles it and pays the whole pots all the same, after which less alpha is out than staked.
 */
export function validatorPayouts(
  world: World,
  netuid: NetUid,
  awards: readonly Award[],
  validatorAlpha: bigint,
  rootAlpha: bigint,
): ValidatorPayout[] {
  const { dividends, burned } = spreadOverParents(world, netuid, awards)
  recycleAlphaOut(world, netuid, Alpha(burned))
  // A burn may exceed both pots: what it takes beyond them is the miners' half that dividends were weighed by.
  const fromValidators = burned < validatorAlpha ? burned : validatorAlpha
  const fromRoot = burned - fromValidators < rootAlpha ? burned - fromValidators : rootAlpha
  const payouts = distributeDividends(
    dividends.map(([hotkey, dividend]) => ({
      dividend,
      alpha: hotkeyStake(world, hotkey, netuid),
      root: hotkeyStake(world, hotkey, ROOT),
    })),
    validatorAlpha - fromValidators,
    rootAlpha - fromRoot,
    taoWeightFraction(TaoWeight.get(world)),
  )
  return dividends.map(([hotkey], i) => {
    const take = takeFraction(takeOf(world, hotkey))
    return { hotkey, alpha: splitTake(payouts[i]!.alpha, take), root: splitTake(payouts[i]!.root, take) }
  })
}

function payOwner(world: World, netuid: NetUid, amount: Alpha): void {
  if (!SubnetOwner.has(world, netuid) || !SubnetOwnerHotkey.has(world, netuid)) return
  // Alpha for which a hotkey's pool is too coarse stays in the issuance without an owner, here and below.
  const [coldkey, hotkey] = [SubnetOwner.get(world, netuid), SubnetOwnerHotkey.get(world, netuid)]
  const paid = increaseStakeIfPossible(world, hotkey, coldkey, netuid, amount)
  if (paid) shareOwnerCut(world, netuid, amount)
  if (paid && OwnerCutAutoLockEnabled.get(world, netuid)) lockPay(world, coldkey, hotkey, netuid, amount)
}

/** Hotkeys that earn nothing by mining: all of the owner's that have a uid here, and the one that stands for him. */
export function ownersHotkeys(world: Reads, netuid: NetUid): ReadonlySet<AccountId> {
  const owned = OwnedHotkeys.get(world, SubnetOwner.get(world, netuid))
  const seated = owned.filter(hotkey => uidOf(world, netuid, hotkey) !== undefined)
  return new Set([...seated, SubnetOwnerHotkey.get(world, netuid)])
}

function payMiners(world: World, netuid: NetUid, awards: readonly Award[], incentive: bigint): void {
  const withheldFrom = ownersHotkeys(world, netuid)
  let withheld = 0n
  for (const { hotkey, server } of awards) {
    if (withheldFrom.has(hotkey)) {
      withheld += server
      continue
    }
    const coldkey = ownerOf(world, hotkey)
    if (server > 0n && coldkey !== undefined) payMiner(world, netuid, hotkey, coldkey, server)
  }
  // Burnt alpha stays in the issuance without an owner.
  if (RecycleOrBurn.get(world, netuid).type === 'Recycle') recycleAlphaOut(world, netuid, Alpha(withheld))
  MinerBurned.put(world, netuid, minerBurned(withheld, incentive))
}

function payMiner(world: World, netuid: NetUid, hotkey: AccountId, owner: AccountId, incentive: Alpha): void {
  const chosen = autoStakeDestination(world, owner, netuid)
  const destination = chosen ?? hotkey
  const paid = increaseStakeIfPossible(world, destination, owner, netuid, incentive)
  if (paid && chosen !== undefined)
    world.emit(emission.event.AutoStakeAdded({ netuid, destination, hotkey, owner, incentive }))
}

function payValidators(world: World, netuid: NetUid, payouts: readonly ValidatorPayout[]): void {
  AlphaDividendsPerSubnet.clear(world, netuid)
  RootAlphaDividendsPerSubnet.clear(world, netuid)
  for (const { hotkey, alpha, root } of payouts) {
    payTake(world, netuid, hotkey, alpha.take)
    payNominators(world, netuid, hotkey, Alpha(alpha.rest))
    payTake(world, netuid, hotkey, root.take)
    payRoot(world, netuid, hotkey, Alpha(root.rest))
  }
}

function payTake(world: World, netuid: NetUid, hotkey: AccountId, take: bigint): void {
  const owner = ownerOf(world, hotkey)
  if (owner !== undefined) increaseStakeIfPossible(world, hotkey, owner, netuid, Alpha(take))
}

function payNominators(world: World, netuid: NetUid, hotkey: AccountId, amount: Alpha): void {
  if (amount === 0n) return
  increaseForAll(world, hotkey, netuid, amount)
  AlphaDividendsPerSubnet.put(world, netuid, hotkey, amount)
  TotalHotkeyAlphaLastEpoch.put(world, hotkey, netuid, hotkeyStake(world, hotkey, netuid))
}

function payRoot(world: World, netuid: NetUid, hotkey: AccountId, amount: Alpha): void {
  if (amount === 0n) return
  addRootDividend(world, netuid, hotkey, amount)
  RootAlphaDividendsPerSubnet.put(world, netuid, hotkey, amount)
}
