// The sums of locks by hotkey: perpetual and decaying ones apart, and those on the subnet owner's hotkey in rows of their
// own, because there conviction is the mass itself (chain-weights-staking §5.9).
import { type AccountId, saturateU64, U64F64 } from '@taonet/wire'
import { Alpha, type NetUid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { SubnetOwnerHotkey } from '../subnets/table.ts'
import { type Lock, type LockKind, mature, NOTHING_LOCKED } from './conviction.ts'
import {
  DecayingHotkeyLock,
  DecayingOwnerLock,
  HotkeyLock,
  MaturityRate,
  OwnerLock,
  UnlockRate,
} from './table.ts'

/** As a row has it. */
export interface StoredLock {
  readonly locked_mass: Alpha
  readonly conviction: U64F64
  readonly last_update: bigint
}

export const stored = (lock: Lock, block: number): StoredLock => ({
  locked_mass: Alpha(saturateU64(lock.mass)),
  conviction: lock.conviction,
  last_update: BigInt(block),
})

/** What a row has become by `block`, dust kept. */
export function maturedTo(world: Reads, row: StoredLock | undefined, block: bigint, kind: LockKind): Lock {
  if (row === undefined) return NOTHING_LOCKED
  const rates = { unlock: UnlockRate.get(world), maturity: MaturityRate.get(world) }
  const lock = { mass: row.locked_mass, conviction: row.conviction }
  return mature(lock, block - row.last_update, rates, kind)
}

export const isOwners = (world: Reads, netuid: NetUid, hotkey: AccountId): boolean =>
  SubnetOwnerHotkey.get(world, netuid) === hotkey

const ofHotkey = (perpetual: boolean) => (perpetual ? HotkeyLock : DecayingHotkeyLock)
const ofOwner = (perpetual: boolean) => (perpetual ? OwnerLock : DecayingOwnerLock)

export const sumRow = (
  world: Reads,
  netuid: NetUid,
  hotkey: AccountId,
  perpetual: boolean,
): StoredLock | undefined =>
  isOwners(world, netuid, hotkey)
    ? ofOwner(perpetual).get(world, netuid)
    : ofHotkey(perpetual).get(world, netuid, hotkey)

/** Counts `coming` in and `going` out, both as of this block. The row stays: it says of which block its nothing is. */
export function changeSum(
  world: World,
  netuid: NetUid,
  hotkey: AccountId,
  perpetual: boolean,
  going: Lock,
  coming: Lock,
): void {
  const ownerLock = isOwners(world, netuid, hotkey)
  const row = sumRow(world, netuid, hotkey, perpetual)
  const now = maturedTo(world, row, BigInt(world.block), { perpetual, ownerLock })
  // A decaying sum is floored more often than its locks, and may fall short of them by what was rounded away.
  const mass = saturateU64(now.mass - going.mass) + coming.mass
  const conviction = ownerLock
    ? U64F64.fromInteger(mass)
    : U64F64.add(U64F64.sub(now.conviction, going.conviction), coming.conviction)
  const next = stored({ mass, conviction }, world.block)
  if (ownerLock) ofOwner(perpetual).put(world, netuid, next)
  else ofHotkey(perpetual).put(world, netuid, hotkey, next)
}

/** No lock on the hotkey is left: nor is what was rounded into its sums. */
export function dropSums(world: World, netuid: NetUid, hotkey: AccountId): void {
  const ownerLock = isOwners(world, netuid, hotkey)
  for (const perpetual of [true, false]) {
    if (ownerLock) ofOwner(perpetual).remove(world, netuid)
    else ofHotkey(perpetual).remove(world, netuid, hotkey)
  }
}

/**
 * Another hotkey comes to stand for the owner: the former one's sums become its own again, as they are now, and those of
 * the new one become the owner's. To be called while the former one still stands.
 */
export function passOwnerSums(world: World, netuid: NetUid, to: AccountId): void {
  const from = SubnetOwnerHotkey.get(world, netuid)
  if (from === to) return
  const block = BigInt(world.block)
  for (const perpetual of [true, false]) {
    const [owners, hotkeys] = [ofOwner(perpetual), ofHotkey(perpetual)]
    const [former, next] = [owners.get(world, netuid), hotkeys.get(world, netuid, to)]
    const itsOwn = maturedTo(world, hotkeys.get(world, netuid, from), block, { perpetual, ownerLock: false })
    const owned = maturedTo(world, former, block, { perpetual, ownerLock: true })
    const conviction = U64F64.add(itsOwn.conviction, owned.conviction)
    const sum = stored({ mass: itsOwn.mass + owned.mass, conviction }, world.block)
    if (former !== undefined) hotkeys.put(world, netuid, from, sum)
    owners.remove(world, netuid)
    if (next === undefined) continue
    const { mass } = maturedTo(world, next, block, { perpetual, ownerLock: false })
    owners.put(world, netuid, stored({ mass, conviction: U64F64.fromInteger(mass) }, world.block))
    hotkeys.remove(world, netuid, to)
  }
}
