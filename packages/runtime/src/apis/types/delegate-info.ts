// A hotkey that takes nominations (wire-runtime-apis §2, DelegateInfo).
import { AccountId32, struct, tuple, type ValueOf, vec } from '@taonet/wire'
import { c16, cAlpha, cNetUid, cTao, ofAccount, rpcInfo } from './words.ts'

/** (subnet, alpha-rao) */
export const Position = tuple(cNetUid, cAlpha)

export const DelegateInfo = struct(
  rpcInfo('delegate_info', 'DelegateInfo'),
  {
    delegate_ss58: AccountId32,
    take: c16,
    nominators: vec(tuple(AccountId32, vec(Position))),
    owner_ss58: AccountId32,
    registrations: vec(cNetUid),
    validator_permits: vec(cNetUid),
    return_per_1000: cTao,
    total_daily_return: cTao,
  },
  ofAccount,
)
export type DelegateInfo = ValueOf<typeof DelegateInfo>
