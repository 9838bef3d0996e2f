// What always holds of swaps of keys (chain-governance §6.4).
import { invariant } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { ColdkeySwapAnnouncements, ColdkeySwapDisputes } from './table.ts'

/** @throws Bug when something is disputed that nobody announced: whoever is locked out must be seen to be. */
export function keysInvariants(world: Reads): void {
  for (const [[coldkey]] of ColdkeySwapDisputes.entries(world)) {
    invariant(ColdkeySwapAnnouncements.has(world, coldkey), `${coldkey} disputes what it never announced`)
  }
}
