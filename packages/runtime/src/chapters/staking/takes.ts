// Takes: the owner of a hotkey raises them slowly and lowers them at will (chain-emission §1.10, chain-registry §3.9).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { Reads, World } from '../../world.ts'
import { ensureHotkeyExists, ensureOwns, takeOf } from './accounts.ts'
import {
  Delegates,
  LastTxBlockDelegateTake,
  MaxDelegateTake,
  MinDelegateTake,
  staking,
  TxDelegateTakeRateLimit,
} from './table.ts'

const { DelegateTakeTooLow, DelegateTakeTooHigh, DelegateTxRateLimitExceeded } = staking.error

/** The limit is exceeded until strictly more blocks have passed; the first time is free. */
function ensureNotTooSoon(world: World, hotkey: AccountId): void {
  const limit = TxDelegateTakeRateLimit.get(world)
  const last = LastTxBlockDelegateTake.get(world, hotkey)
  ensure(limit === 0n || last === 0n || BigInt(world.block) - last > limit, DelegateTxRateLimitExceeded)
}

function setTake(world: World, hotkey: AccountId, take: number): void {
  LastTxBlockDelegateTake.put(world, hotkey, BigInt(world.block))
  Delegates.put(world, hotkey, take)
}

export function increaseTake(world: World, coldkey: AccountId, hotkey: AccountId, take: number): void {
  ensureHotkeyExists(world, hotkey)
  ensureOwns(world, coldkey, hotkey)
  ensure(take > takeOf(world, hotkey), DelegateTakeTooLow)
  ensure(take <= MaxDelegateTake.get(world), DelegateTakeTooHigh)
  ensureNotTooSoon(world, hotkey)
  setTake(world, hotkey, take)
  world.emit(staking.event.TakeIncreased({ coldkey, hotkey, take }))
}

/** No limit, but the time counts for the next rise. */
export function decreaseTake(world: World, coldkey: AccountId, hotkey: AccountId, take: number): void {
  ensureHotkeyExists(world, hotkey)
  ensureOwns(world, coldkey, hotkey)
  ensure(take < takeOf(world, hotkey), DelegateTakeTooLow)
  ensure(take >= MinDelegateTake.get(world), DelegateTakeTooLow)
  setTake(world, hotkey, take)
  world.emit(staking.event.TakeDecreased({ coldkey, hotkey, take }))
}

/** What the pool checks already: the bounds, that the hotkey is there, then its owner (chain-weights-staking §4.0). */
export function guardTake(world: Reads, coldkey: AccountId, hotkey: AccountId, take: number): void {
  ensure(take >= MinDelegateTake.get(world), DelegateTakeTooLow)
  ensure(take <= MaxDelegateTake.get(world), DelegateTakeTooHigh)
  ensureHotkeyExists(world, hotkey)
  ensureOwns(world, coldkey, hotkey)
}
