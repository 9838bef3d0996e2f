// Sudo: the one account that may act as root.
import { AccountId32, MultiAddress, option } from '@taonet/wire'
import { valueOpt } from '../../cell.ts'
import { DispatchResult, Weight } from '../../frame-types.ts'
import { Sudo } from '../../pallets.ts'
import { RuntimeCall } from '../../runtime-enums.ts'
import { call, chapter, error, event } from '../../table.ts'

export const sudo = chapter(Sudo, {
  storage: { Key: valueOpt(AccountId32, 'The account that may act as root.') },
  calls: {
    0: call('sudo', { call: RuntimeCall }, 'Runs a call as root.'),
    1: call(
      'sudo_unchecked_weight',
      { call: RuntimeCall, weight: Weight },
      'Runs a call as root, with a stated weight.',
    ),
    2: call('set_key', { new: MultiAddress }, 'Hands the sudo key over.'),
    3: call('sudo_as', { who: MultiAddress, call: RuntimeCall }, 'Runs a call as another account.'),
    4: call('remove_key', {}, 'Gives the sudo key up for good.'),
  },
  events: {
    0: event('Sudid', { sudo_result: DispatchResult }, 'A call ran as root.'),
    1: event('KeyChanged', { old: option(AccountId32), new: AccountId32 }, 'The sudo key changed hands.'),
    2: event('KeyRemoved', {}, 'There is no sudo key any more.'),
    3: event('SudoAsDone', { sudo_result: DispatchResult }, 'A call ran as another account.'),
  },
  errors: { 0: error('RequireSudo', 'Only the sudo key may do this.') },
})
