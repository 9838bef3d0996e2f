// Calls of the commitments pallet (chain-governance §6.10).
import { implement } from '../../implement.ts'
import { ensureRoot, ensureSigned } from '../../world.ts'
import { setCommitment } from './publish.ts'
import { commitments, MaxSpace } from './table.ts'

export const commitmentsCalls = implement(commitments, {
  set_commitment(world, origin, { netuid, info }) {
    setCommitment(world, ensureSigned(origin), netuid, info)
  },
  set_max_space(world, origin, { new_limit }) {
    ensureRoot(origin)
    MaxSpace.put(world, new_limit)
  },
})
