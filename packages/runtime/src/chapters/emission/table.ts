// Emission: root dividends and who holds root stake (chain-emission §1.9).
import { AccountId32, tuple, u64, u128, vec, wrapper } from '@taonet/wire'
import { map, mapOr, value } from '../../cell.ts'
import { I96F32Codec } from '../../fixed-codecs.ts'
import { accountIdentity, cold, hot, NetUid, netuid } from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import { chapter } from '../../table.ts'

const rates = wrapper('BTreeMap', vec(tuple(NetUid, I96F32Codec)), undefined, [
  { name: 'K', of: NetUid.shape },
  { name: 'V', of: I96F32Codec.shape },
])
const position = { codec: u64, hasher: 'Identity', label: 'position' } as const

export const emission = chapter(SubtensorModule, {
  storage: {
    RootClaimable: mapOr(
      [hot],
      rates,
      [],
      "Alpha due to each rao of a hotkey's root stake since its first dividend, by subnet.",
    ),
    RootClaimed: mapOr(
      [netuid, hot, cold],
      u128,
      0n,
      'How much of that a position has had, or came too late for.',
    ),
    StakingColdkeysByIndex: map([position], AccountId32, 'Coldkeys with root stake, without gaps.'),
    StakingColdkeys: map([accountIdentity], u64, 'The position of a coldkey with root stake.'),
    NumStakingColdkeys: value(u64, 0n, 'How many coldkeys have root stake.'),
  },
})

export const { RootClaimable, RootClaimed, StakingColdkeysByIndex, StakingColdkeys, NumStakingColdkeys } =
  emission.storage
