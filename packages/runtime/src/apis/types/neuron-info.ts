// One neuron of a subnet (wire-runtime-apis §2, NeuronInfo).
import { AccountId32, bool, struct, tuple, type ValueOf, vec } from '@taonet/wire'
import { AxonInfo, PrometheusInfo } from '../../chapters/neurons/codecs.ts'
import { c16, c64, cAlpha, cNetUid, cUid, links, ofAccount, rpcInfo } from './words.ts'

const common = {
  hotkey: AccountId32,
  coldkey: AccountId32,
  uid: cUid,
  netuid: cNetUid,
  active: bool,
  axon_info: AxonInfo,
  prometheus_info: PrometheusInfo,
  stake: vec(tuple(AccountId32, cAlpha)),
  rank: c16,
  emission: cAlpha,
  incentive: c16,
  consensus: c16,
  trust: c16,
  validator_trust: c16,
  dividends: c16,
  last_update: c64,
  validator_permit: bool,
} as const

export const NeuronInfoLite = struct(
  rpcInfo('neuron_info', 'NeuronInfoLite'),
  { ...common, pruning_score: c16 },
  ofAccount,
)
export type NeuronInfoLite = ValueOf<typeof NeuronInfoLite>

export const NeuronInfo = struct(
  rpcInfo('neuron_info', 'NeuronInfo'),
  { ...common, weights: links, bonds: links, pruning_score: c16 },
  ofAccount,
)
export type NeuronInfo = ValueOf<typeof NeuronInfo>
