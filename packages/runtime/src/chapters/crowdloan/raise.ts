// Raising: a crowdloan begins, takes contributions and gives them back (chain-governance §6.6).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Tao } from '../../nouns.ts'
import type { CallValue } from '../../runtime-enums.ts'
import type { Reads, World } from '../../world.ts'
import { freeBalance, transfer } from '../balances/ledger.ts'
import { blocksOf } from '../subnets/pace.ts'
import { fundsAccount } from './account.ts'
import { keepCall } from './kept-call.ts'
import {
  Contributions,
  type CrowdloanInfo,
  Crowdloans,
  crowdloan,
  MAX_CONTRIBUTORS,
  MAX_DURATION,
  MaxContributions,
  MIN_CONTRIBUTION,
  MIN_DEPOSIT,
  MIN_DURATION,
  NextCrowdloanId,
} from './table.ts'

const { error, event } = crowdloan

/** Refuses InvalidCrowdloanId. */
export function crowdloanOf(world: Reads, id: number): CrowdloanInfo {
  const loan = Crowdloans.get(world, id)
  ensure(loan !== undefined, error.InvalidCrowdloanId)
  return loan
}

/** The same, before its end has come: refuses AlreadyFinalized too. */
export function openCrowdloan(world: Reads, id: number): CrowdloanInfo {
  const loan = crowdloanOf(world, id)
  ensure(!loan.finalized, error.AlreadyFinalized)
  return loan
}

export function ensureEnd(world: World, end: number): void {
  ensure(end > world.block, error.CannotEndInPast)
  ensure(end - world.block >= blocksOf(world, MIN_DURATION), error.BlockDurationTooShort)
  ensure(end - world.block <= blocksOf(world, MAX_DURATION), error.BlockDurationTooLong)
}

interface Terms {
  readonly deposit: Tao
  readonly min_contribution: Tao
  readonly cap: Tao
  readonly end: number
  /** One of both. */
  readonly call: CallValue | undefined
  readonly target_address: AccountId | undefined
}

export function createCrowdloan(world: World, creator: AccountId, terms: Terms): void {
  const { deposit, cap, end, call, target_address } = terms
  ensure(deposit >= MIN_DEPOSIT, error.DepositTooLow)
  ensure(cap > deposit, error.CapTooLow)
  ensure(terms.min_contribution >= MIN_CONTRIBUTION, error.MinimumContributionTooLow)
  ensure((call === undefined) !== (target_address === undefined), error.InvalidFinalizationConfig)
  ensureEnd(world, end)
  ensure(freeBalance(world, creator) >= deposit, error.InsufficientBalance)
  const id = NextCrowdloanId.get(world)
  const funds_account = fundsAccount(id)
  NextCrowdloanId.put(world, id + 1)
  Crowdloans.put(world, id, {
    ...terms,
    creator,
    funds_account,
    raised: deposit,
    call: call && keepCall(world, call),
    finalized: false,
    contributors_count: 1,
  })
  Contributions.put(world, id, creator, deposit)
  transfer(world, creator, funds_account, deposit, false)
  world.emit(event.Created({ crowdloan_id: id, creator, end, cap }))
}

const least = (...amounts: readonly bigint[]): Tao => Tao(amounts.reduce((a, b) => (a < b ? a : b)))

/** What is asked for has to be enough; what is taken may be less, for want of room. */
export function contribute(world: World, who: AccountId, id: number, asked: Tao): void {
  const loan = crowdloanOf(world, id)
  ensure(world.block < loan.end, error.ContributionPeriodEnded)
  ensure(loan.raised < loan.cap, error.CapRaised)
  ensure(asked >= loan.min_contribution, error.ContributionTooLow)
  ensure(loan.contributors_count < MAX_CONTRIBUTORS, error.MaxContributorsReached)
  const before = Contributions.get(world, id, who)
  const most = MaxContributions.get(world, id) ?? loan.cap
  ensure((before ?? 0n) < most, error.MaxContributionReached)
  const amount = least(asked, most - (before ?? 0n), loan.cap - loan.raised)
  ensure(freeBalance(world, who) >= amount, error.InsufficientBalance)
  transfer(world, who, loan.funds_account, amount, false)
  Contributions.put(world, id, who, Tao((before ?? 0n) + amount))
  Crowdloans.put(world, id, {
    ...loan,
    raised: Tao(loan.raised + amount),
    contributors_count: loan.contributors_count + (before === undefined ? 1 : 0),
  })
  world.emit(event.Contributed({ crowdloan_id: id, contributor: who, amount }))
}

/** At any time before the end; only the creator's deposit stays. */
export function withdraw(world: World, who: AccountId, id: number): void {
  const loan = openCrowdloan(world, id)
  const held = Contributions.get(world, id, who)
  ensure(held !== undefined, error.NoContribution)
  const stays = who === loan.creator ? loan.deposit : Tao(0n)
  const amount = Tao(held - stays)
  ensure(amount > 0n, error.DepositCannotBeWithdrawn)
  if (stays > 0n) Contributions.put(world, id, who, stays)
  else Contributions.remove(world, id, who)
  transfer(world, loan.funds_account, who, amount, false)
  Crowdloans.put(world, id, {
    ...loan,
    raised: Tao(loan.raised - amount),
    contributors_count: loan.contributors_count - (stays > 0n ? 0 : 1),
  })
  world.emit(event.Withdrew({ crowdloan_id: id, contributor: who, amount }))
}
