// Links, and those that wait, go over to the hotkey that takes another's place (chain-governance §6.5).
import type { AccountId } from '@taonet/wire'
import type { NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { type Link, writable, writeChildren } from './links.ts'
import {
  AutoParentDelegationEnabled,
  ChildKeys,
  ChildkeyTake,
  ParentKeys,
  PendingChildKeys,
} from './table.ts'

/** `to` in the place of `from`; one hotkey named twice is named once, with both proportions. */
function renamed(links: readonly Link[], from: AccountId, to: AccountId): Link[] {
  const sums = new Map<AccountId, bigint>()
  for (const [proportion, hotkey] of links) {
    const name = hotkey === from ? to : hotkey
    sums.set(name, (sums.get(name) ?? 0n) + proportion)
  }
  return [...sums].map(([hotkey, proportion]) => [proportion, hotkey])
}

/** Children, parents, what waits, and the take. Refuses as naming children does when both hotkeys' links cannot be one's. */
export function passLinks(world: World, netuid: NetUid, from: AccountId, to: AccountId): void {
  const lent = ChildKeys.get(world, from, netuid)
  if (lent.length > 0) {
    writeChildren(world, from, netuid, [])
    writeChildren(world, to, netuid, renamed([...ChildKeys.get(world, to, netuid), ...lent], from, to))
  }
  for (const [, parent] of ParentKeys.get(world, from, netuid)) {
    writeChildren(world, parent, netuid, renamed(ChildKeys.get(world, parent, netuid), from, to))
  }
  passPending(world, netuid, from, to)
  if (!ChildkeyTake.has(world, from, netuid)) return
  ChildkeyTake.put(world, to, netuid, ChildkeyTake.get(world, from, netuid))
  ChildkeyTake.remove(world, from, netuid)
}

function passPending(world: World, netuid: NetUid, from: AccountId, to: AccountId): void {
  for (const [[, hotkey], [wanted, cooldown]] of [...PendingChildKeys.entries(world, netuid)]) {
    if (hotkey === from) PendingChildKeys.remove(world, netuid, from)
    else if (!wanted.some(([, child]) => child === from)) continue
    const links = writable(renamed(wanted, from, to))
    PendingChildKeys.put(world, netuid, hotkey === from ? to : hotkey, [links, cooldown])
  }
}

export function passDelegationChoice(world: World, from: AccountId, to: AccountId): void {
  if (!AutoParentDelegationEnabled.has(world, from)) return
  AutoParentDelegationEnabled.put(world, to, AutoParentDelegationEnabled.get(world, from))
  AutoParentDelegationEnabled.remove(world, from)
}
