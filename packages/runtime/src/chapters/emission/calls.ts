// What may be called about root dividends: by the coldkey that staked (chain-emission §1.9).
import { implement } from '../../implement.ts'
import { ensureSigned } from '../../world.ts'
import { claimRootOn, setRootClaimType } from './claims.ts'
import { emission } from './table.ts'

export const emissionCalls = implement(emission, {
  claim_root(world, origin, { subnets }) {
    claimRootOn(world, ensureSigned(origin), subnets)
  },
  set_root_claim_type(world, origin, { new_root_claim_type }) {
    setRootClaimType(world, ensureSigned(origin), new_root_claim_type)
  },
})
