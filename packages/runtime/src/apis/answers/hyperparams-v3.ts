// The hyperparameters as a list: names and kinds in the order of wire-runtime-apis §2, SubnetHyperparamsV3.
import { encode, str } from '@taonet/wire'
import { BurnHalfLife, BurnIncreaseMult } from '../../chapters/neurons/table.ts'
import {
  ActivityCutoffFactorMilli,
  MinChildkeyTakePerSubnet,
  OwnerCutAutoLockEnabled,
  OwnerCutEnabled,
} from '../../chapters/subnets/table.ts'
import type { HyperparamValue, SubnetHyperparamsV3 } from '../types/hyperparams.ts'
import { parameters } from './parameters.ts'
import type { SubnetAt } from './subnet-at.ts'

type Type = HyperparamValue['type']
type ValueAs<T extends Type> = Extract<HyperparamValue, { readonly type: T }>['value']

const as =
  <T extends Type>(type: T, read: (subnet: SubnetAt) => ValueAs<T>) =>
  (subnet: SubnetAt): { readonly type: T; readonly value: ValueAs<T> } => ({ type, value: read(subnet) })

const entries: Readonly<Record<string, (subnet: SubnetAt) => HyperparamValue>> = {
  kappa: as('U16', parameters.kappa),
  immunity_period: as('U16', parameters.immunity_period),
  min_allowed_weights: as('U16', parameters.min_allowed_weights),
  max_weights_limit: as('U16', parameters.max_weights_limit),
  tempo: as('U16', parameters.tempo),
  weights_version: as('U64', parameters.weights_version),
  weights_rate_limit: as('U64', parameters.weights_rate_limit),
  activity_cutoff: as('U16', parameters.activity_cutoff),
  activity_cutoff_factor: as('U32', ({ world, netuid }) => ActivityCutoffFactorMilli.get(world, netuid)),
  registration_allowed: as('Bool', parameters.registration_allowed),
  target_regs_per_interval: as('U16', parameters.target_regs_per_interval),
  min_burn: as('TaoBalance', parameters.min_burn),
  max_burn: as('TaoBalance', parameters.max_burn),
  burn_half_life: as('U16', ({ world, netuid }) => BurnHalfLife.get(world, netuid)),
  burn_increase_mult: as('U64F64', ({ world, netuid }) => BurnIncreaseMult.get(world, netuid)),
  bonds_moving_avg: as('U64', parameters.bonds_moving_avg),
  max_regs_per_block: as('U16', parameters.max_regs_per_block),
  serving_rate_limit: as('U64', parameters.serving_rate_limit),
  max_validators: as('U16', parameters.max_validators),
  commit_reveal_period: as('U64', parameters.commit_reveal_period),
  commit_reveal_weights_enabled: as('Bool', parameters.commit_reveal_weights_enabled),
  alpha_high: as('U16', parameters.alpha_high),
  alpha_low: as('U16', parameters.alpha_low),
  liquid_alpha_enabled: as('Bool', parameters.liquid_alpha_enabled),
  alpha_sigmoid_steepness: as('I32F32', parameters.alpha_sigmoid_steepness),
  yuma_version: as('U16', parameters.yuma_version),
  subnet_is_active: as('Bool', parameters.subnet_is_active),
  transfers_enabled: as('Bool', parameters.transfers_enabled),
  bonds_reset_enabled: as('Bool', parameters.bonds_reset_enabled),
  user_liquidity_enabled: as('Bool', parameters.user_liquidity_enabled),
  owner_cut_enabled: as('Bool', ({ world, netuid }) => OwnerCutEnabled.get(world, netuid)),
  owner_cut_auto_lock_enabled: as('Bool', ({ world, netuid }) => OwnerCutAutoLockEnabled.get(world, netuid)),
  min_childkey_take: as('U16', ({ world, netuid }) => MinChildkeyTakePerSubnet.get(world, netuid)),
}

// Shorter than 64 bytes, so SCALE puts one byte of length before its UTF-8.
const named = Object.entries(entries).map(([name, read]) => [encode(str, name).subarray(1), read] as const)

export const hyperparamsV3 = (subnet: SubnetAt): SubnetHyperparamsV3 =>
  named.map(([name, read]) => ({ name, value: read(subnet) }))
