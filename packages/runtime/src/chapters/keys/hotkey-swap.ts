// A hotkey takes the place of another: what may be swapped, and everything that goes along (chain-governance §6.5).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { type NetUid, ROOT } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { passDelegationChoice, passLinks } from '../children/key-swap.ts'
import { ChildKeys } from '../children/table.ts'
import { cleanOfRootClaims, passDividends, passRootClaims } from '../emission/key-swap.ts'
import { passVotingPower } from '../epoch/voting-power-rows.ts'
import { bindLocks, takeLocks } from '../locks/key-swap.ts'
import { passSeat, registeredSomewhere, uidOf } from '../neurons/registry.ts'
import { neurons } from '../neurons/table.ts'
import { createAccountIfNew, ensureNoSystemAccount, ensureOwns, hotkeyExists } from '../staking/accounts.ts'
import { passAutoStake, passHotkey, passPositions, passTake } from '../staking/hotkey-swap.ts'
import { hotkeyStake } from '../staking/stake.ts'
import { passSignerStamps } from '../subnets/limits.ts'
import { passOwnerRole } from '../subnets/owner-hotkey.ts'
import { ensureSubnetExists, netuids } from '../subnets/registry.ts'
import { subnets } from '../subnets/table.ts'
import { passCommits } from '../weights/commits.ts'
import {
  ensureSubnetPace,
  ensureSubnetPaceIfSwapped,
  ensureSwapPace,
  paySwap,
  stampSubnetSwap,
  stampSwap,
} from './pace.ts'
import { keys, SWAP_ON_SUBNET_COST } from './table.ts'

const { NewHotKeyIsSameWithOld, NewHotKeyNotCleanForRootSwap, NotEnoughBalanceToPaySwapHotKey } = keys.error
const { HotKeyAlreadyRegisteredInSubNet } = neurons.error

interface Swap {
  readonly coldkey: AccountId
  readonly from: AccountId
  readonly to: AccountId
  /** Stake stays with the old hotkey, and what follows from stake. */
  readonly keepStake: boolean
}

/** Refuses in the order of §6.5. Without a subnet the hotkey is swapped on all. */
export function swapHotkey(
  world: World,
  coldkey: AccountId,
  from: AccountId,
  to: AccountId,
  how: { readonly netuid: NetUid | undefined; readonly keepStake: boolean },
): void {
  const { netuid, keepStake } = how
  ensureOwns(world, coldkey, from)
  if (hotkeyExists(world, to)) ensureOwns(world, coldkey, to)
  ensure(from !== to, NewHotKeyIsSameWithOld)
  ensureNoSystemAccount(to)
  ensureSwapPace(world, coldkey)
  const swap = { coldkey, from, to, keepStake }
  if (netuid === undefined) swapEverywhere(world, swap)
  else swapOnSubnet(world, swap, netuid)
  stampSwap(world, coldkey)
}

function swapOnSubnet(world: World, swap: Swap, netuid: NetUid): void {
  const { coldkey, from, to } = swap
  ensureSubnetExists(world, netuid)
  ensureSubnetPace(world, netuid, coldkey)
  ensure(uidOf(world, netuid, to) === undefined, HotKeyAlreadyRegisteredInSubNet)
  if (netuid === ROOT) ensureCleanForRoot(world, to)
  paySwap(world, coldkey, SWAP_ON_SUBNET_COST, NotEnoughBalanceToPaySwapHotKey)
  createAccountIfNew(world, coldkey, to)
  passOn(world, swap, [netuid])
  stampSubnetSwap(world, netuid, coldkey)
  world.emit(keys.event.HotkeySwappedOnSubnet({ coldkey, old_hotkey: from, new_hotkey: to, netuid }))
}

function swapEverywhere(world: World, swap: Swap): void {
  const { coldkey, from, to, keepStake } = swap
  ensure(!registeredSomewhere(world, to), HotKeyAlreadyRegisteredInSubNet)
  ensureCleanForRoot(world, to)
  const all = netuids(world)
  const affected = all.filter(netuid => takesPart(world, netuid, from))
  for (const netuid of affected) ensureSubnetPaceIfSwapped(world, netuid, coldkey)
  const cost = subnets.literal.constants.KeySwapCost.value
  paySwap(world, coldkey, cost, NotEnoughBalanceToPaySwapHotKey)
  createAccountIfNew(world, coldkey, to)
  passTake(world, from, to)
  passDelegationChoice(world, from, to)
  passOn(world, swap, all)
  // Who keeps stake on the old hotkey keeps the hotkey: nobody could take the stake from one that is nobody's.
  if (!keepStake) passHotkey(world, coldkey, from, to)
  for (const netuid of affected) stampSubnetSwap(world, netuid, coldkey)
  world.emit(keys.event.HotkeySwapped({ coldkey, old_hotkey: from, new_hotkey: to }))
}

/** Being named as a child is not the hotkey's own doing, and holds nobody up. */
const takesPart = (world: Reads, netuid: NetUid, hotkey: AccountId): boolean =>
  uidOf(world, netuid, hotkey) !== undefined || ChildKeys.has(world, hotkey, netuid)

function ensureCleanForRoot(world: Reads, to: AccountId): void {
  const clean = hotkeyStake(world, to, ROOT) === 0n && cleanOfRootClaims(world, to)
  ensure(clean, NewHotKeyNotCleanForRootSwap)
}

function passOn(world: World, { from, to, keepStake }: Swap, where: readonly NetUid[]): void {
  const bound = takeLocks(world, from, where)
  for (const netuid of where) {
    passSeat(world, netuid, from, to)
    passCommits(world, netuid, from, to)
    passLinks(world, netuid, from, to)
    passSignerStamps(world, netuid, from, to)
    passAutoStake(world, netuid, from, to)
    passOwnerRole(world, netuid, from, to)
    if (keepStake) continue
    passDividends(world, netuid, from, to)
    passVotingPower(world, netuid, from, to)
  }
  // Before the locks: they bind what the coldkeys have.
  if (!keepStake) passPositions(world, from, to, where)
  if (!keepStake && where.includes(ROOT)) passRootClaims(world, from, to)
  bindLocks(world, to, bound)
}
