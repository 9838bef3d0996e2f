// Buying a seat, and taking one on root by stake (chain-registry §3.4).
import { type AccountId, saturateU64 } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { type NetUid, ROOT, Tao, Uid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { freeBalance, spendable, transfer } from '../balances/ledger.ts'
import { becomeDelegate, createAccountIfNew, ensureOwns } from '../staking/accounts.ts'
import { recordInflow } from '../staking/flows.ts'
import { buyAlpha, recycleAlphaOut } from '../staking/pool.ts'
import { hotkeyStake } from '../staking/stake.ts'
import { staking } from '../staking/table.ts'
import { ensureSubnetExists, subnetAccount, subnetExists } from '../subnets/registry.ts'
import { subnets } from '../subnets/table.ts'
import { ensureApproved } from './approval.ts'
import { bumpPrice } from './price.ts'
import {
  appendNeuron,
  ensureSeat,
  hotkeys,
  neuronCount,
  registerNeuron,
  replaceNeuron,
  uidOf,
} from './registry.ts'
import {
  Burn,
  MaxAllowedUids,
  MaxRegistrationsPerBlock,
  NetworkRegistrationAllowed,
  neurons,
  RAORecycledForRegistration,
  RegistrationsThisBlock,
  RegistrationsThisInterval,
  TargetRegistrationsPerInterval,
} from './table.ts'

/** Registrations in an interval, as a multiple of what is aimed at. */
const INTERVAL_FACTOR = 3

/** Gives `hotkey` a seat for the price of the moment, at most `limit` rao. */
export function buySeat(
  world: World,
  coldkey: AccountId,
  netuid: NetUid,
  hotkey: AccountId,
  limit?: bigint,
): Uid {
  ensure(netuid !== ROOT, neurons.error.RegistrationNotPermittedOnRootSubnet)
  ensureSubnetExists(world, netuid)
  const cost = Burn.get(world, netuid)
  if (limit !== undefined) ensure(cost <= limit, neurons.error.RegistrationPriceLimitExceeded)
  ensure(NetworkRegistrationAllowed.get(world, netuid), subnets.error.SubNetRegistrationDisabled)
  ensureApproved(world, coldkey, netuid, hotkey)
  ensureNotSeated(world, netuid, hotkey)
  ensure(freeBalance(world, coldkey) >= cost, staking.error.NotEnoughBalanceToStake)
  createAccountIfNew(world, coldkey, hotkey)
  ensureOwns(world, coldkey, hotkey)
  ensureSeat(world, netuid)

  payForSeat(world, coldkey, netuid, cost)
  const uid = registerNeuron(world, netuid, hotkey)
  bumpPrice(world, netuid)
  RegistrationsThisBlock.update(world, netuid, now => now + 1)
  RAORecycledForRegistration.update(world, netuid, now => Tao(saturateU64(now + cost)))
  return uid
}

/** The TAO stays in the pool; the alpha it buys ends. A payer keeps the existential deposit, and pays less for that. */
function payForSeat(world: World, coldkey: AccountId, netuid: NetUid, cost: Tao): void {
  const movable = spendable(world, coldkey)
  const paid = movable < cost ? movable : cost
  ensure(paid > 0n, staking.error.InsufficientBalance)
  transfer(world, coldkey, subnetAccount(netuid), paid, true)
  const { alpha } = buyAlpha(world, netuid, paid, { fee: true })
  recycleAlphaOut(world, netuid, alpha)
  recordInflow(world, netuid, paid)
}

function ensureNotSeated(world: World, netuid: NetUid, hotkey: AccountId): void {
  ensure(uidOf(world, netuid, hotkey) === undefined, neurons.error.HotKeyAlreadyRegisteredInSubNet)
}

/** A seat on root costs nothing, but a full root gives one only to more stake than its weakest member has. */
export function takeRootSeat(world: World, coldkey: AccountId, hotkey: AccountId): Uid {
  ensure(subnetExists(world, ROOT), neurons.error.RootNetworkDoesNotExist)
  ensure(
    RegistrationsThisBlock.get(world, ROOT) < MaxRegistrationsPerBlock.get(world, ROOT),
    neurons.error.TooManyRegistrationsThisBlock,
  )
  ensure(
    RegistrationsThisInterval.get(world, ROOT) <
      INTERVAL_FACTOR * TargetRegistrationsPerInterval.get(world, ROOT),
    neurons.error.TooManyRegistrationsThisInterval,
  )
  ensureNotSeated(world, ROOT, hotkey)
  createAccountIfNew(world, coldkey, hotkey)
  ensureOwns(world, coldkey, hotkey)
  const uid = seatOnRoot(world, hotkey)
  becomeDelegate(world, coldkey, hotkey)
  RegistrationsThisBlock.update(world, ROOT, now => now + 1)
  RegistrationsThisInterval.update(world, ROOT, now => now + 1)
  return uid
}

function seatOnRoot(world: World, hotkey: AccountId): Uid {
  if (neuronCount(world, ROOT) < MaxAllowedUids.get(world, ROOT)) return appendNeuron(world, ROOT, hotkey)
  const stakes = hotkeys(world, ROOT).map(member => hotkeyStake(world, member, ROOT))
  const lowest = stakes.reduce((best, stake, uid) => (stake < (stakes[best] ?? stake) ? uid : best), 0)
  const least = stakes[lowest]
  ensure(least !== undefined && hotkeyStake(world, hotkey, ROOT) > least, neurons.error.StakeTooLowForRoot)
  replaceNeuron(world, ROOT, Uid(lowest), hotkey)
  return Uid(lowest)
}
