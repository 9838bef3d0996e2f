// Leases: subnets that a crowdloan pays for. One of its people runs the subnet, the others share the owner's cut
// (chain-governance §6.7).
import { AccountId32, option, struct, U64F64, u8, u32, type ValueOf, wrapper } from '@taonet/wire'
import { map, mapOr, value } from '../../cell.ts'
import { U64F64Codec } from '../../fixed-codecs.ts'
import { Alpha, accountIdentity, NetUid, netuid64, Tao } from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import { call, chapter, constant, DEFAULT_WEIGHT, error, event } from '../../table.ts'
import { MAX_CONTRIBUTORS } from '../crowdloan/table.ts'

/** Blocks: dividends are paid when an epoch falls on a multiple. */
export const PAY_INTERVAL = 100

/** As many contributors as a crowdloan may have, each paid or paid back. */
const everybody = { weight: DEFAULT_WEIGHT * BigInt(MAX_CONTRIBUTORS) } as const

const Percent = wrapper('sp_arithmetic::per_things::Percent', u8)

const SubnetLease = struct(
  'pallet_subtensor::subnets::leasing::SubnetLease',
  {
    beneficiary: AccountId32,
    coldkey: AccountId32,
    hotkey: AccountId32,
    emissions_share: Percent,
    end_block: option(u32),
    netuid: NetUid,
    cost: Tao,
  },
  [
    { name: 'AccountId', of: AccountId32.shape },
    { name: 'BlockNumber', of: u32.shape },
    { name: 'Balance', of: Tao.shape },
  ],
)
export type SubnetLease = ValueOf<typeof SubnetLease>

const lease = { codec: u32, hasher: 'Twox64Concat', label: 'lease_id' } as const

export const leases = chapter(SubtensorModule, {
  storage: {
    SubnetLeases: map([lease], SubnetLease, 'Who runs a leased subnet, under which keys, and until when.'),
    SubnetLeaseShares: mapOr(
      [lease, accountIdentity],
      U64F64Codec,
      U64F64.zero,
      "A contributor's part of what the crowdloan raised; the beneficiary has what is left.",
    ),
    SubnetUidToLeaseId: map([netuid64], u32, 'The lease of a subnet.'),
    NextSubnetLeaseId: value(u32, 0, 'The number of the next lease.'),
    AccumulatedLeaseDividends: mapOr([lease], Alpha, Alpha(0n), 'Alpha that waits for the contributors.'),
  },
  calls: {
    110: call(
      'register_leased_network',
      { emissions_share: Percent, end_block: option(u32) },
      "Opens a subnet with what a crowdloan raised; its call alone may do this. Contributors get the share of the owner's cut.",
      everybody,
    ),
    111: call(
      'terminate_lease',
      { lease_id: u32, hotkey: AccountId32 },
      'Hands a leased subnet over to its beneficiary, after the last block of the lease.',
      everybody,
    ),
  },
  events: {
    97: event(
      'SubnetLeaseCreated',
      { beneficiary: AccountId32, lease_id: u32, netuid: NetUid, end_block: option(u32) },
      'A subnet was opened with what a crowdloan raised.',
    ),
    98: event('SubnetLeaseTerminated', { beneficiary: AccountId32, netuid: NetUid }, 'A lease ended.'),
    160: event(
      'SubnetLeaseDividendsDistributed',
      { lease_id: u32, contributor: AccountId32, alpha: Alpha },
      'One of the people of a lease got his part as stake.',
    ),
  },
  errors: {
    98: error('LeaseCannotEndInThePast', 'The last block has been.'),
    100: error('LeaseDoesNotExist', 'There is no such lease.'),
    101: error('LeaseHasNoEndBlock', 'The lease is for ever.'),
    102: error('LeaseHasNotEnded', 'The last block is yet to come.'),
    104: error('BeneficiaryDoesNotOwnHotkey', 'The hotkey belongs to another coldkey.'),
    105: error('ExpectedBeneficiaryOrigin', 'Only the beneficiary of the lease may do this.'),
  },
  constants: {
    LeaseDividendsDistributionInterval: constant(
      u32,
      PAY_INTERVAL,
      'Contributors are paid at epochs on multiples of this block.',
    ),
  },
})

export const {
  SubnetLeases,
  SubnetLeaseShares,
  SubnetUidToLeaseId,
  NextSubnetLeaseId,
  AccumulatedLeaseDividends,
} = leases.storage
