// What of a coldkey's alpha is locked now, and so cannot leave (chain-weights-staking §5.9, §5.2).
import { type AccountId, U64F64 } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Alpha, type NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { coldkeyStake } from '../staking/stake.ts'
import { lockOf, replaceLock } from './standing.ts'
import { locks } from './table.ts'

/** Alpha-rao locked on the subnet at this block, decay counted in. */
export const lockedAlpha = (world: World, coldkey: AccountId, netuid: NetUid): Alpha =>
  Alpha(lockOf(world, coldkey, netuid)?.mass ?? 0n)

/** Refuses StakeUnavailable when the coldkey would hold less on the subnet than it has locked. */
export function ensureUnlocked(world: World, coldkey: AccountId, netuid: NetUid, amount: Alpha): void {
  const locked = lockedAlpha(world, coldkey, netuid)
  if (locked === 0n) return
  ensure(coldkeyStake(world, coldkey, netuid) - locked >= amount, locks.error.StakeUnavailable)
}

/** Stake was taken without asking: no more stays locked than there is, with its part of the conviction. */
export function fitLockToStake(world: World, coldkey: AccountId, netuid: NetUid): void {
  const now = lockOf(world, coldkey, netuid)
  if (now === undefined) return
  const mass = coldkeyStake(world, coldkey, netuid)
  if (now.mass <= mass) return
  const conviction = U64F64.fromBits((now.conviction * mass) / now.mass)
  replaceLock(world, coldkey, netuid, { hotkey: now.hotkey, mass, conviction })
}
