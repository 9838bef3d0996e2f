// Locked alpha that changes hands together with stake on the same subnet, and who takes such alpha
// (chain-weights-staking §5.9).
import { type AccountId, U64F64 } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { Alpha, NetUid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { coldkeyStake } from '../staking/stake.ts'
import { NOTHING_LOCKED } from './conviction.ts'
import { lockOf, replaceLock } from './standing.ts'
import { AccountFlags, locks } from './table.ts'

const ACCEPTS_LOCKED_ALPHA = 1n

export const acceptsLockedAlpha = (world: Reads, coldkey: AccountId): boolean =>
  (AccountFlags.get(world, coldkey) & ACCEPTS_LOCKED_ALPHA) !== 0n

/** Rejecting is what an account does that never said anything: no row is kept for it. */
export function setRejectLockedAlpha(world: World, coldkey: AccountId, rejects: boolean): void {
  if (rejects) AccountFlags.remove(world, coldkey)
  else AccountFlags.put(world, coldkey, ACCEPTS_LOCKED_ALPHA)
}

/**
 * Before `amount` of the stake goes to another coldkey: what is free goes first, and the rest takes its mass of the lock
 * along, with its part of the conviction. Refuses AccountRejectsLockedAlpha and LockHotkeyMismatch.
 */
export function carryLock(world: World, from: AccountId, to: AccountId, netuid: NetUid, amount: Alpha): void {
  const now = lockOf(world, from, netuid)
  if (now === undefined) return
  const free = coldkeyStake(world, from, netuid) - now.mass
  // Positions are floored: a rao less than is locked may be there.
  const mass = free < 0n ? amount : amount - free
  if (mass <= 0n) return
  ensure(acceptsLockedAlpha(world, to), locks.error.AccountRejectsLockedAlpha)
  const theirs = lockOf(world, to, netuid)
  ensure(theirs === undefined || theirs.hotkey === now.hotkey, locks.error.LockHotkeyMismatch)
  const before = theirs ?? NOTHING_LOCKED
  const conviction = U64F64.fromBits((now.conviction * mass) / now.mass)
  const { hotkey } = now
  const left = { hotkey, mass: now.mass - mass, conviction: U64F64.sub(now.conviction, conviction) }
  replaceLock(world, from, netuid, left)
  const grown = { mass: before.mass + mass, conviction: U64F64.add(before.conviction, conviction) }
  replaceLock(world, to, netuid, { hotkey, ...grown })
}
