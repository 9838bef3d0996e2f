// Hyperparameters that the epoch reads (chain-registry §3.5).
import { bool, i16, tuple, u16, u32, u64 } from '@taonet/wire'
import { netuidBlake } from '../../../nouns.ts'
import { param, paramUnder } from '../../../table.ts'

export const consensusParams = {
  Tempo: param(u16, 360, 'Blocks from one epoch to the next; 0 never runs. A change restarts the cycle.', {
    call: [30, 'sudo_set_tempo', 'tempo'],
    event: [50, 'TempoSet'],
  }),
  // Its calls stand in SubtensorModule (wire-interface §2.4).
  ActivityCutoffFactorMilli: param(
    u32,
    13_889,
    'Blocks without an update after which a uid counts as inactive, in thousandths of a tempo.',
    { min: 1_000, max: 50_000, who: 'owner', stamp: 'ActivityCutoffFactor' },
  ),
  ActivityCutoff: param(u16, 5_000, 'Kept for readers; the epoch uses the factor instead.', {
    min: 360,
    who: 'owner',
    call: [18, 'sudo_set_activity_cutoff', 'activity_cutoff'],
    event: [15, 'ActivityCutoffSet'],
    stamp: 'ActivityCutoff',
  }),
  Rho: param(u16, 10, 'Kept for readers; the epoch does not use it.', {
    who: 'owner',
    call: [17, 'sudo_set_rho', 'rho'],
    event: [16, 'RhoSet'],
    stamp: 'Rho',
  }),
  Kappa: param(u16, 32_767, 'Share of stake, of 65535, that makes a consensus.', {
    call: [16, 'sudo_set_kappa', 'kappa'],
    event: [18, 'KappaSet'],
  }),
  BondsMovingAverage: param(u64, 900_000n, 'Weight of old bonds at an epoch, in millionths.', {
    who: 'owner',
    call: [26, 'sudo_set_bonds_moving_average', 'bonds_moving_average'],
    event: [24, 'BondsMovingAverageSet'],
    stamp: 'BondsMovingAverage',
  }),
  BondsPenalty: param(u16, 65_535, 'How far weights above consensus are clipped for bonds, of 65535.', {
    who: 'owner',
    call: [60, 'sudo_set_bonds_penalty', 'bonds_penalty'],
    event: [25, 'BondsPenaltySet'],
    stamp: 'BondsPenalty',
  }),
  BondsResetOn: param(bool, false, 'Whether a miner may ask by commitment that all bonds to it be dropped.', {
    who: 'owner',
    call: [70, 'sudo_set_bonds_reset_enabled', 'enabled'],
    event: [26, 'BondsResetOnSet'],
    stamp: 'BondsResetEnabled',
  }),
  LiquidAlphaOn: paramUnder(
    [netuidBlake],
    bool,
    false,
    'Whether each bond has a rate of its own, from its distance to consensus.',
    {
      who: 'owner',
      call: [50, 'sudo_set_liquid_alpha_enabled', 'enabled'],
      stamp: 'LiquidAlphaEnabled',
    },
  ),
  AlphaValues: param(
    tuple(u16, u16),
    [45_875, 58_982],
    'Lowest and highest rate of a liquid bond, of 65535. Set by sudo_set_alpha_values.',
    { who: 'owner', stamp: 'AlphaValues' },
  ),
  AlphaSigmoidSteepness: param(i16, 1_000, 'Steepness of a liquid bond rate, in hundredths.', {
    who: 'owner',
    call: [68, 'sudo_set_alpha_sigmoid_steepness', 'steepness'],
    event: [17, 'AlphaSigmoidSteepnessSet'],
    stamp: 'AlphaSigmoidSteepness',
  }),
  Yuma3On: paramUnder([netuidBlake], bool, false, 'Whether bonds follow the third version of the rules.', {
    who: 'owner',
    call: [69, 'sudo_set_yuma3_enabled', 'enabled'],
    stamp: 'Yuma3Enabled',
  }),
  MaxAllowedValidators: param(u16, 128, 'How many uids hold a validator permit.', {
    call: [25, 'sudo_set_max_allowed_validators', 'max_allowed_validators'],
    event: [27, 'MaxAllowedValidatorsSet'],
  }),
} as const
