// A subnet's hyperparameters under the names that answers give them.
import { I32F32 } from '@taonet/wire'
import {
  AdjustmentAlpha,
  AdjustmentInterval,
  Burn,
  Difficulty,
  ImmunityPeriod,
  MaxAllowedUids,
  MaxBurn,
  MaxDifficulty,
  MaxRegistrationsPerBlock,
  MinBurn,
  MinDifficulty,
  NetworkPowRegistrationAllowed,
  NetworkRegistrationAllowed,
  ServingRateLimit,
  SubnetworkN,
  TargetRegistrationsPerInterval,
} from '../../chapters/neurons/table.ts'
import { TransferToggle } from '../../chapters/staking/table.ts'
import {
  ActivityCutoff,
  AlphaSigmoidSteepness,
  AlphaValues,
  BondsMovingAverage,
  BondsResetOn,
  CommitRevealWeightsEnabled,
  Kappa,
  LiquidAlphaOn,
  MaxAllowedValidators,
  MaxWeightsLimit,
  MinAllowedWeights,
  RevealPeriodEpochs,
  Rho,
  SubtokenEnabled,
  WeightsSetRateLimit,
  WeightsVersionKey,
  Yuma3On,
} from '../../chapters/subnets/table.ts'
import type { SubnetHyperparamsV2 } from '../types/hyperparams.ts'
import type { Metagraph } from '../types/metagraph.ts'
import type { Readers } from './fields.ts'
import { terms } from './terms.ts'

type OnlyInMetagraph = 'num_uids' | 'max_uids' | 'burn' | 'pow_registration_allowed'

export const parameters: Readers<SubnetHyperparamsV2 & Pick<Metagraph, OnlyInMetagraph>> = {
  rho: ({ world, netuid }) => Rho.get(world, netuid),
  kappa: ({ world, netuid }) => Kappa.get(world, netuid),
  immunity_period: ({ world, netuid }) => ImmunityPeriod.get(world, netuid),
  min_allowed_weights: ({ world, netuid }) => MinAllowedWeights.get(world, netuid),
  max_weights_limit: ({ world, netuid }) => MaxWeightsLimit.get(world, netuid),
  tempo: terms.tempo,
  min_difficulty: ({ world, netuid }) => MinDifficulty.get(world, netuid),
  max_difficulty: ({ world, netuid }) => MaxDifficulty.get(world, netuid),
  weights_version: ({ world, netuid }) => WeightsVersionKey.get(world, netuid),
  weights_rate_limit: ({ world, netuid }) => WeightsSetRateLimit.get(world, netuid),
  adjustment_interval: ({ world, netuid }) => AdjustmentInterval.get(world, netuid),
  activity_cutoff: ({ world, netuid }) => ActivityCutoff.get(world, netuid),
  registration_allowed: ({ world, netuid }) => NetworkRegistrationAllowed.get(world, netuid),
  target_regs_per_interval: ({ world, netuid }) => TargetRegistrationsPerInterval.get(world, netuid),
  min_burn: ({ world, netuid }) => MinBurn.get(world, netuid),
  max_burn: ({ world, netuid }) => MaxBurn.get(world, netuid),
  bonds_moving_avg: ({ world, netuid }) => BondsMovingAverage.get(world, netuid),
  max_regs_per_block: ({ world, netuid }) => MaxRegistrationsPerBlock.get(world, netuid),
  serving_rate_limit: ({ world, netuid }) => ServingRateLimit.get(world, netuid),
  max_validators: ({ world, netuid }) => MaxAllowedValidators.get(world, netuid),
  adjustment_alpha: ({ world, netuid }) => AdjustmentAlpha.get(world, netuid),
  difficulty: ({ world, netuid }) => Difficulty.get(world, netuid),
  commit_reveal_period: ({ world, netuid }) => RevealPeriodEpochs.get(world, netuid),
  commit_reveal_weights_enabled: ({ world, netuid }) => CommitRevealWeightsEnabled.get(world, netuid),
  alpha_high: ({ world, netuid }) => AlphaValues.get(world, netuid)[1],
  alpha_low: ({ world, netuid }) => AlphaValues.get(world, netuid)[0],
  liquid_alpha_enabled: ({ world, netuid }) => LiquidAlphaOn.get(world, netuid),
  /** As it is set, in hundredths. */
  alpha_sigmoid_steepness: ({ world, netuid }) =>
    I32F32.fromInteger(BigInt(AlphaSigmoidSteepness.get(world, netuid))),
  yuma_version: ({ world, netuid }) => (Yuma3On.get(world, netuid) ? 3 : 2),
  /** Whether its token may be traded. */
  subnet_is_active: ({ world, netuid }) => SubtokenEnabled.get(world, netuid),
  transfers_enabled: ({ world, netuid }) => TransferToggle.get(world, netuid),
  bonds_reset_enabled: ({ world, netuid }) => BondsResetOn.get(world, netuid),
  /** Pools take no liquidity from users (chain-weights-staking §5.4). */
  user_liquidity_enabled: () => false,
  num_uids: ({ world, netuid }) => SubnetworkN.get(world, netuid),
  max_uids: ({ world, netuid }) => MaxAllowedUids.get(world, netuid),
  burn: ({ world, netuid }) => Burn.get(world, netuid),
  pow_registration_allowed: ({ world, netuid }) => NetworkPowRegistrationAllowed.get(world, netuid),
}
