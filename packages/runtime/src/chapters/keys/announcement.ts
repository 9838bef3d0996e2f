// A swap of coldkeys is announced, waits, and may be disputed meanwhile; whoever announced does nothing else
// (chain-governance §6.4).
import { type AccountId, blake2b256, type Hash, hash32, hexToBytes } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { CallValue } from '../../runtime-enums.ts'
import type { Reads, World } from '../../world.ts'
import { subnets } from '../subnets/table.ts'
import { swapColdkey } from './coldkey-swap.ts'
import { paySwap } from './pace.ts'
import {
  ColdkeySwapAnnouncementDelay,
  ColdkeySwapAnnouncements,
  ColdkeySwapDisputes,
  ColdkeySwapReannouncementDelay,
  keys,
} from './table.ts'

const { event, error } = keys

/** BLAKE2b-256 of the account's bytes. */
export const coldkeyHash = (coldkey: AccountId): Hash => hash32(blake2b256(hexToBytes(coldkey)))

/** Block numbers are u32: root may choose a delay that never ends. */
const LAST_BLOCK = 0xffff_ffff

/** What an announced coldkey may still call. */
const SWAP_FAMILY: ReadonlySet<string> = new Set([
  'announce_coldkey_swap',
  'swap_coldkey_announced',
  'dispute_coldkey_swap',
  'clear_coldkey_swap_announcement',
])

/** Refuses ColdkeySwapDisputed whatever the call, and ColdkeySwapAnnounced for any but those of the swap. */
export function ensureNotSwapping(world: Reads, coldkey: AccountId, call: CallValue): void {
  if (!ColdkeySwapAnnouncements.has(world, coldkey)) return
  ensure(!ColdkeySwapDisputes.has(world, coldkey), error.ColdkeySwapDisputed)
  const allowed = call.pallet === keys.pallet.name && SWAP_FAMILY.has(call.name)
  ensure(allowed, error.ColdkeySwapAnnounced)
}

/** The first block in which the swap may be done, and the hash of the new coldkey. */
function announcementOf(world: Reads, coldkey: AccountId): [due: number, hash: Hash] {
  const announced = ColdkeySwapAnnouncements.get(world, coldkey)
  ensure(announced !== undefined, error.ColdkeySwapAnnouncementNotFound)
  return announced
}

const mayChange = (world: World, due: number): boolean =>
  world.block >= due + ColdkeySwapReannouncementDelay.get(world)

/** The first announcement costs; another is free, but not before the one that stands is long due. */
export function announceColdkeySwap(world: World, coldkey: AccountId, hash: Hash): void {
  const standing = ColdkeySwapAnnouncements.get(world, coldkey)
  if (standing === undefined) {
    const cost = subnets.literal.constants.KeySwapCost.value
    paySwap(world, coldkey, cost, error.NotEnoughBalanceToPaySwapColdKey)
  } else {
    ensure(mayChange(world, standing[0]), error.ColdkeySwapReannouncedTooEarly)
  }
  const due = Math.min(world.block + ColdkeySwapAnnouncementDelay.get(world), LAST_BLOCK)
  ColdkeySwapAnnouncements.put(world, coldkey, [due, hash])
  world.emit(event.ColdkeySwapAnnounced({ who: coldkey, new_coldkey_hash: hash }))
}

export function swapAnnouncedColdkey(world: World, coldkey: AccountId, to: AccountId): void {
  const [due, hash] = announcementOf(world, coldkey)
  ensure(hash === coldkeyHash(to), error.AnnouncedColdkeyHashDoesNotMatch)
  ensure(world.block >= due, error.ColdkeySwapTooEarly)
  swapColdkey(world, coldkey, to)
}

/** Once: a disputed coldkey can call nothing more. */
export function disputeColdkeySwap(world: World, coldkey: AccountId): void {
  announcementOf(world, coldkey)
  ColdkeySwapDisputes.put(world, coldkey, world.block)
  world.emit(event.ColdkeySwapDisputed({ coldkey }))
}

export function clearAnnouncement(world: World, coldkey: AccountId): void {
  const [due] = announcementOf(world, coldkey)
  ensure(mayChange(world, due), error.ColdkeySwapClearTooEarly)
  ColdkeySwapAnnouncements.remove(world, coldkey)
  world.emit(event.ColdkeySwapCleared({ who: coldkey }))
}

export function resetColdkeySwap(world: World, coldkey: AccountId): void {
  ColdkeySwapAnnouncements.remove(world, coldkey)
  ColdkeySwapDisputes.remove(world, coldkey)
  world.emit(event.ColdkeySwapReset({ who: coldkey }))
}
