// Deposits: rao that stays the account's own and cannot be spent until it is released.
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Tao } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { balanceData, keepAccount } from '../system/accounts.ts'
import { spendable } from './ledger.ts'
import { balances } from './table.ts'

/** Refuses InsufficientBalance when less than the existential deposit would stay free. */
export function reserve(world: World, who: AccountId, amount: Tao): void {
  if (amount === 0n) return
  ensure(spendable(world, who) >= amount, balances.error.InsufficientBalance)
  const now = balanceData(world, who)
  keepAccount(world, who, {
    ...now,
    free: Tao(now.free - amount),
    reserved: Tao(now.reserved + amount),
  })
  world.emit(balances.event.Reserved({ who, amount }))
}

/** As much of it as is reserved: a deposit may have been another's. */
export function releaseReserve(world: World, who: AccountId, asked: Tao): void {
  const now = balanceData(world, who)
  const amount = Tao(asked < now.reserved ? asked : now.reserved)
  if (amount === 0n) return
  keepAccount(world, who, {
    ...now,
    free: Tao(now.free + amount),
    reserved: Tao(now.reserved - amount),
  })
  world.emit(balances.event.Unreserved({ who, amount }))
}
