// The account row: a nonce, and the balance that keeps the account in being. Only this chapter writes it.
import type { AccountId } from '@taonet/wire'
import type { Reads, World } from '../../world.ts'
import { type AccountData, type NO_ACCOUNT, system } from './table.ts'

const { Account } = system.storage

export const nonceOf = (world: Reads, who: AccountId): number => Account.get(world, who).nonce

/** Keeps the row of an account without balance too: callers of free calls need no balance (chain-governance §6.12). */
export function bumpNonce(world: World, who: AccountId): void {
  Account.update(world, who, now => ({ ...now, nonce: now.nonce + 1 }))
}

export const balanceData = (world: Reads, who: AccountId): AccountData => Account.get(world, who).data

/** Stores a balance that keeps the account in being; says whether it began to exist. */
export function keepAccount(world: World, who: AccountId, data: AccountData): boolean {
  const now = Account.get(world, who)
  const born = now.providers === 0
  if (born) world.emit(system.event.NewAccount({ account: who }))
  Account.put(world, who, { ...now, providers: 1, data })
  return born
}

/** Ends an account: balance and nonce are forgotten, as on the reference. */
export function endAccount(world: World, who: AccountId): void {
  if (Account.get(world, who).providers === 0) return
  Account.remove(world, who)
  world.emit(system.event.KilledAccount({ account: who }))
}

/** Every account with its row, in key order. */
export function* accounts(world: Reads): Iterable<[AccountId, typeof NO_ACCOUNT]> {
  for (const [[who], info] of Account.entries(world)) yield [who, info]
}
