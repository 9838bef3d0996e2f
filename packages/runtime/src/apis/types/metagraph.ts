// Everything about a subnet in one answer, whole or by chosen fields (wire-runtime-apis §2, Metagraph; chain-registry §3.7).
import {
  AccountId32,
  bool,
  compact,
  option,
  partialStruct,
  struct,
  tuple,
  u128,
  type ValueOf,
  vec,
} from '@taonet/wire'
import { AxonInfo } from '../../chapters/neurons/codecs.ts'
import { ChainIdentityV2, SubnetIdentityV3 } from '../../chapters/subnets/identity-codecs.ts'
import { I96F32Codec } from '../../fixed-codecs.ts'
import { StorageIndex } from '../../nouns.ts'
import { neuronColumns } from './subnet-state.ts'
import { accounts, c16, c64, cAlpha, compactBytes, cTao, cUid, ofAccount, rpcInfo } from './words.ts'

/** Of a mechanism beyond the first, the storage index stands here; clients split it. */
const netuid = compact(StorageIndex)

const columns = {
  name: compactBytes,
  symbol: compactBytes,
  identity: option(SubnetIdentityV3),
  network_registered_at: c64,
  owner_hotkey: AccountId32,
  owner_coldkey: AccountId32,
  block: c64,
  tempo: c16,
  last_step: c64,
  blocks_since_last_step: c64,
  subnet_emission: cTao,
  alpha_in: cAlpha,
  alpha_out: cAlpha,
  tao_in: cTao,
  alpha_out_emission: cAlpha,
  alpha_in_emission: cAlpha,
  tao_in_emission: cTao,
  pending_alpha_emission: cAlpha,
  pending_root_emission: cAlpha,
  subnet_volume: compact(u128),
  moving_price: I96F32Codec,
  rho: c16,
  kappa: c16,
  min_allowed_weights: c16,
  max_weights_limit: c16,
  weights_version: c64,
  weights_rate_limit: c64,
  activity_cutoff: c16,
  max_validators: c16,
  num_uids: c16,
  max_uids: c16,
  burn: cTao,
  difficulty: c64,
  registration_allowed: bool,
  pow_registration_allowed: bool,
  immunity_period: c16,
  min_difficulty: c64,
  max_difficulty: c64,
  min_burn: cTao,
  max_burn: cTao,
  adjustment_alpha: c64,
  adjustment_interval: c16,
  target_regs_per_interval: c16,
  max_regs_per_block: c16,
  serving_rate_limit: c64,
  commit_reveal_weights_enabled: bool,
  commit_reveal_period: c64,
  liquid_alpha_enabled: bool,
  alpha_high: c16,
  alpha_low: c16,
  bonds_moving_avg: c64,
  hotkeys: accounts,
  coldkeys: accounts,
  identities: vec(option(ChainIdentityV2)),
  axons: vec(AxonInfo),
  ...neuronColumns,
  tao_dividends_per_hotkey: vec(tuple(AccountId32, cTao)),
  alpha_dividends_per_hotkey: vec(tuple(AccountId32, cAlpha)),
} as const

/** What may be chosen but is no part of the whole. */
const choices = {
  validators: vec(cUid),
  commitments: vec(tuple(AccountId32, compactBytes)),
} as const

export const Metagraph = struct(rpcInfo('metagraph', 'Metagraph'), { netuid, ...columns }, ofAccount)
export type Metagraph = ValueOf<typeof Metagraph>

export const SelectiveMetagraph = partialStruct(
  rpcInfo('metagraph', 'SelectiveMetagraph'),
  { netuid },
  { ...columns, ...choices },
  ofAccount,
)
export type SelectiveMetagraph = ValueOf<typeof SelectiveMetagraph>
