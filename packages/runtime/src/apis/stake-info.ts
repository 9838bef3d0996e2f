// StakeInfoRuntimeApi: who has staked what (wire-runtime-apis §1).
import { AccountId32, option, tuple, u64, vec } from '@taonet/wire'
import { method, runtimeApi } from '../api.ts'
import { LockState } from '../chapters/locks/table.ts'
import { NetUid } from '../nouns.ts'
import { StakeInfo } from './types/stake-info.ts'

const end = option(tuple(AccountId32, NetUid))

export const stakeInfoApi = runtimeApi(
  'StakeInfoRuntimeApi',
  1,
  {
    get_stake_info_for_coldkey: method(
      { coldkey_account: AccountId32 },
      vec(StakeInfo),
      'What a coldkey has staked.',
    ),
    get_stake_info_for_coldkeys: method(
      { coldkey_accounts: vec(AccountId32) },
      vec(tuple(AccountId32, vec(StakeInfo))),
      'What each of several coldkeys has staked.',
    ),
    get_stake_info_for_hotkey_coldkey_netuid: method(
      { hotkey_account: AccountId32, coldkey_account: AccountId32, netuid: NetUid },
      option(StakeInfo),
      'What a coldkey has staked to one hotkey on one subnet, nothing included.',
    ),
    get_stake_fee: method(
      {
        origin: end,
        origin_coldkey_account: AccountId32,
        destination: end,
        destination_coldkey_account: AccountId32,
        amount: u64,
      },
      u64,
      'The pool’s fee of staking, unstaking or moving an amount, in the unit of the amount.',
    ),
    get_coldkey_lock: method(
      { coldkey: AccountId32, netuid: NetUid },
      option(LockState),
      'What a coldkey has locked on a subnet, as it stands at the block that is asked about.',
    ),
  },
  'Who has staked what.',
)
