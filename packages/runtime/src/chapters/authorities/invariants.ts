// What always holds of the votes.
import { invariant } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { aura } from '../aura/table.ts'
import { MAX_AUTHORITIES, MAX_TOTAL_POWER, Power } from './table.ts'

/** @throws Bug when the engine could not count the votes, or wallets are told of other authors. */
export function authoritiesInvariants(world: Reads): void {
  const rows = [...Power.entries(world)]
  // A chain that is older than the table lists its author alone.
  if (rows.length === 0) return
  const voters = rows.flatMap(([[account], power]) => (power > 0n ? [account] : []))
  const total = rows.reduce((sum, [, power]) => sum + power, 0n)
  invariant(voters.length >= 1 && voters.length <= MAX_AUTHORITIES, `${voters.length} authorities`)
  invariant(total <= MAX_TOTAL_POWER, `votes of ${total}`)
  const authors = new Set(aura.storage.Authorities.get(world))
  const isSame = authors.size === voters.length && voters.every(account => authors.has(account))
  invariant(isSame, 'authors and authorities differ')
}
