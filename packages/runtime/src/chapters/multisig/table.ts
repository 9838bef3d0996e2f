// Multisigs: accounts that act when enough of their signatories approved the same call (chain-governance §6.3).
import { AccountId32, option, struct, u16, u32, type ValueOf, vec } from '@taonet/wire'
import { map } from '../../cell.ts'
import { Bytes32, bounded, DispatchResult, Weight } from '../../frame-types.ts'
import { account64, Tao } from '../../nouns.ts'
import { Multisig as pallet } from '../../pallets.ts'
import { RuntimeCall } from '../../runtime-enums.ts'
import { call, chapter, constant, error, event } from '../../table.ts'

export const MAX_SIGNATORIES = 100
/** rao: once for what is under way, and for each approval that it needs. */
export const DEPOSIT = { base: Tao(132_000_000n), each: Tao(32_000_000n) } as const

/** Where the first approval stands in the chain. */
const Timepoint = struct('pallet_multisig::Timepoint', { height: u32, index: u32 }, [
  { name: 'BlockNumber', of: u32.shape },
])
export type Timepoint = ValueOf<typeof Timepoint>

const Multisig = struct(
  'pallet_multisig::Multisig',
  { when: Timepoint, deposit: Tao, depositor: AccountId32, approvals: bounded(AccountId32) },
  [
    { name: 'BlockNumber', of: u32.shape },
    { name: 'Balance', of: Tao.shape },
    { name: 'AccountId', of: AccountId32.shape },
    { name: 'MaxApprovals' },
  ],
)
export type Multisig = ValueOf<typeof Multisig>

const signatories = { threshold: u16, other_signatories: vec(AccountId32) } as const
const about = { multisig: AccountId32, call_hash: Bytes32 } as const

export const multisig = chapter(pallet, {
  storage: {
    Multisigs: map(
      [account64, { codec: Bytes32, hasher: 'Blake2_128Concat', label: 'call_hash' }],
      Multisig,
      'Who approved a call of a multisig that does not have enough approvals yet.',
    ),
  },
  calls: {
    0: call(
      'as_multi_threshold_1',
      { other_signatories: vec(AccountId32), call: RuntimeCall },
      'Calls as a multisig for which one signatory is enough.',
    ),
    1: call(
      'as_multi',
      { ...signatories, maybe_timepoint: option(Timepoint), call: RuntimeCall, max_weight: Weight },
      'Approves a call of a multisig, and runs it when that was the last approval needed.',
    ),
    2: call(
      'approve_as_multi',
      { ...signatories, maybe_timepoint: option(Timepoint), call_hash: Bytes32, max_weight: Weight },
      'Approves a call of a multisig by its hash.',
    ),
    3: call(
      'cancel_as_multi',
      { ...signatories, timepoint: Timepoint, call_hash: Bytes32 },
      'Ends what the signer began; the deposit is given back.',
    ),
    4: call(
      'poke_deposit',
      { ...signatories, call_hash: Bytes32 },
      'Brings the deposit of what the signer began to what it would be now.',
    ),
  },
  events: {
    0: event('NewMultisig', { approving: AccountId32, ...about }, 'A call of a multisig was first approved.'),
    1: event(
      'MultisigApproval',
      { approving: AccountId32, timepoint: Timepoint, ...about },
      'A call of a multisig was approved by one more signatory.',
    ),
    2: event(
      'MultisigExecuted',
      { approving: AccountId32, timepoint: Timepoint, ...about, result: DispatchResult },
      'A call of a multisig had enough approvals and ran.',
    ),
    3: event(
      'MultisigCancelled',
      { cancelling: AccountId32, timepoint: Timepoint, ...about },
      'A call of a multisig will not run on the approvals it had.',
    ),
  },
  errors: {
    0: error('MinimumThreshold', 'At least two signatories must be needed.'),
    1: error('AlreadyApproved', 'The signer has approved, or nobody needs to any more.'),
    2: error('NoApprovalsNeeded', 'The call has all its approvals.'),
    3: error('TooFewSignatories', 'There is no other signatory.'),
    4: error('TooManySignatories', 'There are more signatories than there may be.'),
    5: error('SignatoriesOutOfOrder', 'The other signatories must be sorted, each named once.'),
    6: error('SenderInSignatories', 'The signer is not one of the others.'),
    7: error('NotFound', 'Nobody approved such a call.'),
    8: error('NotOwner', 'Only whoever approved first may do this.'),
    9: error('NoTimepoint', 'The call was approved before: say when.'),
    10: error('WrongTimepoint', 'The call was first approved at another time.'),
    11: error('UnexpectedTimepoint', 'Nobody approved the call before.'),
    12: error('MaxWeightTooLow', 'The call takes more than the signer allows.'),
    13: error('AlreadyStored', 'The call is stored.'),
  },
  constants: {
    DepositBase: constant(Tao, DEPOSIT.base, 'Deposit for a call under way, in rao.'),
    DepositFactor: constant(Tao, DEPOSIT.each, 'Deposit for each approval that is needed, in rao.'),
    MaxSignatories: constant(u32, MAX_SIGNATORIES, 'Most signatories of a multisig.'),
  },
})

export const { Multisigs } = multisig.storage
