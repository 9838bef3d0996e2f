// How root changes the list. Who stands on it already, or does not, is passed over: a list can be sent twice.
import { implement } from '../../implement.ts'
import { ensureRoot } from '../../world.ts'
import { IsMember, MembersOnly, members } from './table.ts'

export const membersCalls = implement(members, {
  add_members(world, origin, { accounts }) {
    ensureRoot(origin)
    for (const account of accounts) {
      if (IsMember.get(world, account)) continue
      IsMember.put(world, account, true)
      world.emit(members.event.MemberAdded({ account }))
    }
  },
  remove_members(world, origin, { accounts }) {
    ensureRoot(origin)
    for (const account of accounts) {
      if (!IsMember.get(world, account)) continue
      IsMember.remove(world, account)
      world.emit(members.event.MemberRemoved({ account }))
    }
  },
  set_members_only(world, origin, { enabled }) {
    ensureRoot(origin)
    MembersOnly.put(world, enabled)
    world.emit(members.event.MembersOnlySet({ enabled }))
  },
})
