// The crowdloan whose call runs now: what that call may ask (chain-governance §6.6).
import { ensure } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { crowdloanOf } from './raise.ts'
import { type CrowdloanInfo, CurrentCrowdloanId, crowdloan } from './table.ts'

/** Refuses InvalidCrowdloanId when none does. */
export function currentCrowdloan(world: Reads): { readonly id: number; readonly loan: CrowdloanInfo } {
  const id = CurrentCrowdloanId.get(world)
  ensure(id !== undefined, crowdloan.error.InvalidCrowdloanId)
  return { id, loan: crowdloanOf(world, id) }
}
