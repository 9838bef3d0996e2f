// The vectors' way of writing an epoch's input, turned into the runtime's.

import { I64F64 } from '@taonet/wire'
import type { MechanismEpoch, SubnetEpoch } from '../../src/chapters/epoch/epoch.ts'
import type { Row } from '../../src/chapters/epoch/sparse.ts'

export type Rows = { readonly [uid: string]: Row }

export interface SubnetInput {
  readonly n: number
  readonly block: number
  readonly stake: readonly (number | string)[]
  readonly block_at_registration: readonly number[]
  readonly permits: readonly boolean[]
  readonly max_validators: number
  readonly kappa: number
  readonly bonds_penalty: number
  readonly bonds_moving_average: number
  readonly liquid_alpha: boolean
  readonly alpha_low: number
  readonly alpha_high: number
  readonly steepness: number
  readonly yuma3: boolean
  readonly tempo: number
  readonly last_step: number
  readonly activity_cutoff: number
  readonly stake_threshold: number
  readonly owner_uid: number | null
}

export interface MechanismInput {
  readonly last_update: readonly number[]
  readonly weights: Rows
  readonly bonds: Rows
}

export const SUBNET_FIELDS: readonly (keyof SubnetInput)[] = [
  'n',
  'block',
  'stake',
  'block_at_registration',
  'permits',
  'max_validators',
  'kappa',
  'bonds_penalty',
  'bonds_moving_average',
  'liquid_alpha',
  'alpha_low',
  'alpha_high',
  'steepness',
  'yuma3',
  'tempo',
  'last_step',
  'activity_cutoff',
  'stake_threshold',
  'owner_uid',
]
export const MECHANISM_FIELDS: readonly (keyof MechanismInput)[] = ['last_update', 'weights', 'bonds']

export const rowsOf = (rows: Rows, n: number): Row[] => Array.from({ length: n }, (_, uid) => rows[uid] ?? [])

export const subnetOf = (input: SubnetInput): SubnetEpoch => ({
  block: input.block,
  tempo: input.tempo,
  lastStep: input.last_step,
  activityCutoff: input.activity_cutoff,
  stake: input.stake.map(rao => I64F64.fromInteger(BigInt(rao))),
  stakeThreshold: BigInt(input.stake_threshold),
  ownerUid: input.owner_uid,
  permits: input.permits,
  maxValidators: input.max_validators,
  registeredAt: input.block_at_registration,
  kappa: input.kappa,
  bondsPenalty: input.bonds_penalty,
  bondsMovingAverage: input.bonds_moving_average,
  yuma3: input.yuma3,
  liquidAlpha: input.liquid_alpha
    ? { low: input.alpha_low, high: input.alpha_high, steepness: input.steepness }
    : null,
})

export const mechanismOf = (input: MechanismInput, n: number): MechanismEpoch => ({
  lastUpdate: input.last_update,
  weights: rowsOf(input.weights, n),
  bonds: rowsOf(input.bonds, n),
  commitBlocks: null,
})
