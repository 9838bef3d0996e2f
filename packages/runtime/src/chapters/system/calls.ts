// System's calls: remarks.
import { blake2b256, hash32 } from '@taonet/wire'
import { implement } from '../../implement.ts'
import { ensureSigned } from '../../world.ts'
import { system } from './table.ts'

export const systemCalls = implement(system, {
  remark() {},
  remark_with_event(world, origin, { remark }) {
    const sender = ensureSigned(origin)
    world.emit(system.event.Remarked({ sender, hash: hash32(blake2b256(remark)) }))
  },
})
