// What a coldkey has staked to a hotkey on a subnet (wire-runtime-apis §2, StakeInfo).
import { AccountId32, bool, struct, type ValueOf } from '@taonet/wire'
import { c64, cAlpha, cNetUid, cTao, ofAccount, rpcInfo } from './words.ts'

export const StakeInfo = struct(
  rpcInfo('stake_info', 'StakeInfo'),
  {
    hotkey: AccountId32,
    coldkey: AccountId32,
    netuid: cNetUid,
    stake: cAlpha,
    locked: cAlpha,
    emission: cAlpha,
    tao_emission: cTao,
    drain: c64,
    is_registered: bool,
  },
  ofAccount,
)
export type StakeInfo = ValueOf<typeof StakeInfo>
