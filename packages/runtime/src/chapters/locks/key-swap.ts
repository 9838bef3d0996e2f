// Locks go over with a key: bound to the hotkey that takes another's place, or held by the coldkey that does
// (chain-governance §6.4, §6.5; chain-weights-staking §5.9).
import type { AccountId } from '@taonet/wire'
import type { NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { netuids } from '../subnets/registry.ts'
import type { Lock as LockNow } from './conviction.ts'
import { lockOf, replaceLock } from './standing.ts'
import { dropSums, sumRow } from './sums.ts'
import { AccountFlags, Lock, PerpetualLock } from './table.ts'

export interface BoundLock extends LockNow {
  readonly coldkey: AccountId
  readonly netuid: NetUid
}

/** Unbinds every lock on the hotkey on these subnets, as it stands now; what is dust is gone. */
export function takeLocks(world: World, hotkey: AccountId, netuids: readonly NetUid[]): readonly BoundLock[] {
  // Only a hotkey with a sum has locks; whoever has none need not be looked for among everybody's.
  const locked = new Set(
    netuids.filter(netuid =>
      [true, false].some(perpetual => sumRow(world, netuid, hotkey, perpetual) !== undefined),
    ),
  )
  if (locked.size === 0) return []
  const taken: BoundLock[] = []
  for (const [[coldkey, netuid, bound]] of [...Lock.entries(world)]) {
    if (bound !== hotkey || !locked.has(netuid)) continue
    const now = lockOf(world, coldkey, netuid)
    replaceLock(world, coldkey, netuid, undefined)
    if (now !== undefined) taken.push({ coldkey, netuid, mass: now.mass, conviction: now.conviction })
  }
  for (const netuid of locked) dropSums(world, netuid, hotkey)
  return taken
}

/** The same owner is behind both hotkeys: conviction stays. */
export function bindLocks(world: World, hotkey: AccountId, locks: readonly BoundLock[]): void {
  for (const { coldkey, netuid, mass, conviction } of locks) {
    replaceLock(world, coldkey, netuid, { hotkey, mass, conviction })
  }
}

export const hasActiveLock = (world: World, coldkey: AccountId): boolean =>
  netuids(world).some(netuid => lockOf(world, coldkey, netuid) !== undefined)

/** `to` has no lock. What either coldkey accepts, it accepts. */
export function passColdkeyLocks(world: World, from: AccountId, to: AccountId): void {
  for (const netuid of netuids(world)) {
    const perpetual = PerpetualLock.get(world, from, netuid)
    const now = lockOf(world, from, netuid)
    replaceLock(world, from, netuid, undefined, false)
    if (now !== undefined || perpetual) replaceLock(world, to, netuid, now, perpetual)
  }
  const flags = AccountFlags.get(world, from)
  if (flags === 0n) return
  AccountFlags.remove(world, from)
  AccountFlags.update(world, to, own => own | flags)
}
