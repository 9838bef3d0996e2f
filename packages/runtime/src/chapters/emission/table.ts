// Emission: what is minted and where it waits, moving prices, what an epoch paid, root dividends and their claims
// (chain-emission).
import { AccountId32, I96F32, U96F32, u64, u128 } from '@taonet/wire'
import { map, mapOr, value, view } from '../../cell.ts'
import { I96F32Codec, U96F32Codec } from '../../fixed-codecs.ts'
import { Alpha, accountIdentity, cold, hot, NetUid, netuid, Tao } from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import { call, chapter, error, event } from '../../table.ts'
import { DEFAULT_BLOCK_EMISSION } from './block-emission.ts'
import { RatesCodec, RootClaimTypeEnum, SubnetSet } from './codecs.ts'

const NOTHING = Alpha(0n)
const position = { codec: u64, hasher: 'Identity', label: 'position' } as const

export const emission = chapter(SubtensorModule, {
  storage: {
    // One number, kept by balances; under this name clients of the subnet pallet read it.
    TotalIssuance: view([], Tao, Tao(0n), 'rao on all accounts together, as Balances counts it.'),
    BlockEmission: view([], u64, DEFAULT_BLOCK_EMISSION, 'rao minted in a block at this issuance.'),

    SubnetMovingPrice: mapOr(
      [netuid],
      I96F32Codec,
      I96F32.zero,
      "Moving average of a subnet's price, TAO per alpha.",
    ),
    RootProp: mapOr([netuid], U96F32Codec, U96F32.zero, "Root's part of a subnet, for readers."),
    MinerBurned: mapOr(
      [netuid],
      U96F32Codec,
      U96F32.zero,
      "Part of the last epoch's incentive that went to the owner's hotkeys and was withheld.",
    ),
    SubnetTaoInEmission: mapOr([netuid], Tao, Tao(0n), 'TAO that this block put into the pool.'),
    SubnetAlphaInEmission: mapOr([netuid], Alpha, NOTHING, 'Alpha that this block minted into the pool.'),
    SubnetAlphaOutEmission: mapOr([netuid], Alpha, NOTHING, 'Alpha that this block minted outside the pool.'),
    SubnetExcessTao: mapOr([netuid], Tao, Tao(0n), 'TAO with which the chain bought alpha in this block.'),

    PendingServerEmission: mapOr([netuid], Alpha, NOTHING, 'Alpha that waits for the miners.'),
    PendingValidatorEmission: mapOr([netuid], Alpha, NOTHING, 'Alpha that waits for the validators.'),
    PendingRootAlphaDivs: mapOr([netuid], Alpha, NOTHING, 'Alpha that waits for those who staked on root.'),
    PendingOwnerCut: mapOr([netuid], Alpha, NOTHING, "Alpha that waits for the subnet's owner."),

    AlphaDividendsPerSubnet: mapOr(
      [netuid, hot],
      Alpha,
      NOTHING,
      "What a hotkey's nominators got at the last epoch.",
    ),
    RootAlphaDividendsPerSubnet: mapOr(
      [netuid, hot],
      Alpha,
      NOTHING,
      "What became claimable by a hotkey's root stake at the last epoch.",
    ),
    TotalHotkeyAlphaLastEpoch: mapOr(
      [hot, netuid],
      Alpha,
      NOTHING,
      'Alpha staked to a hotkey after the dividends of the last epoch that paid it any.',
    ),

    RootClaimable: mapOr(
      [hot],
      RatesCodec,
      [],
      "Alpha due to each rao of a hotkey's root stake since its first dividend, by subnet.",
    ),
    RootClaimed: mapOr(
      [netuid, hot, cold],
      u128,
      0n,
      'How much of that a position has had, or came too late for.',
    ),
    RootClaimType: mapOr(
      [cold],
      RootClaimTypeEnum,
      { type: 'Swap', value: undefined },
      "What becomes of a coldkey's root dividends.",
    ),
    SubnetRootSellTao: mapOr([netuid], Tao, Tao(0n), 'TAO that sold root dividends ever took from the pool.'),
    StakingColdkeysByIndex: map([position], AccountId32, 'Coldkeys with root stake, without gaps.'),
    StakingColdkeys: map([accountIdentity], u64, 'The position of a coldkey with root stake.'),
    NumStakingColdkeys: value(u64, 0n, 'How many coldkeys have root stake.'),
  },
  calls: {
    121: call(
      'claim_root',
      { subnets: SubnetSet },
      "Claims the coldkey's root dividends of up to five subnets.",
    ),
    122: call(
      'set_root_claim_type',
      { new_root_claim_type: RootClaimTypeEnum },
      "Chooses what becomes of the coldkey's root dividends.",
    ),
  },
  events: {
    103: event(
      'AutoStakeAdded',
      { netuid: NetUid, destination: AccountId32, hotkey: AccountId32, owner: AccountId32, incentive: Alpha },
      "A miner's incentive was staked where its coldkey wants it.",
    ),
    107: event('RootClaimed', { coldkey: AccountId32 }, 'A coldkey claimed root dividends.'),
    108: event(
      'RootClaimTypeSet',
      { coldkey: AccountId32, root_claim_type: RootClaimTypeEnum },
      'A coldkey chose what becomes of its root dividends.',
    ),
  },
  errors: {
    122: error('InvalidSubnetNumber', 'From one to five subnets may be named, and none to keep is too few.'),
  },
})

export const {
  SubnetMovingPrice,
  RootProp,
  MinerBurned,
  SubnetTaoInEmission,
  SubnetAlphaInEmission,
  SubnetAlphaOutEmission,
  SubnetExcessTao,
  PendingServerEmission,
  PendingValidatorEmission,
  PendingRootAlphaDivs,
  PendingOwnerCut,
  AlphaDividendsPerSubnet,
  RootAlphaDividendsPerSubnet,
  TotalHotkeyAlphaLastEpoch,
  RootClaimable,
  RootClaimed,
  RootClaimType,
  SubnetRootSellTao,
  StakingColdkeysByIndex,
  StakingColdkeys,
  NumStakingColdkeys,
} = emission.storage
