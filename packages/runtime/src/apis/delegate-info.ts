// DelegateInfoRuntimeApi: hotkeys that take nominations (wire-runtime-apis §1).
import { AccountId32, option, tuple, vec } from '@taonet/wire'
import { method, runtimeApi } from '../api.ts'
import { DelegateInfo, Position } from './types/delegate-info.ts'

export const delegateInfoApi = runtimeApi(
  'DelegateInfoRuntimeApi',
  1,
  {
    get_delegates: method({}, vec(DelegateInfo), 'All hotkeys that take nominations.'),
    get_delegate: method(
      { delegate_account: AccountId32 },
      option(DelegateInfo),
      'A hotkey, if it takes nominations.',
    ),
    get_delegated: method(
      { delegatee_account: AccountId32 },
      vec(tuple(DelegateInfo, Position)),
      'Where a coldkey’s nominations lie.',
    ),
  },
  'Who takes nominations.',
)
