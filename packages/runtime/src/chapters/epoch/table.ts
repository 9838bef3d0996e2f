// What an epoch leaves behind for each uid: shares, permits and bonds (chain-epoch §2.6-§2.9).
import { bool, tuple, u16, u64, vec } from '@taonet/wire'
import { mapOr } from '../../cell.ts'
import { Alpha, index, netuid, StorageIndex, Uid, uid } from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import { chapter, event } from '../../table.ts'

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
  },
  events: {
    104: event(
      'IncentiveAlphaEmittedToMiners',
      { netuid: StorageIndex, emissions: vec(Alpha) },
      'What an epoch of one mechanism awards each uid as a miner, in alpha-rao.',
    ),
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
} = epoch.storage
