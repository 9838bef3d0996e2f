// Fees: 1 rao a byte, half a rao per thousand picoseconds, and the tip (chain-governance §6.12).
import type { AccountId } from '@taonet/wire'
import { Tao } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { burnWithdrawn, depositIfPossible, spendable, withdraw } from '../balances/ledger.ts'
import { transactionPayment } from './table.ts'

const PICOSECONDS_PER_RAO = 2000n

/** rao for `weight` picoseconds of reference time, rounded down. */
export const weightFee = (weight: bigint): Tao => Tao(weight / PICOSECONDS_PER_RAO)
/** rao for encoded bytes, length prefix included. */
export const lengthFee = (length: number): Tao => Tao(BigInt(length))

export interface Charge {
  readonly length: number
  readonly weight: bigint
  /** A free call pays its tip alone. */
  readonly free: boolean
  readonly tip: bigint
}

/** rao, the tip included. */
export function feeOf({ length, weight, free, tip }: Charge): Tao {
  return free ? Tao(tip) : Tao(lengthFee(length) + weightFee(weight) + tip)
}

export const canPay = (world: World, who: AccountId, fee: Tao): boolean => fee <= spendable(world, who)

/** Taken before the call runs, so that a call cannot spend its own fee. */
export function withdrawFee(world: World, who: AccountId, fee: Tao): void {
  withdraw(world, who, fee)
}

/** After the call: refunds what it turned out not to owe, and pays the author. Returns what was paid. */
export function settleFee(world: World, who: AccountId, withdrawn: Tao, owed: Tao, tip: bigint): Tao {
  // A call that emptied the payer's account leaves nothing to refund to: the author gets it.
  const actual = depositIfPossible(world, who, Tao(withdrawn - owed)) ? owed : withdrawn
  const { author } = world
  if (author === undefined || !depositIfPossible(world, author, actual)) burnWithdrawn(world, actual)
  noteFee(world, who, actual, tip)
  return actual
}

/** However it was paid. */
export function noteFee(world: World, who: AccountId, fee: Tao, tip: bigint): void {
  world.emit(transactionPayment.event.TransactionFeePaid({ who, actual_fee: fee, tip: Tao(tip) }))
}
