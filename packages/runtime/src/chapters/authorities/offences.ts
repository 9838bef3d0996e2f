// What follows when the engine proves that an authority lied (adr/0004).
import type { World } from '../../world.ts'
import { removeAuthor } from '../aura/authors.ts'
import { authorities, type Offence, Offences, Power } from './table.ts'
import { voting } from './voting.ts'

/**
 * The vote is gone until root gives it again, and the row stays as its record. What was done before root forgave does not
 * count again, however late its proof comes. The last one voting keeps its vote: engines cannot go on without any.
 */
export function convict(world: World, { authority, kind, height }: Offence): void {
  const now = Power.get(world, authority)
  if (now === undefined) return
  const before = Offences.get(world, authority)
  if (before && (before.pardoned === undefined || height <= before.pardoned)) return
  Offences.put(world, authority, { kind, height, reported: world.block, pardoned: undefined })
  const isLast = now > 0n && voting(world).count === 1
  const lost = isLast ? 0n : now
  if (lost > 0n) {
    Power.put(world, authority, 0n)
    removeAuthor(world, authority)
  }
  world.emit(authorities.event.AuthorityOffended({ authority, kind, height, power: lost }))
}

/** Root trusts the key again. */
export function forgive(world: World, authority: Offence['authority']): void {
  const record = Offences.get(world, authority)
  if (record && record.pardoned === undefined)
    Offences.put(world, authority, { ...record, pardoned: world.block })
}
