// Free balances: moving, making and ending rao. An account that falls below the existential deposit vanishes and what it
// held is burnt; the total always equals the sum of all accounts.
import type { AccountId } from '@taonet/wire'
import { arithmetic, ensure, token } from '../../failure.ts'
import { Tao } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { balanceData, endAccount, keepAccount } from '../system/accounts.ts'
import { balances, EXISTENTIAL_DEPOSIT } from './table.ts'

const { TotalIssuance } = balances.storage
const LARGEST = (1n << 64n) - 1n

/** rao. */
export const freeBalance = (world: Reads, who: AccountId): Tao => balanceData(world, who).free

/** rao that can leave while the account stays in being. */
export function spendable(world: Reads, who: AccountId): Tao {
  const free = freeBalance(world, who)
  return Tao(free > EXISTENTIAL_DEPOSIT ? free - EXISTENTIAL_DEPOSIT : 0n)
}

export const totalIssuance = (world: Reads): Tao => TotalIssuance.get(world)

/** Refuses a balance that the account could not hold: too large, or too small to bring it into being. */
function ensureCanHold(world: Reads, who: AccountId, amount: Tao): Tao {
  const after = freeBalance(world, who) + amount
  ensure(after <= LARGEST, arithmetic('Overflow'))
  ensure(after >= EXISTENTIAL_DEPOSIT, token('BelowMinimum'))
  return Tao(after)
}

function ensureHas(world: Reads, who: AccountId, amount: Tao): Tao {
  const free = freeBalance(world, who)
  ensure(amount <= free, token('FundsUnavailable'))
  return Tao(free - amount)
}

function changeIssuance(world: World, by: bigint): void {
  TotalIssuance.update(world, now => Tao(now + by))
}

/** rao that can leave at most: whoever has deposits stays in being. */
export const transferable = (world: Reads, who: AccountId): Tao =>
  balanceData(world, who).reserved > 0n ? spendable(world, who) : freeBalance(world, who)

function store(world: World, who: AccountId, free: Tao): void {
  if (free >= EXISTENTIAL_DEPOSIT) {
    const born = keepAccount(world, who, { ...balanceData(world, who), free })
    if (born) world.emit(balances.event.Endowed({ account: who, free_balance: free }))
    return
  }
  ensure(balanceData(world, who).reserved === 0n, token('FundsUnavailable'))
  endAccount(world, who)
  if (free === 0n) return
  changeIssuance(world, -free)
  world.emit(balances.event.DustLost({ account: who, amount: free }))
}

/**
 * Moves rao. With `keepAlive` the sender must keep the existential deposit (Token NotExpendable); else it may vanish.
 * Refuses with Token FundsUnavailable, Token BelowMinimum or Arithmetic Overflow.
 */
export function transfer(
  world: World,
  from: AccountId,
  to: AccountId,
  amount: Tao,
  keepAlive: boolean,
): void {
  if (amount > 0n) {
    const left = ensureHas(world, from, amount)
    ensure(!keepAlive || left >= EXISTENTIAL_DEPOSIT, token('NotExpendable'))
    const received = ensureCanHold(world, to, amount)
    if (from !== to) {
      store(world, from, left)
      store(world, to, received)
    }
  }
  world.emit(balances.event.Transfer({ from, to, amount }))
}

/** Makes rao on an account. Refuses with Token BelowMinimum or Arithmetic Overflow. */
export function issue(world: World, to: AccountId, amount: Tao): void {
  if (amount === 0n) return
  ensure(TotalIssuance.get(world) + amount <= LARGEST, arithmetic('Overflow'))
  changeIssuance(world, amount)
  deposit(world, to, amount)
}

/** Ends rao of an account, which may vanish. Refuses with Token FundsUnavailable. */
export function retire(world: World, from: AccountId, amount: Tao): void {
  if (amount === 0n) return
  const left = ensureHas(world, from, amount)
  changeIssuance(world, -amount)
  world.emit(balances.event.Withdraw({ who: from, amount }))
  store(world, from, left)
}

/** Takes rao out of an account that stays in being; whoever calls deposits or burns the same amount. */
export function withdraw(world: World, from: AccountId, amount: Tao): void {
  if (amount === 0n) return
  const left = ensureHas(world, from, amount)
  ensure(left >= EXISTENTIAL_DEPOSIT, token('NotExpendable'))
  store(world, from, left)
  world.emit(balances.event.Withdraw({ who: from, amount }))
}

/** Puts withdrawn rao on an account. Refuses like `issue`. */
export function deposit(world: World, to: AccountId, amount: Tao): void {
  if (amount === 0n) return
  store(world, to, ensureCanHold(world, to, amount))
  world.emit(balances.event.Deposit({ who: to, amount }))
}

/** Puts withdrawn rao on an account if it can hold them; says whether it could. */
export function depositIfPossible(world: World, to: AccountId, amount: Tao): boolean {
  const after = freeBalance(world, to) + amount
  const possible = amount === 0n || (after >= EXISTENTIAL_DEPOSIT && after <= LARGEST)
  if (possible) deposit(world, to, amount)
  return possible
}

/** Burns withdrawn rao that nobody gets. */
export function burnWithdrawn(world: World, amount: Tao): void {
  if (amount > 0n) changeIssuance(world, -amount)
}

/** Sets a free balance outright; less than the existential deposit counts as nothing. Returns what it became. */
export function setFree(world: World, who: AccountId, free: Tao): Tao {
  const wanted = Tao(free < EXISTENTIAL_DEPOSIT ? 0n : free)
  const change = wanted - freeBalance(world, who)
  ensure(TotalIssuance.get(world) + change <= LARGEST, arithmetic('Overflow'))
  changeIssuance(world, change)
  store(world, who, wanted)
  return wanted
}
