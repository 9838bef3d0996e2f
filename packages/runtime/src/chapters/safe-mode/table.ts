// Safe mode: while it lasts, only calls that keep the chain going come through (chain-governance §6.1).
import { AccountId32, option, u32, union, unit } from '@taonet/wire'
import { map, valueOpt } from '../../cell.ts'
import { account64, number64, Tao } from '../../nouns.ts'
import { SafeMode } from '../../pallets.ts'
import { call, chapter, constant, error, event } from '../../table.ts'

/** Blocks for which root enters and by which root extends. */
export const ROOT_ENTERS_FOR = 7200
export const ROOT_EXTENDS_BY = 3600

const ExitReason = union('pallet_safe_mode::pallet::ExitReason', { 0: unit('Timeout'), 1: unit('Force') })

const deposit = { account: AccountId32, block: u32 } as const
const amount = { account: AccountId32, amount: Tao } as const

export const safeMode = chapter(SafeMode, {
  storage: {
    EnteredUntil: valueOpt(u32, 'The last block of safe mode; absent when there is none.'),
    Deposits: map(
      [account64, number64],
      Tao,
      'What an account paid to enter or extend; nobody can, so there are none.',
    ),
  },
  calls: {
    0: call('enter', {}, 'Enters for a deposit; none is set, so nobody may.'),
    1: call('force_enter', {}, 'Root enters safe mode.'),
    2: call('extend', {}, 'Extends for a deposit; none is set, so nobody may.'),
    3: call('force_extend', {}, 'Root extends safe mode.'),
    4: call('force_exit', {}, 'Root ends safe mode.'),
    5: call('force_slash_deposit', deposit, 'Root burns a deposit.'),
    6: call('release_deposit', deposit, 'Gives a deposit back after safe mode.'),
    7: call('force_release_deposit', deposit, 'Root gives a deposit back.'),
  },
  events: {
    0: event('Entered', { until: u32 }, 'Safe mode began.'),
    1: event('Extended', { until: u32 }, 'Safe mode lasts longer.'),
    2: event('Exited', { reason: ExitReason }, 'Safe mode is over.'),
    3: event('DepositPlaced', amount, 'A deposit was paid.'),
    4: event('DepositReleased', amount, 'A deposit was given back.'),
    5: event('DepositSlashed', amount, 'A deposit was burnt.'),
    6: event('CannotDeposit', {}, 'A deposit could not be paid.'),
    7: event('CannotRelease', {}, 'A deposit could not be given back.'),
  },
  errors: {
    0: error('Entered', 'Safe mode has begun.'),
    1: error('Exited', 'There is no safe mode.'),
    2: error('NotConfigured', 'Only root may do this here.'),
    3: error('NoDeposit', 'There is no such deposit.'),
    4: error('AlreadyDeposited', 'The account paid in this block already.'),
    5: error('CannotReleaseYet', 'The deposit must wait.'),
    6: error('CurrencyError', 'The deposit cannot be moved.'),
  },
  constants: {
    EnterDuration: constant(u32, 0, 'Blocks that a deposit buys; none.'),
    ExtendDuration: constant(u32, 0, 'Blocks that a deposit adds; none.'),
    EnterDepositAmount: constant(option(Tao), undefined, 'Deposit for entering; absent: nobody may.'),
    ExtendDepositAmount: constant(option(Tao), undefined, 'Deposit for extending; absent: nobody may.'),
    ReleaseDelay: constant(option(u32), undefined, 'Blocks until a deposit may go back; absent: never.'),
  },
})

export const { EnteredUntil, Deposits } = safeMode.storage
