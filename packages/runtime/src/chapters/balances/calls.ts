// Balances' calls.
import { type AccountId, type Address, accountOf } from '@taonet/wire'
import { cannotLookup, ensure } from '../../failure.ts'
import { implement } from '../../implement.ts'
import { ensureRoot, ensureSigned } from '../../world.ts'
import { ensureNoSystemAccount } from '../staking/accounts.ts'
import { setFree, spendable, transfer, transferable } from './ledger.ts'
import { balances } from './table.ts'

function lookup(address: Address): AccountId {
  const account = accountOf(address)
  ensure(account !== undefined, cannotLookup)
  return account
}

export const balancesCalls = implement(balances, {
  transfer_allow_death(world, origin, { dest, value }) {
    transfer(world, ensureSigned(origin), lookup(dest), value, false)
  },
  force_transfer(world, origin, { source, dest, value }) {
    ensureRoot(origin)
    const from = lookup(source)
    ensureNoSystemAccount(from)
    transfer(world, from, lookup(dest), value, false)
  },
  transfer_keep_alive(world, origin, { dest, value }) {
    transfer(world, ensureSigned(origin), lookup(dest), value, true)
  },
  transfer_all(world, origin, { dest, keep_alive }) {
    const from = ensureSigned(origin)
    const all = keep_alive ? spendable(world, from) : transferable(world, from)
    transfer(world, from, lookup(dest), all, keep_alive)
  },
  force_set_balance(world, origin, { who, new_free }) {
    ensureRoot(origin)
    const account = lookup(who)
    ensureNoSystemAccount(account)
    const free = setFree(world, account, new_free)
    world.emit(balances.event.BalanceSet({ who: account, free }))
  },
})
