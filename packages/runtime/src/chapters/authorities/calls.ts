// How the table changes: by root's word, and by what the engine proved.
import { ensure } from '../../failure.ts'
import { implement } from '../../implement.ts'
import { ensureNone, ensureRoot } from '../../world.ts'
import { addAuthor, removeAuthor } from '../aura/authors.ts'
import { convict, forgive } from './offences.ts'
import { authorities, MAX_AUTHORITIES, MAX_TOTAL_POWER, Power } from './table.ts'
import { voting } from './voting.ts'

const { error, event } = authorities

export const authoritiesCalls = implement(authorities, {
  set_authority(world, origin, { authority, power }) {
    ensureRoot(origin)
    ensure(power > 0n, error.NoPower)
    const { count, total } = voting(world)
    const before = Power.get(world, authority) ?? 0n
    ensure(before > 0n || count < MAX_AUTHORITIES, error.TooManyAuthorities)
    ensure(total - before + power <= MAX_TOTAL_POWER, error.TooMuchPower)
    Power.put(world, authority, power)
    addAuthor(world, authority)
    forgive(world, authority)
    world.emit(event.AuthoritySet({ authority, power }))
  },
  remove_authority(world, origin, { authority }) {
    ensureRoot(origin)
    const before = Power.get(world, authority) ?? 0n
    ensure(before > 0n, error.NotAnAuthority)
    ensure(voting(world).count > 1, error.LastAuthority)
    // The row stays: the key proposes for two more blocks, and what it did may come to light later.
    Power.put(world, authority, 0n)
    removeAuthor(world, authority)
    world.emit(event.AuthorityRemoved({ authority }))
  },
  report_offences(world, origin, { offences }) {
    ensureNone(origin)
    for (const offence of offences) convict(world, offence)
  },
})
