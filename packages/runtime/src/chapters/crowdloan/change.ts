// What the creator may change of a crowdloan before its end (chain-governance §6.6).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { Tao } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { ensureEnd, openCrowdloan } from './raise.ts'
import {
  Contributions,
  type CrowdloanInfo,
  Crowdloans,
  crowdloan,
  MaxContributions,
  MIN_CONTRIBUTION,
} from './table.ts'

const { error, event } = crowdloan

function ownCrowdloan(world: World, who: AccountId, id: number): CrowdloanInfo {
  const loan = openCrowdloan(world, id)
  ensure(who === loan.creator, error.InvalidOrigin)
  return loan
}

export function changeMinimum(world: World, who: AccountId, id: number, min_contribution: Tao): void {
  const loan = ownCrowdloan(world, who, id)
  ensure(min_contribution >= MIN_CONTRIBUTION, error.MinimumContributionTooLow)
  const most = MaxContributions.get(world, id)
  ensure(most === undefined || min_contribution <= most, error.MinimumContributionTooHigh)
  Crowdloans.put(world, id, { ...loan, min_contribution })
  world.emit(event.MinContributionUpdated({ crowdloan_id: id, new_min_contribution: min_contribution }))
}

export function changeEnd(world: World, who: AccountId, id: number, end: number): void {
  const loan = ownCrowdloan(world, who, id)
  ensureEnd(world, end)
  Crowdloans.put(world, id, { ...loan, end })
  world.emit(event.EndUpdated({ crowdloan_id: id, new_end: end }))
}

/** What is raised may be made the cap: then it is reached. */
export function changeCap(world: World, who: AccountId, id: number, cap: Tao): void {
  const loan = ownCrowdloan(world, who, id)
  ensure(cap >= loan.raised, error.CapTooLow)
  Crowdloans.put(world, id, { ...loan, cap })
  world.emit(event.CapUpdated({ crowdloan_id: id, new_cap: cap }))
}

/** What others have put in already stays. */
export function changeMaximum(world: World, who: AccountId, id: number, most: Tao | undefined): void {
  const loan = ownCrowdloan(world, who, id)
  if (most === undefined) {
    MaxContributions.remove(world, id)
  } else {
    const own = Contributions.get(world, id, who) ?? 0n
    ensure(most >= loan.min_contribution && most >= own, error.MaximumContributionTooLow)
    MaxContributions.put(world, id, most)
  }
  world.emit(event.MaxContributionUpdated({ crowdloan_id: id, new_max_contribution: most }))
}
