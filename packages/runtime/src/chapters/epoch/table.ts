// What an epoch leaves behind: for each uid shares, permits and bonds (chain-epoch §2.6-§2.9), for each validator its voting
// power where a subnet asks for it (§2.12).
import { bool, tuple, u16, u64, vec } from '@taonet/wire'
import { mapOr } from '../../cell.ts'
import { Alpha, hot, index, NetUid, netuid, StorageIndex, Uid, uid } from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import { call, chapter, error, event } from '../../table.ts'

const shares = vec(u16)

export const epoch = chapter(SubtensorModule, {
  storage: {
    Active: mapOr([netuid], vec(bool), [], 'Whether each uid updated recently enough.'),
    Emission: mapOr([netuid], vec(u64), [], 'What each uid earned at the last epoch, in alpha-rao.'),
    Consensus: mapOr([netuid], shares, [], 'The weight that validators agree on for each uid, of 65535.'),
    Incentive: mapOr([index], shares, [], "Each uid's share of the miners' part, of 65535, by mechanism."),
    Dividends: mapOr([netuid], shares, [], "Each uid's share of the validators' part, of 65535."),
    ValidatorTrust: mapOr(
      [netuid],
      shares,
      [],
      "How much of each uid's weights lies within consensus, of 65535.",
    ),
    ValidatorPermit: mapOr([netuid], vec(bool), [], 'Which uids may set weights for others.'),
    StakeWeight: mapOr([netuid], shares, [], "Each uid's share of stake, of 65535."),
    Bonds: mapOr(
      [index, uid],
      vec(tuple(Uid, u16)),
      [],
      'What a validator holds in miners: (uid, bond of 65535).',
    ),

    VotingPower: mapOr([netuid, hot], u64, 0n, "Slow average of a validator's stake, in rao."),
    VotingPowerTrackingEnabled: mapOr([netuid], bool, false, 'Whether a subnet keeps voting power.'),
    VotingPowerDisableAtBlock: mapOr(
      [netuid],
      u64,
      0n,
      'Block from which on the next epoch forgets all voting power; 0 = none.',
    ),
    VotingPowerEmaAlpha: mapOr(
      [netuid],
      u64,
      3_570_000_000_000_000n,
      "What an epoch's stake counts in the average, of 1e18.",
    ),
  },
  calls: {
    129: call(
      'enable_voting_power_tracking',
      { netuid: NetUid },
      'Lets a subnet keep voting power, and go on keeping it where an end was set.',
    ),
    130: call(
      'disable_voting_power_tracking',
      { netuid: NetUid },
      'Sets an end to the voting power of a subnet, two weeks from now.',
    ),
    131: call(
      'sudo_set_voting_power_ema_alpha',
      { netuid: NetUid, alpha: u64 },
      "Sets what an epoch's stake counts in voting power, of 1e18.",
    ),
  },
  events: {
    104: event(
      'IncentiveAlphaEmittedToMiners',
      { netuid: StorageIndex, emissions: vec(Alpha) },
      'What an epoch of one mechanism awards each uid as a miner, in alpha-rao.',
    ),
    130: event('VotingPowerTrackingEnabled', { netuid: NetUid }, 'A subnet keeps voting power.'),
    131: event(
      'VotingPowerTrackingDisableScheduled',
      { netuid: NetUid, disable_at_block: u64 },
      'The first epoch from this block on forgets the voting power of a subnet.',
    ),
    132: event('VotingPowerTrackingDisabled', { netuid: NetUid }, 'A subnet keeps no voting power any more.'),
    133: event(
      'VotingPowerEmaAlphaSet',
      { netuid: NetUid, alpha: u64 },
      'Voting power follows stake at another pace.',
    ),
  },
  errors: {
    150: error('VotingPowerTrackingNotEnabled', 'The subnet keeps no voting power.'),
    151: error('InvalidVotingPowerEmaAlpha', 'An epoch cannot count more than the whole.'),
  },
})

export const {
  Active,
  Emission,
  Consensus,
  Incentive,
  Dividends,
  ValidatorTrust,
  ValidatorPermit,
  StakeWeight,
  Bonds,
  VotingPower,
  VotingPowerTrackingEnabled,
  VotingPowerDisableAtBlock,
  VotingPowerEmaAlpha,
} = epoch.storage
