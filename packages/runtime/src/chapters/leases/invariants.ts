// What always holds of leases (chain-governance §6.7).
import { U64F64 } from '@taonet/wire'
import { invariant } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { subnetExists } from '../subnets/registry.ts'
import {
  AccumulatedLeaseDividends,
  NextSubnetLeaseId,
  SubnetLeaseShares,
  SubnetLeases,
  SubnetUidToLeaseId,
} from './table.ts'

/** @throws Bug when leases and subnets disagree, or more is shared out than there is. */
export function leasesInvariants(world: Reads): void {
  let leased = 0
  for (const [[id], { netuid, beneficiary }] of SubnetLeases.entries(world)) {
    leased += 1
    invariant(id < NextSubnetLeaseId.get(world), `lease ${id} is of a number to come`)
    invariant(subnetExists(world, netuid), `lease ${id} is of subnet ${netuid}, which does not exist`)
    invariant(SubnetUidToLeaseId.get(world, netuid) === id, `subnet ${netuid} does not know its lease ${id}`)
    const shares = [...SubnetLeaseShares.entries(world, id)]
    const sum = shares.reduce((all, [, share]) => all + share, 0n)
    invariant(sum <= U64F64.one, `lease ${id} shares out more than the whole`)
    invariant(
      shares.every(([[, contributor]]) => contributor !== beneficiary),
      `the beneficiary of lease ${id} has a share of his own`,
    )
  }
  invariant(
    [...SubnetUidToLeaseId.entries(world)].length === leased,
    'a subnet has a lease that is not there',
  )
  for (const row of [SubnetLeaseShares, AccumulatedLeaseDividends]) {
    for (const [[id]] of row.entries(world))
      invariant(SubnetLeases.has(world, id), `${row.name} of lease ${id}, which is not there`)
  }
}
