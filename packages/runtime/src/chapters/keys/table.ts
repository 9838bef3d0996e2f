// Keys that change: a hotkey takes another's place, on one subnet or on all, and a coldkey another's, announced days ahead
// (chain-governance §6.4, §6.5).
import { AccountId32, bool, H256, option, tuple, u32, u64 } from '@taonet/wire'
import { map, mapOr } from '../../cell.ts'
import { account64, cold, NetUid, netuid, Tao } from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import { call, chapter, constant, error, event, globalParam } from '../../table.ts'

/** Blocks from a swap on a subnet to the coldkey's next one there. */
export const SWAP_INTERVAL = 7_200n
/** rao */
export const SWAP_ON_SUBNET_COST = Tao(1_000_000n)

export const keys = chapter(SubtensorModule, {
  params: {
    ColdkeySwapAnnouncementDelay: globalParam(
      u32,
      36_000,
      'Blocks from the announcement of a swap of coldkeys to the first in which it may be done.',
      {
        call: [97, 'sudo_set_coldkey_swap_announcement_delay', 'duration'],
        event: [144, 'ColdkeySwapAnnouncementDelaySet'],
      },
    ),
    ColdkeySwapReannouncementDelay: globalParam(
      u32,
      7_200,
      'Blocks from there to the first in which it may be announced anew or given up.',
      {
        call: [98, 'sudo_set_coldkey_swap_reannouncement_delay', 'duration'],
        event: [145, 'ColdkeySwapReannouncementDelaySet'],
      },
    ),
  },
  storage: {
    LastHotkeySwapOnNetuid: mapOr(
      [netuid, cold],
      u64,
      0n,
      'When a coldkey last swapped a hotkey on a subnet; forgotten when it may again.',
    ),
    ColdkeySwapAnnouncements: map(
      [account64],
      tuple(u32, H256),
      'A swap that a coldkey announced: the first block in which it may be done, and the hash of the new coldkey.',
    ),
    ColdkeySwapDisputes: map([account64], u32, 'When an announced swap was disputed.'),
  },
  calls: {
    70: call(
      'swap_hotkey',
      { hotkey: AccountId32, new_hotkey: AccountId32, netuid: option(NetUid) },
      'Puts a new hotkey in the place of one that the coldkey owns, on one subnet or on all.',
    ),
    71: call(
      'swap_coldkey',
      { old_coldkey: AccountId32, new_coldkey: AccountId32, swap_cost: Tao },
      'Root puts a new coldkey in the place of another, at once.',
    ),
    72: call(
      'swap_hotkey_v2',
      { hotkey: AccountId32, new_hotkey: AccountId32, netuid: option(NetUid), keep_stake: bool },
      'swap_hotkey that can leave the stake where it is.',
    ),
    125: call(
      'announce_coldkey_swap',
      { new_coldkey_hash: H256 },
      'Announces that the coldkey will be swapped, by the BLAKE2b-256 of the new one; until then it does nothing else.',
    ),
    126: call(
      'swap_coldkey_announced',
      { new_coldkey: AccountId32 },
      'Does an announced swap: the new coldkey has everything that the signer had.',
    ),
    127: call(
      'dispute_coldkey_swap',
      {},
      'Stops the announced swap, and everything else, until root has looked.',
    ),
    128: call(
      'reset_coldkey_swap',
      { coldkey: AccountId32 },
      'Root forgets the announcement and the dispute of a coldkey.',
    ),
    133: call('clear_coldkey_swap_announcement', {}, 'Gives an announced swap up.'),
  },
  events: {
    63: event(
      'HotkeySwapped',
      { coldkey: AccountId32, old_hotkey: AccountId32, new_hotkey: AccountId32 },
      'A hotkey took the place of another everywhere.',
    ),
    66: event(
      'ColdkeySwapped',
      { old_coldkey: AccountId32, new_coldkey: AccountId32, swap_cost: Tao },
      'A coldkey took the place of another.',
    ),
    96: event(
      'HotkeySwappedOnSubnet',
      { coldkey: AccountId32, old_hotkey: AccountId32, new_hotkey: AccountId32, netuid: NetUid },
      'A hotkey took the place of another on one subnet.',
    ),
    140: event(
      'ColdkeySwapAnnounced',
      { who: AccountId32, new_coldkey_hash: H256 },
      'A coldkey will be swapped.',
    ),
    141: event('ColdkeySwapDisputed', { coldkey: AccountId32 }, 'An announced swap was stopped.'),
    142: event('ColdkeySwapReset', { who: AccountId32 }, 'Root forgot an announced swap.'),
    143: event('ColdkeySwapCleared', { who: AccountId32 }, 'An announced swap was given up.'),
  },
  errors: {
    22: error('NewHotKeyIsSameWithOld', 'A hotkey cannot take its own place.'),
    34: error('HotKeySetTxRateLimitExceeded', 'The coldkey swapped keys too few blocks ago.'),
    44: error('NotEnoughBalanceToPaySwapHotKey', 'The coldkey cannot pay for the swap.'),
    57: error('ColdKeyAlreadyAssociated', 'The new coldkey has staked, or is the old one.'),
    58: error('NotEnoughBalanceToPaySwapColdKey', 'The coldkey cannot pay for the swap.'),
    67: error('NewColdKeyIsHotkey', 'The new coldkey is a hotkey.'),
    92: error(
      'HotKeySwapOnSubnetIntervalNotPassed',
      'The coldkey swapped a hotkey on the subnet too few blocks ago.',
    ),
    152: error(
      'NewHotKeyNotCleanForRootSwap',
      'The new hotkey has stake on root, or dividends that came of it.',
    ),
    153: error('ActiveLockExists', 'The new coldkey has locked alpha.'),
    154: error('ColdkeySwapAnnouncementNotFound', 'The coldkey announced no swap.'),
    155: error('ColdkeySwapTooEarly', 'The swap was announced too few blocks ago.'),
    156: error('ColdkeySwapReannouncedTooEarly', 'The swap that was announced is not long enough due.'),
    157: error('AnnouncedColdkeyHashDoesNotMatch', 'Another coldkey was announced.'),
    158: error('ColdkeySwapClearTooEarly', 'The swap that was announced is not long enough due.'),
    159: error('ColdkeySwapAnnounced', 'The coldkey announced its swap and does nothing else until then.'),
    160: error('ColdkeySwapDisputed', 'The swap of the coldkey is disputed: only root helps.'),
  },
  constants: {
    KeySwapOnSubnetCost: constant(Tao, SWAP_ON_SUBNET_COST, 'What a swap on one subnet costs, in rao.'),
    HotkeySwapOnSubnetInterval: constant(u64, SWAP_INTERVAL, 'Blocks between two swaps on one subnet.'),
  },
})

export const {
  ColdkeySwapAnnouncementDelay,
  ColdkeySwapReannouncementDelay,
  LastHotkeySwapOnNetuid,
  ColdkeySwapAnnouncements,
  ColdkeySwapDisputes,
} = keys.storage
