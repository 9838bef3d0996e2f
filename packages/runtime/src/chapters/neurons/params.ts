// Hyperparameters of registration, uids and serving (chain-registry §3.4, §3.5, §3.6, §3.8).
import { bool, U64F64, u16, u64 } from '@taonet/wire'
import { U64F64Codec } from '../../fixed-codecs.ts'
import { Tao } from '../../nouns.ts'
import { param } from '../../table.ts'

export const registrationParams = {
  MaxAllowedUids: param(u16, 4_096, 'Seats of the subnet.', {
    max: 256,
    who: 'owner',
    call: [15, 'sudo_set_max_allowed_uids', 'max_allowed_uids'],
    event: [9, 'MaxAllowedUidsSet'],
    stamp: 'MaxAllowedUids',
  }),
  MinAllowedUids: param(u16, 64, 'Seats below which the subnet may not be trimmed.', {
    call: [79, 'sudo_set_min_allowed_uids', 'min_allowed_uids'],
    event: [105, 'MinAllowedUidsSet'],
  }),
  ImmunityPeriod: param(u16, 4_096, 'Blocks after its registration in which a uid is not replaced.', {
    who: 'owner',
    call: [13, 'sudo_set_immunity_period', 'immunity_period'],
    event: [23, 'ImmunityPeriodSet'],
    stamp: 'ImmunityPeriod',
  }),
  MinNonImmuneUids: param(u16, 10, 'Up to so many uids beyond immunity are spared when a seat is needed.', {
    call: [84, 'sudo_set_min_non_immune_uids', 'min'],
  }),
  ImmuneOwnerUidsLimit: param(u16, 1, 'How many uids of the owner are never replaced.', {
    min: 1,
    max: 10,
    who: 'owner',
    call: [72, 'sudo_set_owner_immune_neuron_limit', 'immune_neurons'],
    stamp: 'ImmuneNeuronLimit',
  }),
  NetworkRegistrationAllowed: param(bool, true, 'Whether neurons may register; false stops emission too.', {
    call: [19, 'sudo_set_network_registration_allowed', 'registration_allowed'],
    event: [48, 'RegistrationAllowed'],
  }),
  RegistrationNeedsApproval: param(
    bool,
    false,
    'Whether only coldkeys and hotkeys that the owner or root approved may register.',
    { who: 'owner', call: [240, 'sudo_set_registration_needs_approval', 'needed'] },
  ),
  NetworkPowRegistrationAllowed: param(bool, true, 'Kept for readers; there is no registration by work.', {
    who: 'none',
  }),
  Burn: param(Tao, Tao(100_000_000n), 'Price of a registration now, in rao.', { who: 'none' }),
  MinBurn: param(Tao, Tao(500_000n), 'Lowest price of a registration, in rao.', {
    max: Tao(999_999_999n),
    who: 'owner',
    call: [22, 'sudo_set_min_burn', 'min_burn'],
    event: [38, 'MinBurnSet'],
    stamp: 'MinBurn',
  }),
  MaxBurn: param(Tao, Tao(100_000_000_000n), 'Highest price of a registration, in rao.', {
    min: Tao(100_000_001n),
    who: 'owner',
    call: [23, 'sudo_set_max_burn', 'max_burn'],
    event: [37, 'MaxBurnSet'],
    stamp: 'MaxBurn',
  }),
  BurnHalfLife: param(u16, 360, 'Blocks in which the price of a registration halves.', {
    min: 1,
    max: 36_100,
    who: 'owner',
    call: [89, 'sudo_set_burn_half_life', 'burn_half_life'],
    stamp: 'BurnHalfLife',
  }),
  BurnIncreaseMult: param(
    U64F64Codec,
    U64F64.fromBits(23_242_897_532_874_035_200n),
    'By what a registration multiplies the price of the next.',
    {
      min: U64F64.one,
      max: U64F64.fromInteger(3n),
      who: 'owner',
      call: [90, 'sudo_set_burn_increase_mult', 'burn_increase_mult'],
      stamp: 'BurnIncreaseMult',
    },
  ),
  RAORecycledForRegistration: param(Tao, Tao(0n), 'What registrations have paid so far, in rao.', {
    call: [39, 'sudo_set_rao_recycled', 'rao_recycled'],
    event: [51, 'RAORecycledForRegistrationSet'],
    window: false,
  }),
  MaxRegistrationsPerBlock: param(u16, 1, 'Registrations in a block; only root heeds it.', {
    call: [27, 'sudo_set_max_registrations_per_block', 'max_registrations_per_block'],
    event: [14, 'MaxRegistrationsPerBlockSet'],
  }),
  TargetRegistrationsPerInterval: param(
    u16,
    2,
    'Registrations aimed at in an interval; only root heeds it.',
    {
      call: [21, 'sudo_set_target_registrations_per_interval', 'target_registrations_per_interval'],
      event: [13, 'RegistrationPerIntervalSet'],
    },
  ),
  AdjustmentInterval: param(u16, 100, 'Kept for readers; prices move in every block.', {
    call: [8, 'sudo_set_adjustment_interval', 'adjustment_interval'],
    event: [12, 'AdjustmentIntervalSet'],
  }),
  AdjustmentAlpha: param(u64, 0n, 'Kept for readers; prices move in every block.', {
    who: 'owner',
    call: [9, 'sudo_set_adjustment_alpha', 'adjustment_alpha'],
    event: [53, 'AdjustmentAlphaSet'],
    stamp: 'AdjustmentAlpha',
  }),
  Difficulty: param(u64, 10_000_000n, 'Kept for readers; there is no registration by work.', {
    call: [24, 'sudo_set_difficulty', 'difficulty'],
    event: [11, 'DifficultySet'],
  }),
  MinDifficulty: param(u64, 10_000_000n, 'Kept for readers; there is no registration by work.', {
    call: [4, 'sudo_set_min_difficulty', 'min_difficulty'],
    event: [33, 'MinDifficultySet'],
  }),
  MaxDifficulty: param(u64, (1n << 62n) - 1n, 'Kept for readers; there is no registration by work.', {
    who: 'owner',
    call: [5, 'sudo_set_max_difficulty', 'max_difficulty'],
    event: [34, 'MaxDifficultySet'],
    stamp: 'MaxDifficulty',
  }),
  ServingRateLimit: param(
    u64,
    50n,
    'Blocks between two announcements of an address by one hotkey; 0 = none.',
    {
      who: 'owner',
      call: [3, 'sudo_set_serving_rate_limit', 'serving_rate_limit'],
      event: [35, 'ServingRateLimitSet'],
      stamp: 'ServingRateLimit',
    },
  ),
} as const
