// How a subnet comes into being (chain-registry §3.1, §3.1a).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Alpha, type NetUid, NetUid as netuidOf, ROOT, type Tao } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { freeBalance, spendable, transfer } from '../balances/ledger.ts'
import { lendToNewSubnet } from '../children/delegation.ts'
import { dissolveNetwork } from '../dissolution/dissolve.ts'
import { openSeats } from '../neurons/opening.ts'
import { registerNeuron } from '../neurons/registry.ts'
import { createAccountIfNew, ensureNoSystemAccount, ensureOwns, hotkeyExists } from '../staking/accounts.ts'
import { openPool, price } from '../staking/pool.ts'
import { identifySubnet } from './identity.ts'
import type { SubnetIdentityV3 } from './identity-codecs.ts'
import { mayRepeat, stamp } from './limits.ts'
import { medianPrice, openingAlpha } from './median-price.ts'
import { applyNewSubnetParameters } from './new-subnet.ts'
import { networkLockCost } from './price.ts'
import { subnetToPrune } from './prune-candidate.ts'
import { netuids, SUBNETS_PER_MECHANISM, subnetAccount, subnetCount, subnetExists } from './registry.ts'
import { assignSymbol } from './symbols.ts'
import {
  LastEpochBlock,
  MaxAllowedValidators,
  MinAllowedWeights,
  NetworkLastLockCost,
  NetworkMinLockCost,
  NetworkRateLimit,
  NetworkRegisteredAt,
  NetworkRegistrationStartBlock,
  NetworksAdded,
  RegisteredSubnetCounter,
  SubnetEmissionEnabled,
  SubnetLimit,
  SubnetLocked,
  SubnetMechanism,
  SubnetOwner,
  SubnetOwnerHotkey,
  subnets,
  Tempo,
  TotalNetworks,
  Yuma3On,
} from './table.ts'

const LAST_REGISTRATION = { type: 'NetworkLastRegistered', value: undefined } as const
/** A token with a pool. */
export const DYNAMIC = 1

/** Subnets are registered by anybody no oftener than every NetworkRateLimit blocks. */
export function ensureNetworkPace(world: World): void {
  ensure(
    mayRepeat(world, LAST_REGISTRATION, NetworkRateLimit.get(world)),
    subnets.error.NetworkTxRateLimitExceeded,
  )
}

/** Marks a subnet as existing. */
export function addNetwork(world: World, netuid: NetUid, mechanism: number): void {
  NetworksAdded.put(world, netuid, true)
  TotalNetworks.update(world, now => now + 1)
  SubnetMechanism.put(world, netuid, mechanism)
}

/** It no longer exists. */
export function removeNetwork(world: World, netuid: NetUid): void {
  NetworksAdded.remove(world, netuid)
  TotalNetworks.update(world, now => now - 1)
}

/** The subnet that gives way to a new one; undefined when there is room. Refuses SubnetLimitReached when none may. */
function subnetInTheWay(world: World): NetUid | undefined {
  if (subnetCount(world) < SubnetLimit.get(world)) return undefined
  const weakest = subnetToPrune(world)
  ensure(weakest !== undefined, subnets.error.SubnetLimitReached)
  return weakest
}

/**
 * Opens a subnet for the price of the moment and makes `hotkey` its first neuron.
 * @returns its number.
 */
export function registerNetwork(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  identity?: SubnetIdentityV3,
): NetUid {
  if (hotkeyExists(world, hotkey)) ensureOwns(world, coldkey, hotkey)
  ensureNoSystemAccount(hotkey)
  ensure(
    BigInt(world.block) >= NetworkRegistrationStartBlock.get(world),
    subnets.error.SubNetRegistrationDisabled,
  )
  ensureNetworkPace(world)
  const inTheWay = subnetInTheWay(world)
  const cost = networkLockCost(world)
  ensure(freeBalance(world, coldkey) >= cost, subnets.error.CannotAffordLockCost)

  if (inTheWay !== undefined) dissolveNetwork(world, inTheWay)
  const netuid = inTheWay ?? smallestFreeNetuid(world)
  // Before the newcomer can have a price of its own.
  const openingPrice = medianPrice(
    netuids(world)
      .filter(one => one !== ROOT && SubnetMechanism.get(world, one) === DYNAMIC)
      .map(one => price(world, one)),
  )
  initialise(world, netuid)
  const locked = takeLock(world, coldkey, netuid, cost)
  appoint(world, netuid, coldkey, hotkey)
  fillPool(world, netuid, locked, openingPrice)
  if (identity) identifySubnet(world, netuid, identity)
  lendToNewSubnet(world, netuid, hotkey)
  SubnetEmissionEnabled.put(world, netuid, false)
  world.emit(subnets.event.NetworkAdded({ netuid, modality: 0 }))
  return netuid
}

function smallestFreeNetuid(world: World): NetUid {
  let candidate = 1
  while (subnetExists(world, netuidOf(candidate))) candidate += 1
  // Beyond them the rows of two mechanisms would be one (chain-epoch §2.1).
  ensure(candidate < SUBNETS_PER_MECHANISM, subnets.error.SubnetLimitReached)
  return netuidOf(candidate)
}

function initialise(world: World, netuid: NetUid): void {
  addNetwork(world, netuid, DYNAMIC)
  openSeats(world, netuid)
  Tempo.put(world, netuid, Tempo.fallback)
  MaxAllowedValidators.put(world, netuid, 64)
  MinAllowedWeights.put(world, netuid, 1)
  Yuma3On.put(world, netuid, true)
  applyNewSubnetParameters(world, netuid)
  const tempo = Tempo.get(world, netuid)
  // Staggers the subnets, so that their epochs do not fall into one block.
  const lead = tempo === 0 ? 0 : netuid % tempo
  LastEpochBlock.put(world, netuid, BigInt(Math.max(0, world.block - lead)))
}

/** Moves the price to the subnet's account, less when the payer would fall below the existential deposit. */
function takeLock(world: World, coldkey: AccountId, netuid: NetUid, cost: Tao): Tao {
  const movable = spendable(world, coldkey)
  const locked = movable < cost ? movable : cost
  transfer(world, coldkey, subnetAccount(netuid), locked, true)
  NetworkLastLockCost.put(world, locked)
  stamp(world, LAST_REGISTRATION)
  SubnetLocked.put(world, netuid, locked)
  return locked
}

function appoint(world: World, netuid: NetUid, coldkey: AccountId, hotkey: AccountId): void {
  createAccountIfNew(world, coldkey, hotkey)
  SubnetOwner.put(world, netuid, coldkey)
  SubnetOwnerHotkey.put(world, netuid, hotkey)
  registerNeuron(world, netuid, hotkey)
  NetworkRegisteredAt.put(world, netuid, BigInt(world.block))
  RegisteredSubnetCounter.update(world, netuid, now => now + 1n)
  assignSymbol(world, netuid)
}

/** The whole lock becomes liquidity, at the price that the median subnet has. */
function fillPool(
  world: World,
  netuid: NetUid,
  locked: Tao,
  openingPrice: ReturnType<typeof medianPrice>,
): void {
  const least = NetworkMinLockCost.get(world)
  const tao = locked < least ? least : locked
  openPool(world, netuid, tao, Alpha(openingAlpha(tao, openingPrice)))
}
