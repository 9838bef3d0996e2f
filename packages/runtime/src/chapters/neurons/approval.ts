// Who may register on a subnet that its owner keeps to approved keys. Ours (adr/0005); elsewhere a price is all it takes.
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { Origin, World } from '../../world.ts'
import { ensureOwnerOrRoot, ensureSubnetExists } from '../subnets/registry.ts'
import { SubnetOwner } from '../subnets/table.ts'
import { neurons, RegistrationApprovals, RegistrationNeedsApproval } from './table.ts'

/** The owner's own coldkey needs nobody's approval. */
export function ensureApproved(world: World, coldkey: AccountId, netuid: NetUid, hotkey: AccountId): void {
  ensure(
    !RegistrationNeedsApproval.get(world, netuid) ||
      SubnetOwner.get(world, netuid) === coldkey ||
      RegistrationApprovals.get(world, netuid, coldkey) ||
      RegistrationApprovals.get(world, netuid, hotkey),
    neurons.error.RegistrationNotApproved,
  )
}

export function approve(world: World, origin: Origin, netuid: NetUid, account: AccountId): void {
  ensureSubnetExists(world, netuid)
  ensureOwnerOrRoot(world, origin, netuid)
  RegistrationApprovals.put(world, netuid, account, true)
  world.emit(neurons.event.RegistrationApproved({ netuid, account }))
}

/** Whoever has a seat keeps it: seats are lost by pruning and trimming alone. */
export function revoke(world: World, origin: Origin, netuid: NetUid, account: AccountId): void {
  ensureSubnetExists(world, netuid)
  ensureOwnerOrRoot(world, origin, netuid)
  RegistrationApprovals.remove(world, netuid, account)
  world.emit(neurons.event.RegistrationRevoked({ netuid, account }))
}
