// What subnets know of a coldkey goes over to another: who it says it is, and what it owns (chain-governance §6.4).
import type { AccountId } from '@taonet/wire'
import type { World } from '../../world.ts'
import { netuids } from './registry.ts'
import { IdentitiesV2, SubnetOwner } from './table.ts'

/** Who has said who it is keeps to it. */
export function passIdentity(world: World, from: AccountId, to: AccountId): void {
  const identity = IdentitiesV2.get(world, from)
  if (identity === undefined) return
  IdentitiesV2.remove(world, from)
  if (!IdentitiesV2.has(world, to)) IdentitiesV2.put(world, to, identity)
}

export function passOwnedSubnets(world: World, from: AccountId, to: AccountId): void {
  for (const netuid of netuids(world)) {
    if (SubnetOwner.has(world, netuid) && SubnetOwner.get(world, netuid) === from) {
      SubnetOwner.put(world, netuid, to)
    }
  }
}
