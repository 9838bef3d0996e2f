// Crowdloans: many put in what one could not, for an account or for a call that uses it (chain-governance §6.6).
import {
  AccountId32,
  bool,
  compact,
  fixedBytes,
  option,
  struct,
  u32,
  type ValueOf,
  wrapper,
} from '@taonet/wire'
import { BoundedCall } from '../../bounded-call.ts'
import { map, value, valueOpt } from '../../cell.ts'
import { accountIdentity, Tao } from '../../nouns.ts'
import { Crowdloan } from '../../pallets.ts'
import { RuntimeCall } from '../../runtime-enums.ts'
import { call, chapter, constant, DEFAULT_WEIGHT, error, event } from '../../table.ts'
import type { Wait } from '../subnets/pace.ts'

/** rao */
export const MIN_DEPOSIT = Tao(10_000_000_000n)
export const MIN_CONTRIBUTION = Tao(100_000_000n)
/** Blocks from now to the end. */
export const MIN_DURATION: Wait<number> = { live: 50_400, fast: 50 }
export const MAX_DURATION: Wait<number> = { live: 432_000, fast: 20_000 }
export const MAX_CONTRIBUTORS = 500
export const REFUNDS_PER_CALL = 50
/** A call that uses the funds takes ten; for more nobody pays while the crowdloan lasts. */
export const MAX_CALL_BYTES = 4_096

const CrowdloanInfo = struct(
  'pallet_crowdloan::CrowdloanInfo',
  {
    creator: AccountId32,
    deposit: Tao,
    min_contribution: Tao,
    end: u32,
    cap: Tao,
    funds_account: AccountId32,
    raised: Tao,
    target_address: option(AccountId32),
    call: option(BoundedCall),
    finalized: bool,
    contributors_count: u32,
  },
  [
    { name: 'AccountId', of: AccountId32.shape },
    { name: 'Balance', of: Tao.shape },
    { name: 'BlockNumber', of: u32.shape },
    { name: 'Call', of: BoundedCall.shape },
  ],
)
export type CrowdloanInfo = ValueOf<typeof CrowdloanInfo>

const loan = { codec: u32, hasher: 'Twox64Concat', label: 'crowdloan_id' } as const
const one = { crowdloan_id: compact(u32) } as const
const told = { crowdloan_id: u32 } as const
const given = { ...told, contributor: AccountId32, amount: Tao } as const

export const crowdloan = chapter(Crowdloan, {
  storage: {
    Crowdloans: map([loan], CrowdloanInfo, 'What is raised, for whom, and how much so far.'),
    NextCrowdloanId: value(u32, 0, 'The number of the next crowdloan.'),
    Contributions: map([loan, accountIdentity], Tao, 'What an account has in a crowdloan, in rao.'),
    MaxContributions: map([loan], Tao, 'The most that one account may have in a crowdloan, in rao.'),
    CurrentCrowdloanId: valueOpt(u32, 'The crowdloan whose call runs; nothing between calls.'),
  },
  calls: {
    0: call(
      'create',
      {
        deposit: compact(Tao),
        min_contribution: compact(Tao),
        cap: compact(Tao),
        end: compact(u32),
        call: option(RuntimeCall),
        target_address: option(AccountId32),
      },
      'Begins to raise rao up to a cap, for an account or for a call; the deposit is the first contribution.',
    ),
    1: call(
      'contribute',
      { ...one, amount: compact(Tao) },
      'Puts rao into a crowdloan, or as much of it as there is room for.',
    ),
    2: call('withdraw', one, 'Takes back what the signer put in; the creator leaves the deposit.'),
    3: call('finalize', one, 'Ends a crowdloan that reached its cap: pays the account, or makes the call.', {
      weight: DEFAULT_WEIGHT * BigInt(MAX_CONTRIBUTORS),
    }),
    4: call('refund', one, 'Pays back up to fifty contributors of a crowdloan that will not be.', {
      weight: DEFAULT_WEIGHT * BigInt(REFUNDS_PER_CALL),
    }),
    5: call('dissolve', one, 'Removes a crowdloan in which nothing is left but the creator’s own.'),
    6: call(
      'update_min_contribution',
      { ...one, new_min_contribution: compact(Tao) },
      'Changes the smallest contribution.',
    ),
    7: call('update_end', { ...one, new_end: compact(u32) }, 'Changes the last block.'),
    8: call('update_cap', { ...one, new_cap: compact(Tao) }, 'Changes the cap.'),
    9: call(
      'set_max_contribution',
      { ...one, new_max_contribution: option(Tao) },
      'Changes the most that one account may put in; nothing = as much as there is room for.',
    ),
  },
  events: {
    0: event('Created', { ...told, creator: AccountId32, end: u32, cap: Tao }, 'A crowdloan began.'),
    1: event('Contributed', given, 'Somebody put rao into a crowdloan.'),
    2: event('Withdrew', given, 'Somebody took his rao back.'),
    3: event('PartiallyRefunded', told, 'Some contributors were paid back; there are more.'),
    4: event('AllRefunded', told, 'All contributors but the creator were paid back.'),
    5: event('Finalized', told, 'A crowdloan did what it was for.'),
    6: event('Dissolved', told, 'A crowdloan was given up.'),
    7: event(
      'MinContributionUpdated',
      { ...told, new_min_contribution: Tao },
      'The smallest contribution changed.',
    ),
    8: event('EndUpdated', { ...told, new_end: u32 }, 'The last block changed.'),
    9: event('CapUpdated', { ...told, new_cap: Tao }, 'The cap changed.'),
    10: event(
      'MaxContributionUpdated',
      { ...told, new_max_contribution: option(Tao) },
      'The most that one account may put in changed.',
    ),
  },
  errors: {
    0: error('DepositTooLow', 'The deposit is below its minimum.'),
    1: error('CapTooLow', 'The cap is not above the deposit, or below what is raised.'),
    2: error('MinimumContributionTooLow', 'Nobody may ask for so small contributions.'),
    3: error('CannotEndInPast', 'The last block has been.'),
    4: error('BlockDurationTooShort', 'The last block is too near.'),
    5: error('BlockDurationTooLong', 'The last block is too far away.'),
    6: error('InsufficientBalance', 'The account has less than it would put in.'),
    8: error('InvalidCrowdloanId', 'There is no such crowdloan, or none whose call runs.'),
    9: error('CapRaised', 'The cap is reached.'),
    10: error('ContributionPeriodEnded', 'The last block has been: nothing more is taken.'),
    11: error('ContributionTooLow', 'The contribution is below its minimum.'),
    12: error('InvalidOrigin', 'Only the creator may do this.'),
    13: error('AlreadyFinalized', 'The crowdloan has done what it was for.'),
    15: error('NoContribution', 'The account has nothing in the crowdloan.'),
    16: error('CapNotRaised', 'The cap is not reached.'),
    18: error('CallUnavailable', 'The call is too long to be kept, or no call any more.'),
    19: error('NotReadyToDissolve', 'Others still have something in it.'),
    20: error('DepositCannotBeWithdrawn', 'The deposit stays until the end.'),
    21: error('MaxContributorsReached', 'There are as many contributors as there may be.'),
    22: error('InvalidFinalizationConfig', 'A crowdloan is for an account or for a call: one of both.'),
    23: error('MaxContributionReached', 'The account has put in as much as one may.'),
    24: error('MaximumContributionTooLow', 'The minimum, or what the creator has put in, is above it.'),
    25: error('MinimumContributionTooHigh', 'Nobody may put in as much as would be asked for.'),
    26: error('AlreadyFinalizing', 'The call of a crowdloan ends no other.'),
  },
  constants: {
    PalletId: constant(
      wrapper('frame_support::PalletId', fixedBytes(8)),
      Uint8Array.of(0x62, 0x74, 0x2f, 0x63, 0x6c, 0x6f, 0x61, 0x6e),
      'What the accounts that hold the rao are derived from: bt/cloan.',
    ),
    MinimumDeposit: constant(Tao, MIN_DEPOSIT, 'Smallest deposit, in rao.'),
    AbsoluteMinimumContribution: constant(Tao, MIN_CONTRIBUTION, 'Smallest minimum, in rao.'),
    MinimumBlockDuration: constant(u32, MIN_DURATION.live, 'Fewest blocks from now to the end.'),
    MaximumBlockDuration: constant(u32, MAX_DURATION.live, 'Most blocks from now to the end.'),
    RefundContributorsLimit: constant(u32, REFUNDS_PER_CALL, 'Contributors paid back in one call.'),
    MaxContributors: constant(
      u32,
      MAX_CONTRIBUTORS,
      'Contributors of one crowdloan, its creator among them.',
    ),
  },
})

export const { Crowdloans, NextCrowdloanId, Contributions, MaxContributions, CurrentCrowdloanId } =
  crowdloan.storage
