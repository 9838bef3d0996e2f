// A subnet in short (wire-runtime-apis §2, SubnetInfo).
import { AccountId32, array, option, struct, u16, type ValueOf, vec } from '@taonet/wire'
import { SubnetIdentityV3 } from '../../chapters/subnets/identity-codecs.ts'
import { c16, c64, cNetUid, cTao, ofAccount, rpcInfo } from './words.ts'

const head = {
  netuid: cNetUid,
  rho: c16,
  kappa: c16,
  difficulty: c64,
  immunity_period: c16,
  max_allowed_validators: c16,
  min_allowed_weights: c16,
  max_weights_limit: c16,
  scaling_law_power: c16,
  subnetwork_n: c16,
  max_allowed_uids: c16,
  blocks_since_last_step: c64,
  tempo: c16,
  network_modality: c16,
  network_connect: vec(array(u16, 2)),
} as const

export const SubnetInfo = struct(
  rpcInfo('subnet_info', 'SubnetInfo'),
  { ...head, emission_values: cTao, burn: cTao, owner: AccountId32 },
  ofAccount,
)
export type SubnetInfo = ValueOf<typeof SubnetInfo>

export const SubnetInfov2 = struct(
  rpcInfo('subnet_info', 'SubnetInfov2'),
  { ...head, emission_value: cTao, burn: cTao, owner: AccountId32, identity: option(SubnetIdentityV3) },
  ofAccount,
)
export type SubnetInfov2 = ValueOf<typeof SubnetInfov2>
