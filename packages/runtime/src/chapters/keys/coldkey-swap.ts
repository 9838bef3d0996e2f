// A coldkey takes the place of another: what the new one must not be, and everything that goes along
// (chain-governance §6.4).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Tao } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { transfer, transferable } from '../balances/ledger.ts'
import { passColdkeyClaims } from '../emission/key-swap.ts'
import { hasActiveLock, passColdkeyLocks } from '../locks/key-swap.ts'
import { ensureNoSystemAccount, hotkeyExists } from '../staking/accounts.ts'
import { passColdkey } from '../staking/coldkey-swap.ts'
import { StakingHotkeys } from '../staking/table.ts'
import { passIdentity, passOwnedSubnets } from '../subnets/coldkey-swap.ts'
import { paySwap, stampSwap } from './pace.ts'
import { ColdkeySwapAnnouncements, ColdkeySwapDisputes, keys } from './table.ts'

const { ColdKeyAlreadyAssociated, NewColdKeyIsHotkey, ActiveLockExists, NotEnoughBalanceToPaySwapColdKey } =
  keys.error

/** Ends whatever the old coldkey announced. Refuses in the order of §6.4; `cost` is what was paid, for the event. */
export function swapColdkey(world: World, from: AccountId, to: AccountId, cost = Tao(0n)): void {
  ensure(from !== to && StakingHotkeys.get(world, to).length === 0, ColdKeyAlreadyAssociated)
  ensure(!hotkeyExists(world, to), NewColdKeyIsHotkey)
  ensure(!hasActiveLock(world, to), ActiveLockExists)
  // A subnet's own account backs its pool: it is nobody's key.
  for (const account of [from, to]) ensureNoSystemAccount(account)
  ColdkeySwapAnnouncements.remove(world, from)
  ColdkeySwapDisputes.remove(world, from)
  passIdentity(world, from, to)
  passOwnedSubnets(world, from, to)
  passColdkeyClaims(world, from, to)
  passColdkey(world, from, to)
  passColdkeyLocks(world, from, to)
  const free = transferable(world, from)
  if (free > 0n) transfer(world, from, to, free, false)
  stampSwap(world, to)
  world.emit(keys.event.ColdkeySwapped({ old_coldkey: from, new_coldkey: to, swap_cost: cost }))
}

export function swapColdkeyByRoot(world: World, from: AccountId, to: AccountId, cost: Tao): void {
  if (cost > 0n) paySwap(world, from, cost, NotEnoughBalanceToPaySwapColdKey)
  swapColdkey(world, from, to, cost)
}
