// Keys that change: a hotkey takes another's place, on one subnet or on all (chain-governance §6.5).
import { AccountId32, bool, option, u64 } from '@taonet/wire'
import { mapOr } from '../../cell.ts'
import { cold, NetUid, netuid, Tao } from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import { call, chapter, constant, error, event } from '../../table.ts'

/** Blocks from a swap on a subnet to the coldkey's next one there. */
export const SWAP_INTERVAL = 7_200n
/** rao */
export const SWAP_ON_SUBNET_COST = Tao(1_000_000n)

export const keys = chapter(SubtensorModule, {
  storage: {
    LastHotkeySwapOnNetuid: mapOr(
      [netuid, cold],
      u64,
      0n,
      'When a coldkey last swapped a hotkey on a subnet; forgotten when it may again.',
    ),
  },
  calls: {
    70: call(
      'swap_hotkey',
      { hotkey: AccountId32, new_hotkey: AccountId32, netuid: option(NetUid) },
      'Puts a new hotkey in the place of one that the coldkey owns, on one subnet or on all.',
    ),
    72: call(
      'swap_hotkey_v2',
      { hotkey: AccountId32, new_hotkey: AccountId32, netuid: option(NetUid), keep_stake: bool },
      'swap_hotkey that can leave the stake where it is.',
    ),
  },
  events: {
    63: event(
      'HotkeySwapped',
      { coldkey: AccountId32, old_hotkey: AccountId32, new_hotkey: AccountId32 },
      'A hotkey took the place of another everywhere.',
    ),
    96: event(
      'HotkeySwappedOnSubnet',
      { coldkey: AccountId32, old_hotkey: AccountId32, new_hotkey: AccountId32, netuid: NetUid },
      'A hotkey took the place of another on one subnet.',
    ),
  },
  errors: {
    22: error('NewHotKeyIsSameWithOld', 'A hotkey cannot take its own place.'),
    34: error('HotKeySetTxRateLimitExceeded', 'The coldkey swapped keys too few blocks ago.'),
    44: error('NotEnoughBalanceToPaySwapHotKey', 'The coldkey cannot pay for the swap.'),
    92: error(
      'HotKeySwapOnSubnetIntervalNotPassed',
      'The coldkey swapped a hotkey on the subnet too few blocks ago.',
    ),
    152: error(
      'NewHotKeyNotCleanForRootSwap',
      'The new hotkey has stake on root, or dividends that came of it.',
    ),
  },
  constants: {
    KeySwapOnSubnetCost: constant(Tao, SWAP_ON_SUBNET_COST, 'What a swap on one subnet costs, in rao.'),
    HotkeySwapOnSubnetInterval: constant(u64, SWAP_INTERVAL, 'Blocks between two swaps on one subnet.'),
  },
})

export const { LastHotkeySwapOnNetuid } = keys.storage
