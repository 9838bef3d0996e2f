// Balances: free TAO of accounts, transfers, and the total.
import { AccountId32, bool, compact, MultiAddress } from '@taonet/wire'
import { value } from '../../cell.ts'
import { Tao } from '../../nouns.ts'
import { Balances } from '../../pallets.ts'
import { call, chapter, constant, error, event } from '../../table.ts'

/** rao; an account with less does not exist. */
export const EXISTENTIAL_DEPOSIT = Tao(500n)

export const balances = chapter(Balances, {
  storage: {
    TotalIssuance: value(Tao, Tao(0n), 'rao on all accounts together.'),
    InactiveIssuance: value(Tao, Tao(0n), 'rao out of circulation; none is.'),
  },
  calls: {
    0: call(
      'transfer_allow_death',
      { dest: MultiAddress, value: compact(Tao) },
      'Sends rao; the sender may fall below the existential deposit and vanish.',
    ),
    2: call(
      'force_transfer',
      { source: MultiAddress, dest: MultiAddress, value: compact(Tao) },
      'Root moves rao between any two accounts.',
    ),
    3: call(
      'transfer_keep_alive',
      { dest: MultiAddress, value: compact(Tao) },
      'Sends rao and refuses to end the sending account.',
    ),
    4: call(
      'transfer_all',
      { dest: MultiAddress, keep_alive: bool },
      'Sends everything that can be sent, with or without the existential deposit.',
    ),
    8: call(
      'force_set_balance',
      { who: MultiAddress, new_free: compact(Tao) },
      'Root sets a free balance; the total follows.',
    ),
  },
  events: {
    0: event('Endowed', { account: AccountId32, free_balance: Tao }, 'A new account got its first balance.'),
    1: event('DustLost', { account: AccountId32, amount: Tao }, 'What a vanished account left was burnt.'),
    2: event('Transfer', { from: AccountId32, to: AccountId32, amount: Tao }, 'rao changed hands.'),
    3: event('BalanceSet', { who: AccountId32, free: Tao }, 'Root set a balance.'),
    4: event('Reserved', { who: AccountId32, amount: Tao }, 'rao was set aside as a deposit.'),
    5: event('Unreserved', { who: AccountId32, amount: Tao }, 'A deposit was given back.'),
    7: event('Deposit', { who: AccountId32, amount: Tao }, 'rao was added to an account.'),
    8: event(
      'Withdraw',
      { who: AccountId32, amount: Tao },
      'rao was taken from an account, a fee for example.',
    ),
  },
  errors: { 2: error('InsufficientBalance', 'The free balance is too small.') },
  constants: {
    ExistentialDeposit: constant(Tao, EXISTENTIAL_DEPOSIT, 'rao an account must hold to exist.'),
  },
})
