// The hyperparameters of a subnet, in three editions (wire-runtime-apis §2, SubnetHyperparams).
import { arm, bool, bytes, compact, struct, u32, u128, union, type ValueOf, vec } from '@taonet/wire'
import { I32F32Codec, U64F64Codec } from '../../fixed-codecs.ts'
import { c16, c64, cTao, rpcInfo } from './words.ts'

const first = {
  rho: c16,
  kappa: c16,
  immunity_period: c16,
  min_allowed_weights: c16,
  max_weights_limit: c16,
  tempo: c16,
  min_difficulty: c64,
  max_difficulty: c64,
  weights_version: c64,
  weights_rate_limit: c64,
  adjustment_interval: c16,
  activity_cutoff: c16,
  registration_allowed: bool,
  target_regs_per_interval: c16,
  min_burn: cTao,
  max_burn: cTao,
  bonds_moving_avg: c64,
  max_regs_per_block: c16,
  serving_rate_limit: c64,
  max_validators: c16,
  adjustment_alpha: c64,
  difficulty: c64,
  commit_reveal_period: c64,
  commit_reveal_weights_enabled: bool,
  alpha_high: c16,
  alpha_low: c16,
  liquid_alpha_enabled: bool,
} as const

export const SubnetHyperparams = struct(rpcInfo('subnet_info', 'SubnetHyperparams'), first)
export type SubnetHyperparams = ValueOf<typeof SubnetHyperparams>

export const SubnetHyperparamsV2 = struct(rpcInfo('subnet_info', 'SubnetHyperparamsV2'), {
  ...first,
  alpha_sigmoid_steepness: I32F32Codec,
  yuma_version: c16,
  subnet_is_active: bool,
  transfers_enabled: bool,
  bonds_reset_enabled: bool,
  user_liquidity_enabled: bool,
})
export type SubnetHyperparamsV2 = ValueOf<typeof SubnetHyperparamsV2>

/** From the third edition on, hyperparameters are a list, so that a further one breaks no reader. */
export const HyperparamValue = union(rpcInfo('subnet_info', 'HyperparamValue'), {
  0: arm('Bool', bool),
  1: arm('U16', c16),
  2: arm('U32', compact(u32)),
  3: arm('U64', c64),
  4: arm('U128', compact(u128)),
  5: arm('TaoBalance', cTao),
  6: arm('I32F32', I32F32Codec),
  7: arm('U64F64', U64F64Codec),
})
export type HyperparamValue = ValueOf<typeof HyperparamValue>

export const SubnetHyperparamsV3 = vec(
  struct(rpcInfo('subnet_info', 'HyperparamEntry'), { name: bytes, value: HyperparamValue }),
)
export type SubnetHyperparamsV3 = ValueOf<typeof SubnetHyperparamsV3>
