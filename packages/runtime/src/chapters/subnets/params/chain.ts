// Parameters of the whole chain (chain-registry §3.5, last paragraph): root alone sets them.
import { bool, I64F64, I96F32, U64F64, u8, u16, u64 } from '@taonet/wire'
import { I64F64Codec, I96F32Codec, U64F64Codec } from '../../../fixed-codecs.ts'
import { Tao } from '../../../nouns.ts'
import { globalParam } from '../../../table.ts'

export const chainParams = {
  AdminFreezeWindow: globalParam(u16, 10, 'Blocks before an epoch in which hyperparameters may not change.', {
    call: [74, 'sudo_set_admin_freeze_window', 'window'],
    event: [42, 'AdminFreezeWindowSet'],
  }),
  OwnerHyperparamRateLimit: globalParam(
    u16,
    2,
    'Tempos between two changes of one hyperparameter by its owner.',
    {
      call: [75, 'sudo_set_owner_hparam_rate_limit', 'epochs'],
      event: [43, 'OwnerHyperparamRateLimitSet'],
    },
  ),
  TxRateLimit: globalParam(u64, 1_000n, 'Blocks between two key swaps or raised takes of one coldkey.', {
    call: [2, 'sudo_set_tx_rate_limit', 'tx_rate_limit'],
    event: [39, 'TxRateLimitSet'],
  }),
  // The four below are set by calls of SubtensorModule (wire-interface §2.4, spec 343).
  TxChildkeyTakeRateLimit: globalParam(
    u64,
    216_000n,
    'Blocks that must pass before a child key raises its take.',
    {
      who: 'root',
      event: [41, 'TxChildKeyTakeRateLimitSet'],
    },
  ),
  MinChildkeyTake: globalParam(u16, 0, 'Smallest take of a child key, of 65535.', {
    who: 'root',
    event: [44, 'MinChildKeyTakeSet'],
  }),
  MaxChildkeyTake: globalParam(u16, 11_796, 'Largest take of a child key, of 65535.', {
    who: 'root',
    event: [45, 'MaxChildKeyTakeSet'],
  }),
  PendingChildKeyCooldown: globalParam(u64, 0n, 'Blocks from naming children to their taking effect.', {
    who: 'root',
  }),
  SubnetOwnerCut: globalParam(u16, 11_796, "The owner's share of the alpha minted, of 65535.", {
    call: [28, 'sudo_set_subnet_owner_cut', 'subnet_owner_cut'],
    event: [55, 'SubnetOwnerCutSet'],
  }),
  CKBurn: globalParam(u64, 0n, "Share of a parent's dividend that a foreign child burns, of 2^64 - 1.", {
    call: [73, 'sudo_set_ck_burn', 'burn'],
  }),
  NumRootClaim: globalParam(
    u64,
    5n,
    'Coldkeys whose root dividends are claimed by the chain in each block.',
    {
      max: 50n,
      who: 'root',
    },
  ),
  SubnetMovingAlpha: globalParam(I96F32Codec, I96F32.fromBits(12_885n), 'Full speed of the moving price.', {
    call: [63, 'sudo_set_subnet_moving_alpha', 'alpha'],
  }),
  TaoFlowCutoff: globalParam(
    I64F64Codec,
    I64F64.zero,
    'Flow below which a subnet would get no share; kept for readers.',
    {
      call: [81, 'sudo_set_tao_flow_cutoff', 'flow_cutoff'],
    },
  ),
  FlowNormExponent: globalParam(U64F64Codec, U64F64.one, 'Exponent of flow shares; kept for readers.', {
    min: U64F64.one,
    max: U64F64.fromInteger(2n),
    call: [82, 'sudo_set_tao_flow_normalization_exponent', 'exponent'],
  }),
  FlowEmaSmoothingFactor: globalParam(
    u64,
    29_597_889_189_277n,
    'Speed of the flow average, of 2^63; kept for readers.',
    {
      call: [83, 'sudo_set_tao_flow_smoothing_factor', 'smoothing_factor'],
    },
  ),
  NetTaoFlowEnabled: globalParam(
    bool,
    false,
    "Whether flow shares would be net of the protocol's own; kept for readers.",
    {
      call: [96, 'sudo_set_net_tao_flow_enabled', 'enabled'],
    },
  ),
  NetworkRateLimit: globalParam(u64, 7_200n, 'Blocks between two registrations of subnets by anybody.', {
    call: [29, 'sudo_set_network_rate_limit', 'rate_limit'],
    event: [56, 'NetworkRateLimitSet'],
  }),
  NetworkImmunityPeriod: globalParam(u64, 1_296_000n, 'Blocks in which a new subnet is not pruned.', {
    call: [35, 'sudo_set_network_immunity_period', 'immunity_period'],
    event: [57, 'NetworkImmunityPeriodSet'],
  }),
  NetworkMinLockCost: globalParam(Tao, Tao(1_000_000_000_000n), 'Smallest price of a subnet, in rao.', {
    call: [36, 'sudo_set_network_min_lock_cost', 'lock_cost'],
    event: [58, 'NetworkMinLockCostSet'],
  }),
  NetworkLockReductionInterval: globalParam(
    u64,
    100_800n,
    'Blocks in which the price of a subnet falls by its last value.',
    {
      call: [38, 'sudo_set_lock_reduction_interval', 'interval'],
      event: [60, 'NetworkLockCostReductionIntervalSet'],
    },
  ),
  SubnetLimit: globalParam(u16, 128, 'Subnets beside root at a time.', {
    call: [37, 'sudo_set_subnet_limit', 'max_subnets'],
    event: [59, 'SubnetLimitSet'],
  }),
  StartCallDelay: globalParam(u64, 0n, 'Blocks a new subnet waits before start_call.', {
    call: [85, 'sudo_set_start_call_delay', 'delay'],
  }),
  MaxMechanismCount: globalParam(u8, 2, 'Most mechanisms of one subnet.', {
    min: 1,
    max: 16,
    call: [88, 'sudo_set_max_mechanism_count', 'max_mechanism_count'],
  }),
  MaxEpochsPerBlock: globalParam(u8, 2, 'Most epochs run in one block; further ones wait for the next.', {
    min: 1,
    call: [92, 'sudo_set_max_epochs_per_block', 'max_epochs_per_block'],
  }),
} as const
