// What always holds of proxies (chain-governance §6.2).
import { invariant } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { depositFor } from './proxies.ts'
import {
  ANNOUNCEMENT_DEPOSIT,
  Announcements,
  MAX_PENDING,
  MAX_PROXIES,
  PROXY_DEPOSIT,
  Proxies,
} from './table.ts'

/** @throws Bug when a list is empty or too long, or a deposit is not what its list costs. */
export function proxyInvariants(world: Reads): void {
  for (const [[who], [all, deposit]] of Proxies.entries(world)) {
    invariant(all.length > 0 && all.length <= MAX_PROXIES, `${who} has ${all.length} proxies`)
    invariant(deposit === depositFor(PROXY_DEPOSIT, all.length), `${who} paid ${deposit} for its proxies`)
    invariant(!all.some(({ delegate }) => delegate === who), `${who} is its own proxy`)
  }
  for (const [[who], [all, deposit]] of Announcements.entries(world)) {
    invariant(all.length > 0 && all.length <= MAX_PENDING, `${who} has ${all.length} announcements`)
    const due = depositFor(ANNOUNCEMENT_DEPOSIT, all.length)
    invariant(deposit === due, `${who} paid ${deposit} for its announcements`)
  }
}
