// What must always hold of parents and children (chain-emission §1.10).
import { type AccountId, U64_MAX } from '@taonet/wire'
import { invariant } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { type Link, MOST_CHILDREN } from './links.ts'
import { ChildKeys, ParentKeys } from './table.ts'

const proportionTo = (links: readonly Link[], to: AccountId): bigint | undefined =>
  links.find(([, hotkey]) => hotkey === to)?.[0]

/** Both rows say the same, nobody lends more than he has, and no two lend to each other. */
export function childrenInvariants(world: Reads): void {
  let lent = 0
  for (const [[parent, netuid], links] of ChildKeys.entries(world)) {
    lent += links.length
    invariant(links.length <= MOST_CHILDREN, `${parent} has ${links.length} children on ${netuid}`)
    const whole = links.reduce((sum, [proportion]) => sum + proportion, 0n)
    invariant(whole <= U64_MAX, `${parent} lends more than its stake on ${netuid}`)
    for (const [proportion, child] of links) {
      invariant(child !== parent, `${parent} is its own child on ${netuid}`)
      const mirrored = proportionTo(ParentKeys.get(world, child, netuid), parent)
      invariant(mirrored === proportion, `${child} does not know what ${parent} lends it on ${netuid}`)
      const back = proportionTo(ChildKeys.get(world, child, netuid), parent)
      invariant(back === undefined, `${parent} and ${child} lend to each other on ${netuid}`)
    }
  }
  let borrowed = 0
  for (const [, links] of ParentKeys.entries(world)) borrowed += links.length
  invariant(lent === borrowed, `${lent} links to children and ${borrowed} to parents`)
}
