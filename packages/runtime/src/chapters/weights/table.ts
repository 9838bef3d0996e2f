// Weights: what validators think of miners, set openly or committed first and revealed an epoch later
// (chain-weights-staking §4).
import { AccountId32, compact, H256, tuple, u16, u64, vec } from '@taonet/wire'
import { map, mapOr } from '../../cell.ts'
import { DispatchErrorCodec } from '../../failure.ts'
import { boundedBytes } from '../../frame-types.ts'
import { account64, epoch64, index, index64, MechId, NetUid, StorageIndex, Uid, uid } from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import { call, chapter, error, event, tupleEvent } from '../../table.ts'

const free = { free: true } as const
const eachSubnet = { free: true, each: 'netuids' } as const
const numbers = vec(u16)
/** More items than there can be subnets, or open commits, name one twice; refused before they fill memory. */
const MAX_ITEMS = 4_096

const NOT_SERVED = 'Refused, since no pulse that could open it reaches this chain: commit to a hash.'
const timelock = { commit: boundedBytes, reveal_round: u64 } as const

export const weights = chapter(SubtensorModule, {
  storage: {
    Weights: mapOr(
      [index, uid],
      vec(tuple(Uid, u16)),
      [],
      'Weights of a uid as it sent them: (uid, weight).',
    ),
    LastUpdate: mapOr([index], vec(u64), [], 'When each uid last set or committed weights.'),
    WeightCommits: map(
      [index64, account64],
      vec(tuple(H256, u64, u64, u64)),
      'Open commits of a hotkey, oldest first: (hash, epoch, block, 0).',
    ),
    TimelockedWeightCommits: mapOr(
      [index64, epoch64],
      vec(tuple(AccountId32, u64, boundedBytes, u64)),
      [],
      'Timelocked commits of an epoch: (hotkey, block, ciphertext, round).',
    ),
  },
  calls: {
    0: call(
      'set_weights',
      { netuid: NetUid, dests: numbers, weights: numbers, version_key: u64 },
      "Sets the hotkey's weights on a subnet.",
      free,
    ),
    80: call(
      'batch_set_weights',
      {
        netuids: vec(compact(NetUid), MAX_ITEMS),
        weights: vec(vec(tuple(compact(u16), compact(u16))), MAX_ITEMS),
        version_keys: vec(compact(u64), MAX_ITEMS),
      },
      "Sets the hotkey's weights on several subnets, each by itself.",
      eachSubnet,
    ),
    96: call(
      'commit_weights',
      { netuid: NetUid, commit_hash: H256 },
      'Commits to weights that a later reveal shows.',
      free,
    ),
    97: call(
      'reveal_weights',
      { netuid: NetUid, uids: numbers, values: numbers, salt: numbers, version_key: u64 },
      'Shows committed weights and sets them.',
      free,
    ),
    98: call(
      'batch_reveal_weights',
      {
        netuid: NetUid,
        uids_list: vec(numbers, MAX_ITEMS),
        values_list: vec(numbers, MAX_ITEMS),
        salts_list: vec(numbers, MAX_ITEMS),
        version_keys: vec(u64, MAX_ITEMS),
      },
      'Shows several commits of one subnet, all or none.',
      { free: true, each: 'uids_list' },
    ),
    100: call(
      'batch_commit_weights',
      { netuids: vec(compact(NetUid), MAX_ITEMS), commit_hashes: vec(H256, MAX_ITEMS) },
      'Commits to weights on several subnets, each by itself.',
      eachSubnet,
    ),
    113: call(
      'commit_timelocked_weights',
      { netuid: NetUid, ...timelock, commit_reveal_version: u16 },
      NOT_SERVED,
      free,
    ),
    115: call(
      'commit_mechanism_weights',
      { netuid: NetUid, mecid: MechId, commit_hash: H256 },
      'commit_weights for one mechanism of a subnet.',
      free,
    ),
    116: call(
      'reveal_mechanism_weights',
      { netuid: NetUid, mecid: MechId, uids: numbers, values: numbers, salt: numbers, version_key: u64 },
      'reveal_weights for one mechanism of a subnet.',
      free,
    ),
    117: call(
      'commit_crv3_mechanism_weights',
      { netuid: NetUid, mecid: MechId, ...timelock },
      NOT_SERVED,
      free,
    ),
    118: call(
      'commit_timelocked_mechanism_weights',
      { netuid: NetUid, mecid: MechId, ...timelock, commit_reveal_version: u16 },
      NOT_SERVED,
      free,
    ),
    119: call(
      'set_mechanism_weights',
      { netuid: NetUid, mecid: MechId, dests: numbers, weights: numbers, version_key: u64 },
      'set_weights for one mechanism of a subnet.',
      free,
    ),
  },
  events: {
    5: tupleEvent('WeightsSet', { netuid_index: StorageIndex, uid: Uid }, 'A uid set weights.'),
    79: tupleEvent(
      'WeightsCommitted',
      { who: AccountId32, netuid_index: StorageIndex, hash: H256 },
      'A hotkey committed to weights.',
    ),
    80: tupleEvent(
      'WeightsRevealed',
      { who: AccountId32, netuid_index: StorageIndex, hash: H256 },
      'A hotkey revealed weights.',
    ),
    81: tupleEvent(
      'WeightsBatchRevealed',
      { who: AccountId32, netuid: NetUid, hashes: vec(H256) },
      'A hotkey revealed several commits.',
    ),
    82: tupleEvent(
      'BatchWeightsCompleted',
      { netuids: vec(compact(NetUid)), who: AccountId32 },
      'A batch of weights or commits came to its end.',
    ),
    83: event('BatchCompletedWithErrors', {}, 'At least one item of a batch failed.'),
    84: tupleEvent('BatchWeightItemFailed', { error: DispatchErrorCodec }, 'One item of a batch failed.'),
  },
  errors: {
    10: error('NotEnoughStakeToSetWeights', 'The hotkey has less weighted stake than validators need.'),
    15: error('NeuronNoValidatorPermit', 'The uid has no validator permit.'),
    16: error('WeightVecNotEqualSize', 'There are not as many weights as uids.'),
    17: error('DuplicateUids', 'A uid is named twice.'),
    18: error('UidVecContainInvalidOne', 'A uid does not exist.'),
    19: error('WeightVecLengthIsLow', 'Too few uids are named.'),
    28: error('SettingWeightsTooFast', 'Weights were set too recently.'),
    29: error('IncorrectWeightVersionKey', 'The version key is older than the subnet asks for.'),
    31: error('UidsLengthExceedUidsInSubNet', 'More uids are named than exist.'),
    46: error('CanNotSetRootNetworkWeights', 'Root takes no weights.'),
    50: error('NoWeightsCommitFound', 'There is no such open commit.'),
    51: error('InvalidRevealCommitHashNotMatch', 'No open commit has this hash.'),
    52: error('CommitRevealEnabled', 'The subnet takes commits, not open weights.'),
    53: error('CommitRevealDisabled', 'The subnet takes open weights, not commits.'),
    74: error('TooManyUnrevealedCommits', 'Too many commits wait for their reveal.'),
    75: error('ExpiredWeightCommit', 'The commit can no longer be revealed.'),
    76: error('RevealTooEarly', 'The commit cannot be revealed in this epoch.'),
    77: error('InputLengthsUnequal', 'Lists that belong together differ in length.'),
    78: error('CommittingWeightsTooFast', 'Weights were committed too recently.'),
    84: error('CallDisabled', 'This chain does not take such commits: commit to a hash instead.'),
    109: error('IncorrectCommitRevealVersion', 'Commits of another version are asked for.'),
  },
})

export const { Weights, LastUpdate, WeightCommits, TimelockedWeightCommits } = weights.storage
