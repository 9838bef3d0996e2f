// Commitments: what a registered hotkey publishes about itself (chain-governance §6.10).
import { AccountId32, bytes, tuple, u32, u64, vec, wrapper } from '@taonet/wire'
import { map, value } from '../../cell.ts'
import { account64, NetUid, netuid } from '../../nouns.ts'
import { Commitments } from '../../pallets.ts'
import { call, chapter, constant, error, event } from '../../table.ts'
import { CommitmentInfo, MAX_FIELDS, Registration, UsageTracker } from './data.ts'

const sealedRow = tuple(NetUid, AccountId32)

export const commitments = chapter(Commitments, {
  storage: {
    CommitmentOf: map([netuid, account64], Registration, 'What a hotkey has published on a subnet.'),
    LastCommitment: map([netuid, account64], u32, 'When a hotkey last published something.'),
    LastBondsReset: map([netuid, account64], u32, 'When a hotkey last had the bonds towards it reset.'),
    RevealedCommitments: map(
      [netuid, account64],
      vec(tuple(bytes, u64)),
      'The last ten sealed fields of a hotkey that were opened: (bytes, block).',
    ),
    UsedSpaceOf: map([netuid, account64], UsageTracker, 'Space that a hotkey has used in an epoch.'),
    TimelockedIndex: value(
      wrapper('BTreeSet', vec(sealedRow), undefined, [{ name: 'T', of: sealedRow.shape }]),
      [],
      'Commitments that hold sealed fields, in ascending order.',
    ),
    MaxSpace: value(u32, 3100, 'Space (bytes) that a hotkey may use in an epoch.'),
  },
  calls: {
    0: call(
      'set_commitment',
      { netuid: NetUid, info: CommitmentInfo },
      'Publishes fields under the hotkey in place of what it published before.',
      { free: true },
    ),
    2: call('set_max_space', { new_limit: u32 }, 'Sets the space that a hotkey may use in an epoch.'),
  },
  events: {
    0: event('Commitment', { netuid: NetUid, who: AccountId32 }, 'A hotkey published fields.'),
    1: event(
      'TimelockCommitment',
      { netuid: NetUid, who: AccountId32, reveal_round: u64 },
      'A hotkey published a field that opens with a later beacon round.',
    ),
  },
  errors: {
    0: error('TooManyFieldsInCommitmentInfo', 'There are more fields than allowed.'),
    1: error('AccountNotAllowedCommit', 'The hotkey is not registered on this subnet.'),
    2: error('SpaceLimitExceeded', 'The space of this epoch is used up.'),
  },
  constants: {
    MaxFields: constant(u32, MAX_FIELDS, 'Most fields of one commitment.'),
    InitialDeposit: constant(u64, 0n, 'Deposit of a commitment.'),
    FieldDeposit: constant(u64, 0n, 'Deposit of each field.'),
  },
})

export const {
  CommitmentOf,
  LastCommitment,
  LastBondsReset,
  RevealedCommitments,
  UsedSpaceOf,
  TimelockedIndex,
  MaxSpace,
} = commitments.storage
