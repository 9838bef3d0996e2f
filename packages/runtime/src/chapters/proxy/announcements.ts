// Calls that proxies announce, by their hash, so that whoever they act for can reject them in time
// (chain-governance §6.2).
import type { AccountId, Hash } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { World } from '../../world.ts'
import { changeDeposit, depositFor, proxyOf } from './proxies.ts'
import { ANNOUNCEMENT_DEPOSIT, type Announcement, Announcements, MAX_PENDING, proxy } from './table.ts'

const { error, event } = proxy

function putAnnouncements(world: World, delegate: AccountId, all: Announcement[]): void {
  const [, paid] = Announcements.get(world, delegate)
  const deposit = depositFor(ANNOUNCEMENT_DEPOSIT, all.length)
  changeDeposit(world, delegate, paid, deposit)
  if (all.length === 0) Announcements.remove(world, delegate)
  else Announcements.put(world, delegate, [all, deposit])
}

export function announce(world: World, delegate: AccountId, real: AccountId, call_hash: Hash): void {
  proxyOf(world, real, delegate, undefined)
  const [all] = Announcements.get(world, delegate)
  ensure(all.length < MAX_PENDING, error.TooMany)
  putAnnouncements(world, delegate, [...all, { real, call_hash, height: world.block }])
  world.emit(event.Announced({ real, proxy: delegate, call_hash }))
}

/** The same call announced twice goes twice. */
export function withdrawAnnouncement(
  world: World,
  delegate: AccountId,
  real: AccountId,
  call_hash: Hash,
): void {
  const [all] = Announcements.get(world, delegate)
  const left = all.filter(one => one.real !== real || one.call_hash !== call_hash)
  ensure(left.length < all.length, error.NotFound)
  putAnnouncements(world, delegate, left)
}

/** What has been announced at least `delay` blocks ago is used up. Refuses Unannounced. */
export function useAnnouncement(
  world: World,
  delegate: AccountId,
  real: AccountId,
  call_hash: Hash,
  delay: number,
): void {
  const [all] = Announcements.get(world, delegate)
  const left = all.filter(
    one => one.real !== real || one.call_hash !== call_hash || world.block - one.height < delay,
  )
  ensure(left.length < all.length, error.Unannounced)
  putAnnouncements(world, delegate, left)
}
