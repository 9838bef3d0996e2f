// The calls on leases (chain-governance §6.7).
import { implement } from '../../implement.ts'
import { ensureSigned } from '../../world.ts'
import { terminateLease } from './end.ts'
import { registerLeasedNetwork } from './open.ts'
import { leases } from './table.ts'

export const leasesCalls = implement(leases, {
  register_leased_network(world, origin, { emissions_share, end_block }) {
    registerLeasedNetwork(world, ensureSigned(origin), emissions_share, end_block)
  },
  terminate_lease(world, origin, { lease_id, hotkey }) {
    terminateLease(world, ensureSigned(origin), lease_id, hotkey)
  },
})
