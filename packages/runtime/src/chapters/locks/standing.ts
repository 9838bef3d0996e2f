// The one lock that a coldkey may have on a subnet: as it stands now, and how another takes its place
// (chain-weights-staking §5.9).
import { type AccountId, U64F64 } from '@taonet/wire'
import type { NetUid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { type Lock as LockNow, NOTHING_LOCKED, withoutDust } from './conviction.ts'
import { changeSum, isOwners, maturedTo, type StoredLock, stored } from './sums.ts'
import { Lock, PerpetualLock } from './table.ts'

export interface Standing extends LockNow {
  readonly hotkey: AccountId
}

/** The row, however old. */
export function lockRow(
  world: Reads,
  coldkey: AccountId,
  netuid: NetUid,
): { readonly hotkey: AccountId; readonly row: StoredLock } | undefined {
  for (const [[, , hotkey], row] of Lock.entries(world, coldkey, netuid)) return { hotkey, row }
  return undefined
}

/** What the row has become by this block, dust kept. */
function matured(world: World, coldkey: AccountId, netuid: NetUid): Standing | undefined {
  const found = lockRow(world, coldkey, netuid)
  if (found === undefined) return undefined
  const { hotkey, row } = found
  const kind = {
    perpetual: PerpetualLock.get(world, coldkey, netuid),
    ownerLock: isOwners(world, netuid, hotkey),
  }
  return { hotkey, ...maturedTo(world, row, BigInt(world.block), kind) }
}

/** undefined when nothing is locked, or so little that it is dust. */
export function lockOf(world: World, coldkey: AccountId, netuid: NetUid): Standing | undefined {
  const now = matured(world, coldkey, netuid)
  return now === undefined || withoutDust(now) === NOTHING_LOCKED ? undefined : now
}

/** `next` takes the place of the coldkey's lock, here and in the sums; dust is not kept. */
export function replaceLock(
  world: World,
  coldkey: AccountId,
  netuid: NetUid,
  next: Standing | undefined,
  perpetual: boolean = PerpetualLock.get(world, coldkey, netuid),
): void {
  const before = matured(world, coldkey, netuid)
  if (before !== undefined) {
    const mode = PerpetualLock.get(world, coldkey, netuid)
    changeSum(world, netuid, before.hotkey, mode, before, NOTHING_LOCKED)
    Lock.remove(world, coldkey, netuid, before.hotkey)
  }
  if (perpetual) PerpetualLock.put(world, coldkey, netuid, true)
  else PerpetualLock.remove(world, coldkey, netuid)
  if (next === undefined || withoutDust(next) === NOTHING_LOCKED) return
  const { hotkey, mass } = next
  const conviction = isOwners(world, netuid, hotkey) ? U64F64.fromInteger(mass) : next.conviction
  changeSum(world, netuid, hotkey, perpetual, NOTHING_LOCKED, { mass, conviction })
  Lock.put(world, coldkey, netuid, hotkey, stored({ mass, conviction }, world.block))
}
