// The calls on child keys: all signed by the coldkey (chain-emission §1.10).
import { implement } from '../../implement.ts'
import { ensureSigned } from '../../world.ts'
import { setAutoParentDelegation } from './delegation.ts'
import { setChildren } from './set.ts'
import { children } from './table.ts'
import { setChildkeyTake } from './takes.ts'

export const childrenCalls = implement(children, {
  set_children(world, origin, { hotkey, netuid, children: wanted }) {
    setChildren(world, ensureSigned(origin), hotkey, netuid, wanted)
  },
  set_childkey_take(world, origin, { hotkey, netuid, take }) {
    setChildkeyTake(world, ensureSigned(origin), hotkey, netuid, take)
  },
  set_auto_parent_delegation_enabled(world, origin, { hotkey, enabled }) {
    setAutoParentDelegation(world, ensureSigned(origin), hotkey, enabled)
  },
})
