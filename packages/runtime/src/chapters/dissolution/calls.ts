// The calls that end a subnet: root's alone (chain-registry §3.3).
import { implement } from '../../implement.ts'
import { ensureRoot } from '../../world.ts'
import { dissolveNetwork } from './dissolve.ts'
import { dissolution } from './table.ts'

export const dissolutionCalls = implement(dissolution, {
  dissolve_network(world, origin, { netuid }) {
    ensureRoot(origin)
    dissolveNetwork(world, netuid)
  },
  root_dissolve_network(world, origin, { netuid }) {
    ensureRoot(origin)
    dissolveNetwork(world, netuid)
  },
})
