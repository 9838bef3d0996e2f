// A subnet's token and pool (wire-runtime-apis §2, DynamicInfo).
import { AccountId32, compact, option, struct, u128, type ValueOf } from '@taonet/wire'
import { SubnetIdentityV3 } from '../../chapters/subnets/identity-codecs.ts'
import { I96F32Codec } from '../../fixed-codecs.ts'
import { c16, c64, cAlpha, cNetUid, compactBytes, cTao, ofAccount, rpcInfo } from './words.ts'

export const DynamicInfo = struct(
  rpcInfo('dynamic_info', 'DynamicInfo'),
  {
    netuid: cNetUid,
    owner_hotkey: AccountId32,
    owner_coldkey: AccountId32,
    subnet_name: compactBytes,
    token_symbol: compactBytes,
    tempo: c16,
    last_step: c64,
    blocks_since_last_step: c64,
    emission: cTao,
    alpha_in: cAlpha,
    alpha_out: cAlpha,
    tao_in: cTao,
    alpha_out_emission: cAlpha,
    alpha_in_emission: cAlpha,
    tao_in_emission: cTao,
    pending_alpha_emission: cAlpha,
    pending_root_emission: cAlpha,
    subnet_volume: compact(u128),
    network_registered_at: c64,
    subnet_identity: option(SubnetIdentityV3),
    moving_price: I96F32Codec,
  },
  ofAccount,
)
export type DynamicInfo = ValueOf<typeof DynamicInfo>
