// Staking: who owns a hotkey, who staked how much where, the pools' reserves, and what may be done with all of it
// (chain-weights-staking §5).
import {
  AccountId32,
  bool,
  i64,
  option,
  SAFE_FLOAT_ZERO,
  tuple,
  U64F64,
  u16,
  u64,
  u128,
  vec,
} from '@taonet/wire'
import { map, mapOr, value, view } from '../../cell.ts'
import { I64F64Codec, SafeFloatCodec, U64F64Codec } from '../../fixed-codecs.ts'
import {
  Alpha,
  account64,
  accountIdentity,
  cold,
  hot,
  NetUid,
  netuid,
  Tao,
  ZERO_ACCOUNT,
} from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import { call, chapter, error, event, globalParam, param, tupleEvent } from '../../table.ts'

const accounts = vec(AccountId32)
const NONE = Alpha(0n)

export const staking = chapter(SubtensorModule, {
  params: {
    StakeThreshold: globalParam(
      u64,
      0n,
      'Weighted stake (rao) that a validator needs to set weights and to count in an epoch.',
      {
        call: [42, 'sudo_set_stake_threshold', 'min_stake'],
        event: [52, 'StakeThresholdSet'],
      },
    ),
    NominatorMinRequiredStake: globalParam(
      u64,
      0n,
      'TAO value (rao) below which a nomination to a foreign hotkey is paid out.',
      { call: [43, 'sudo_set_nominator_min_required_stake', 'min_stake'] },
    ),
    TaoWeight: globalParam(
      u64,
      971_718_665_099_567_868n,
      'What a TAO staked on root counts beside one alpha, as a fraction of 2^64-1.',
    ),
    MaxDelegateTake: globalParam(
      u16,
      11_796,
      "Largest share of its nominators' dividends a hotkey may keep, of 65535.",
      {
        call: [1, 'sudo_set_default_take', 'default_take'],
        event: [64, 'MaxDelegateTakeSet'],
      },
    ),
    MinDelegateTake: globalParam(
      u16,
      0,
      "Smallest share of its nominators' dividends a hotkey may keep, of 65535.",
      {
        call: [46, 'sudo_set_min_delegate_take', 'take'],
        event: [65, 'MinDelegateTakeSet'],
      },
    ),
    TxDelegateTakeRateLimit: globalParam(
      u64,
      216_000n,
      'Blocks that must pass before a take is raised again.',
      {
        call: [45, 'sudo_set_tx_delegate_take_rate_limit', 'tx_rate_limit'],
        event: [40, 'TxDelegateTakeRateLimitSet'],
      },
    ),
    TransferToggle: param(bool, true, 'Whether stake on the subnet may change hands.', {
      who: 'owner',
      call: [61, 'sudo_set_toggle_transfer', 'toggle'],
      stamp: 'TransferEnabled',
      event: [87, 'TransferToggle'],
    }),
  },
  storage: {
    Owner: mapOr([hot], AccountId32, ZERO_ACCOUNT, 'The coldkey that owns a hotkey.'),
    OwnedHotkeys: mapOr([cold], accounts, [], 'Hotkeys that a coldkey owns.'),
    StakingHotkeys: mapOr([cold], accounts, [], 'Hotkeys that a coldkey has ever staked to, oldest first.'),
    Delegates: mapOr(
      [hot],
      u16,
      11_796,
      "The share of its nominators' dividends that a hotkey keeps, of 65535.",
    ),
    LastTxBlockDelegateTake: mapOr([accountIdentity], u64, 0n, "When a hotkey's take last changed."),
    AutoStakeDestination: map(
      [cold, netuid],
      AccountId32,
      "Hotkey that a coldkey's mining incentive is staked to.",
    ),
    AutoStakeDestinationColdkeys: mapOr(
      [hot, netuid],
      accounts,
      [],
      'Coldkeys whose incentive goes to a hotkey.',
    ),

    AlphaV2: mapOr(
      [hot, cold, netuid],
      SafeFloatCodec,
      SAFE_FLOAT_ZERO,
      "A coldkey's shares of a hotkey's pool.",
    ),
    TotalHotkeySharesV2: mapOr(
      [hot, netuid],
      SafeFloatCodec,
      SAFE_FLOAT_ZERO,
      "All shares of a hotkey's pool.",
    ),
    TotalHotkeyAlpha: mapOr([hot, netuid], Alpha, NONE, 'Alpha staked to a hotkey by everybody.'),
    Alpha: view(
      [hot, cold, netuid],
      U64F64Codec,
      U64F64.zero,
      'AlphaV2 in the binary format of older clients.',
    ),
    TotalHotkeyShares: view(
      [hot, netuid],
      U64F64Codec,
      U64F64.zero,
      'TotalHotkeySharesV2 in the binary format of older clients.',
    ),
    LastColdkeyHotkeyStakeBlock: map(
      [account64, account64],
      u64,
      'When a coldkey last moved stake of a hotkey.',
    ),

    SubnetTAO: mapOr([netuid], Tao, Tao(0n), "TAO in a subnet's pool; on root, the TAO staked there."),
    SubnetAlphaIn: mapOr([netuid], Alpha, NONE, "Alpha in a subnet's pool."),
    SubnetAlphaOut: mapOr(
      [netuid],
      Alpha,
      NONE,
      'Alpha outside the pool: staked, pending or protocol-owned.',
    ),
    SubnetProtocolAlpha: mapOr([netuid], Alpha, NONE, 'Alpha bought by the chain, owned by nobody.'),
    SubnetVolume: mapOr([netuid], u128, 0n, 'TAO that ever went through the pool.'),
    SubnetTaoFlow: mapOr([netuid], i64, 0n, "Users' TAO in less TAO out since the flow was last averaged."),
    // Flows are recorded and not averaged (chain-emission §1.4), but a stock CLI lists no subnet without this row.
    SubnetEmaTaoFlow: map(
      [netuid],
      tuple(u64, I64F64Codec),
      'Kept for readers: block and value of the last average of the flow.',
    ),
    TotalStake: value(Tao, Tao(0n), 'TAO on all subnets.'),
  },
  calls: {
    2: call(
      'add_stake',
      { hotkey: AccountId32, netuid: NetUid, amount_staked: Tao },
      "Buys alpha of a subnet with the coldkey's TAO and stakes it to a hotkey.",
    ),
    3: call(
      'remove_stake',
      { hotkey: AccountId32, netuid: NetUid, amount_unstaked: Alpha },
      'Takes alpha from a hotkey and sells it for TAO.',
    ),
    65: call('decrease_take', { hotkey: AccountId32, take: u16 }, 'Lowers the take of a hotkey.'),
    66: call('increase_take', { hotkey: AccountId32, take: u16 }, 'Raises the take of a hotkey.'),
    83: call('unstake_all', { hotkey: AccountId32 }, 'Sells everything the coldkey has staked to a hotkey.'),
    84: call(
      'unstake_all_alpha',
      { hotkey: AccountId32 },
      'Sells everything the coldkey has staked to a hotkey outside root and stakes the TAO on root.',
    ),
    85: call(
      'move_stake',
      {
        origin_hotkey: AccountId32,
        destination_hotkey: AccountId32,
        origin_netuid: NetUid,
        destination_netuid: NetUid,
        alpha_amount: Alpha,
      },
      'Moves stake of the coldkey to another hotkey, another subnet or both.',
    ),
    86: call(
      'transfer_stake',
      {
        destination_coldkey: AccountId32,
        hotkey: AccountId32,
        origin_netuid: NetUid,
        destination_netuid: NetUid,
        alpha_amount: Alpha,
      },
      'Gives stake on a hotkey to another coldkey, on the same subnet or another.',
    ),
    87: call(
      'swap_stake',
      { hotkey: AccountId32, origin_netuid: NetUid, destination_netuid: NetUid, alpha_amount: Alpha },
      'Moves stake on a hotkey to another subnet.',
    ),
    88: call(
      'add_stake_limit',
      { hotkey: AccountId32, netuid: NetUid, amount_staked: Tao, limit_price: Tao, allow_partial: bool },
      'add_stake that buys up to a price in rao per alpha.',
    ),
    89: call(
      'remove_stake_limit',
      { hotkey: AccountId32, netuid: NetUid, amount_unstaked: Alpha, limit_price: Tao, allow_partial: bool },
      'remove_stake that sells down to a price in rao per alpha.',
    ),
    90: call(
      'swap_stake_limit',
      {
        hotkey: AccountId32,
        origin_netuid: NetUid,
        destination_netuid: NetUid,
        alpha_amount: Alpha,
        limit_price: Tao,
        allow_partial: bool,
      },
      'swap_stake down to a ratio of both prices, origin over destination, times 1e9.',
    ),
    91: call('try_associate_hotkey', { hotkey: AccountId32 }, 'Claims a hotkey that nobody owns yet.'),
    101: call(
      'recycle_alpha',
      { hotkey: AccountId32, amount: Alpha, netuid: NetUid },
      'Ends alpha of the coldkey; the issuance falls.',
    ),
    102: call(
      'burn_alpha',
      { hotkey: AccountId32, amount: Alpha, netuid: NetUid },
      'Takes alpha from the coldkey for good; the issuance stays.',
    ),
    103: call(
      'remove_stake_full_limit',
      { hotkey: AccountId32, netuid: NetUid, limit_price: option(Tao) },
      'Sells the whole stake, fully or not at all when a price is given.',
    ),
    114: call(
      'set_coldkey_auto_stake_hotkey',
      { netuid: NetUid, hotkey: AccountId32 },
      "Names the hotkey that the coldkey's mining incentive is staked to.",
    ),
    132: call(
      'add_stake_burn',
      { hotkey: AccountId32, netuid: NetUid, amount: Tao, limit: option(Tao) },
      'Buys alpha and burns it, up to a price in rao per alpha when one is given.',
    ),
  },
  events: {
    2: tupleEvent(
      'StakeAdded',
      { coldkey: AccountId32, hotkey: AccountId32, tao: Tao, alpha: Alpha, netuid: NetUid, fee: u64 },
      'TAO became stake.',
    ),
    3: tupleEvent(
      'StakeRemoved',
      { coldkey: AccountId32, hotkey: AccountId32, tao: Tao, alpha: Alpha, netuid: NetUid, fee: u64 },
      'Stake became TAO.',
    ),
    4: tupleEvent(
      'StakeMoved',
      {
        coldkey: AccountId32,
        origin_hotkey: AccountId32,
        origin_netuid: NetUid,
        destination_hotkey: AccountId32,
        destination_netuid: NetUid,
        tao: Tao,
      },
      'Stake went to another hotkey or subnet.',
    ),
    30: tupleEvent(
      'DelegateAdded',
      { coldkey: AccountId32, hotkey: AccountId32, take: u16 },
      'A hotkey takes nominations.',
    ),
    61: tupleEvent(
      'TakeDecreased',
      { coldkey: AccountId32, hotkey: AccountId32, take: u16 },
      'A hotkey lowered its take.',
    ),
    62: tupleEvent(
      'TakeIncreased',
      { coldkey: AccountId32, hotkey: AccountId32, take: u16 },
      'A hotkey raised its take.',
    ),
    85: tupleEvent(
      'StakeTransferred',
      {
        coldkey: AccountId32,
        destination_coldkey: AccountId32,
        hotkey: AccountId32,
        origin_netuid: NetUid,
        destination_netuid: NetUid,
        tao: Tao,
      },
      'Stake went to another coldkey.',
    ),
    86: tupleEvent(
      'StakeSwapped',
      {
        coldkey: AccountId32,
        hotkey: AccountId32,
        origin_netuid: NetUid,
        destination_netuid: NetUid,
        tao: Tao,
      },
      'Stake went to another subnet.',
    ),
    90: tupleEvent(
      'AlphaRecycled',
      { coldkey: AccountId32, hotkey: AccountId32, alpha: Alpha, netuid: NetUid },
      'Alpha ended, and the issuance fell.',
    ),
    91: tupleEvent(
      'AlphaBurned',
      { coldkey: AccountId32, hotkey: AccountId32, alpha: Alpha, netuid: NetUid },
      'Alpha was taken for good.',
    ),
    106: event(
      'AutoStakeDestinationSet',
      { coldkey: AccountId32, netuid: NetUid, hotkey: AccountId32 },
      'A coldkey chose where its incentive is staked.',
    ),
    125: event(
      'AddStakeBurn',
      { netuid: NetUid, hotkey: AccountId32, amount: Tao, alpha: Alpha },
      'Alpha was bought and burnt.',
    ),
    126: event(
      'TransactionFeePaidWithAlpha',
      { who: AccountId32, netuid: NetUid, alpha_fee: Alpha, tao_amount: Tao },
      'Alpha was sold for the fee of an extrinsic.',
    ),
  },
  errors: {
    5: error('HotKeyAccountNotExists', 'No coldkey owns this hotkey.'),
    7: error('NonAssociatedColdKey', 'The hotkey belongs to another coldkey.'),
    9: error('NotEnoughStakeToWithdraw', 'Less is staked than was asked for.'),
    12: error('NotEnoughBalanceToStake', 'The coldkey has less free TAO than was asked for.'),
    33: error('DelegateTxRateLimitExceeded', 'The take was changed too recently.'),
    48: error('DelegateTakeTooLow', 'The take is below what is allowed here.'),
    49: error('DelegateTakeTooHigh', 'The take is above what is allowed here.'),
    79: error('AmountTooLow', 'The amount is below the smallest one that may be staked or left.'),
    80: error('InsufficientLiquidity', 'The pool cannot take or give this amount.'),
    81: error('SlippageTooHigh', 'The whole amount does not fit within the price limit.'),
    82: error('TransferDisallowed', 'Stake on one of the subnets may not change hands.'),
    88: error('CannotBurnOrRecycleOnRootSubnet', 'Root stake is TAO and is neither burnt nor recycled.'),
    91: error('SubtokenDisabled', "The subnet's token cannot be traded yet."),
    93: error('ZeroMaxStakeAmount', 'The ratio of prices lets nothing through.'),
    94: error('SameNetuid', 'Nothing would change.'),
    95: error('InsufficientBalance', 'Nothing can be taken without closing the account.'),
    116: error('SameAutoStakeHotkeyAlreadySet', 'The incentive already goes to this hotkey.'),
    141: error('CannotUseSystemAccount', 'The account belongs to a subnet itself.'),
  },
})

export const {
  StakeThreshold,
  NominatorMinRequiredStake,
  TaoWeight,
  MaxDelegateTake,
  MinDelegateTake,
  TxDelegateTakeRateLimit,
  TransferToggle,
  Owner,
  OwnedHotkeys,
  StakingHotkeys,
  Delegates,
  LastTxBlockDelegateTake,
  AutoStakeDestination,
  AutoStakeDestinationColdkeys,
  AlphaV2,
  TotalHotkeySharesV2,
  TotalHotkeyAlpha,
  LastColdkeyHotkeyStakeBlock,
  SubnetTAO,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetProtocolAlpha,
  SubnetVolume,
  SubnetTaoFlow,
  TotalStake,
} = staking.storage
