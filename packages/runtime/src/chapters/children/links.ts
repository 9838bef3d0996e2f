// The links between parents and children: two rows that mirror each other, written together (chain-emission §1.10).
import { type AccountId, U64_MAX } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { ChildKeys, children, ParentKeys } from './table.ts'

/** (proportion of 2^64-1, hotkey) */
export type Link = readonly [proportion: bigint, hotkey: AccountId]

export const MOST_CHILDREN = 5

const { InvalidChild, TooManyChildren, ProportionOverflow, ChildParentInconsistency } = children.error

/** Refuses what can be no list of children of this hotkey, in the order of §1.10. */
export function ensureConsistent(
  world: Reads,
  parent: AccountId,
  netuid: NetUid,
  wanted: readonly Link[],
): void {
  ensure(
    wanted.every(([, child]) => child !== parent),
    InvalidChild,
  )
  ensure(wanted.length <= MOST_CHILDREN, TooManyChildren)
  ensure(wanted.reduce((sum, [proportion]) => sum + proportion, 0n) <= U64_MAX, ProportionOverflow)
  const parents = new Set(ParentKeys.get(world, parent, netuid).map(([, hotkey]) => hotkey))
  ensure(!wanted.some(([, child]) => parents.has(child)), ChildParentInconsistency)
}

/** These children take the place of the former ones. Refuses as `ensureConsistent` does. */
export function writeChildren(
  world: World,
  parent: AccountId,
  netuid: NetUid,
  wanted: readonly Link[],
): void {
  ensureConsistent(world, parent, netuid, wanted)
  for (const [, child] of ChildKeys.get(world, parent, netuid)) {
    const others = ParentKeys.get(world, child, netuid).filter(([, hotkey]) => hotkey !== parent)
    putParents(world, child, netuid, others)
  }
  for (const [proportion, child] of wanted) {
    putParents(world, child, netuid, [...ParentKeys.get(world, child, netuid), [proportion, parent]])
  }
  if (wanted.length === 0) ChildKeys.remove(world, parent, netuid)
  else ChildKeys.put(world, parent, netuid, writable(wanted))
}

/** `writeChildren`, and the world is told: meanwhile links may have changed. */
export function applyChildren(
  world: World,
  parent: AccountId,
  netuid: NetUid,
  wanted: readonly Link[],
): void {
  writeChildren(world, parent, netuid, wanted)
  world.emit(children.event.SetChildren({ hotkey: parent, netuid, children: writable(wanted) }))
}

export const writable = (links: readonly Link[]): [bigint, AccountId][] =>
  links.map(([proportion, hotkey]) => [proportion, hotkey])

function putParents(world: World, child: AccountId, netuid: NetUid, parents: readonly Link[]): void {
  if (parents.length === 0) ParentKeys.remove(world, child, netuid)
  else ParentKeys.put(world, child, netuid, writable(parents))
}
