// System's calls: remarks, and entries that root writes by hand.
import { blake2b256, hash32 } from '@taonet/wire'
import { implement } from '../../implement.ts'
import { ensureRoot, ensureSigned } from '../../world.ts'
import { removeEntries, removeUnder, writeEntry } from './by-hand.ts'
import { system } from './table.ts'

export const systemCalls = implement(system, {
  remark() {},
  set_storage(world, origin, { items }) {
    ensureRoot(origin)
    for (const [key, bytes] of items) writeEntry(world, key, bytes)
  },
  kill_storage(world, origin, { keys }) {
    ensureRoot(origin)
    removeEntries(world, keys)
  },
  kill_prefix(world, origin, { prefix, subkeys }) {
    ensureRoot(origin)
    removeUnder(world, prefix, subkeys)
  },
  remark_with_event(world, origin, { remark }) {
    const sender = ensureSigned(origin)
    world.emit(system.event.Remarked({ sender, hash: hash32(blake2b256(remark)) }))
  },
})
