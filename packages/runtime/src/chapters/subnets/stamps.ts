// When something was last done, for the limits on doing it again (chain-registry §3.9): the keys under which the wire
// keeps these blocks, and the one rule that nearly all of them follow.
import { AccountId32, arm, type Codec, record, type UnionOf, union, unit } from '@taonet/wire'
import { NetUid } from '../../nouns.ts'

/** Names that owners' changes are paced by, at their wire number. */
export const HYPERPARAMETERS = [
  'Unknown',
  'ServingRateLimit',
  'MaxDifficulty',
  'AdjustmentAlpha',
  'MaxWeightLimit',
  'ImmunityPeriod',
  'MinAllowedWeights',
  'Kappa',
  'Rho',
  'ActivityCutoff',
  'PowRegistrationAllowed',
  'MinBurn',
  'MaxBurn',
  'BondsMovingAverage',
  'BondsPenalty',
  'CommitRevealEnabled',
  'LiquidAlphaEnabled',
  'AlphaValues',
  'WeightCommitInterval',
  'TransferEnabled',
  'AlphaSigmoidSteepness',
  'Yuma3Enabled',
  'BondsResetEnabled',
  'ImmuneNeuronLimit',
  'RecycleOrBurn',
  'MaxAllowedUids',
  'BurnHalfLife',
  'BurnIncreaseMult',
  'MinChildkeyTakePerSubnet',
  'ActivityCutoffFactor',
  'EpochTrigger',
] as const

export type Hyperparameter = (typeof HYPERPARAMETERS)[number]

const HyperparameterCodec: Codec<Hyperparameter> = {
  shape: {
    kind: 'variant',
    path: 'pallet_subtensor::utils::rate_limiting::Hyperparameter',
    variants: HYPERPARAMETERS.map((name, index) => ({ name, index, fields: [] })),
  },
  write: (writer, name) => writer.u8(HYPERPARAMETERS.indexOf(name)),
  read(reader) {
    const name = HYPERPARAMETERS[reader.u8()]
    if (name === undefined) throw new RangeError('no such hyperparameter')
    return name
  },
}

export const isHyperparameter = (name: string): name is Hyperparameter =>
  HYPERPARAMETERS.some(one => one === name)

const RATE_LIMIT_ARMS = {
  0: arm('SetSNOwnerHotkey', NetUid),
  1: record(
    'OwnerHyperparamUpdate',
    { netuid: NetUid, hyperparameter: HyperparameterCodec },
    { named: false },
  ),
  2: unit('NetworkLastRegistered'),
  3: arm('LastTxBlock', AccountId32),
  4: arm('LastTxBlockChildKeyTake', AccountId32),
  5: arm('LastTxBlockDelegateTake', AccountId32),
}

export const RateLimitKey = union('pallet_subtensor::RateLimitKey', RATE_LIMIT_ARMS, [
  { name: 'AccountId', of: AccountId32.shape },
])
export type RateLimitKey = UnionOf<typeof RATE_LIMIT_ARMS>

/** Kinds of calls that are paced by signer and subnet, at their wire number. */
export const SIGNER_STAMP = {
  setChildren: 0,
  setChildkeyTake: 1,
  setWeightsVersionKey: 4,
  mechanismCount: 7,
  mechanismEmissionSplit: 8,
  trimUids: 9,
  tempo: 11,
} as const

/** Never done, or done at least `limit` blocks ago: exactly `limit` blocks later passes. */
export const longEnoughAgo = (last: bigint, now: bigint, limit: bigint): boolean =>
  last === 0n || now - last >= limit
