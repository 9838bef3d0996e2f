// Who owns a hotkey, and the lists that follow from it (chain-registry §3.4, chain-governance §6.5).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { Reads, World } from '../../world.ts'
import { isFundsAccount } from '../crowdloan/account.ts'
import { isSubnetAccount } from '../subnets/registry.ts'
import { appendAccount } from './account-list.ts'
import { Delegates, OwnedHotkeys, Owner, StakingHotkeys, staking } from './table.ts'

export const hotkeyExists = (world: Reads, hotkey: AccountId): boolean => Owner.has(world, hotkey)

export const ownerOf = (world: Reads, hotkey: AccountId): AccountId | undefined =>
  hotkeyExists(world, hotkey) ? Owner.get(world, hotkey) : undefined

/** Refuses NonAssociatedColdKey; an unknown hotkey belongs to nobody. */
export function ensureOwns(world: Reads, coldkey: AccountId, hotkey: AccountId): void {
  ensure(ownerOf(world, hotkey) === coldkey, staking.error.NonAssociatedColdKey)
}

/** Refuses HotKeyAccountNotExists. */
export function ensureHotkeyExists(world: Reads, hotkey: AccountId): void {
  ensure(hotkeyExists(world, hotkey), staking.error.HotKeyAccountNotExists)
}

/**
 * Refuses CannotUseSystemAccount: what lies on a subnet's own account backs its pool, what lies on a crowdloan's belongs to
 * its contributors, and no key leads to either.
 */
export function ensureNoSystemAccount(account: AccountId): void {
  const system = isSubnetAccount(account) || isFundsAccount(account)
  ensure(!system, staking.error.CannotUseSystemAccount)
}

/** The coldkey becomes the owner of a hotkey that nobody owns; an owned one stays with its owner. */
export function createAccountIfNew(world: World, coldkey: AccountId, hotkey: AccountId): void {
  if (hotkeyExists(world, hotkey)) return
  Owner.put(world, hotkey, coldkey)
  appendAccount(world, OwnedHotkeys.key(coldkey), hotkey)
}

/** The hotkey's take of its nominators' dividends, of 65535. */
export const takeOf = (world: Reads, hotkey: AccountId): number => Delegates.get(world, hotkey)

/** The first take of a hotkey, written out, so that it is listed among the delegates. */
export function becomeDelegate(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  take = takeOf(world, hotkey),
): void {
  if (Delegates.has(world, hotkey)) return
  Delegates.put(world, hotkey, take)
  world.emit(staking.event.DelegateAdded({ coldkey, hotkey, take }))
}

/** Never shrinks: an unstaked hotkey stays listed (chain-weights-staking §5.1). */
export function noteStakingHotkey(world: World, coldkey: AccountId, hotkey: AccountId): void {
  if (StakingHotkeys.get(world, coldkey).includes(hotkey)) return
  appendAccount(world, StakingHotkeys.key(coldkey), hotkey)
}
