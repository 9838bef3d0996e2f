// Child keys: stake that a hotkey lends to others on one subnet, what waits to be lent, and what the others keep of it
// (chain-emission §1.10).
import { AccountId32, bool, tuple, u16, u64, vec } from '@taonet/wire'
import { mapOr } from '../../cell.ts'
import { hot, NetUid, netuid } from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import { call, chapter, error, event, tupleEvent } from '../../table.ts'

/** (proportion of 2^64-1, hotkey) */
const links = vec(tuple(u64, AccountId32))

export const children = chapter(SubtensorModule, {
  storage: {
    ChildKeys: mapOr([hot, netuid], links, [], 'Children of a hotkey: (proportion of 2^64-1, child).'),
    ParentKeys: mapOr([hot, netuid], links, [], 'Parents of a hotkey: (proportion of 2^64-1, parent).'),
    PendingChildKeys: mapOr(
      [netuid, hot],
      tuple(links, u64),
      [[], 0n],
      'Children that a hotkey named, and the block after which they take effect.',
    ),
    ChildkeyTake: mapOr(
      [hot, netuid],
      u16,
      0,
      "The share of its parents' dividends that a child key keeps, of 65535.",
    ),
    AutoParentDelegationEnabled: mapOr(
      [hot],
      bool,
      true,
      "Whether a root validator lends its stake to the owner's hotkey of each new subnet.",
    ),
  },
  calls: {
    67: call(
      'set_children',
      { hotkey: AccountId32, netuid: NetUid, children: links },
      'Names the hotkeys that use the stake of this one on a subnet, in place of those named before.',
    ),
    75: call(
      'set_childkey_take',
      { hotkey: AccountId32, netuid: NetUid, take: u16 },
      "Sets what the hotkey keeps of its parents' dividends on a subnet, of 65535.",
    ),
    135: call(
      'set_auto_parent_delegation_enabled',
      { hotkey: AccountId32, enabled: bool },
      "Chooses whether a root validator lends its stake to the owner's hotkey of each new subnet.",
    ),
  },
  events: {
    46: tupleEvent('ChildKeyTakeSet', { hotkey: AccountId32, take: u16 }, 'A child key changed its take.'),
    70: tupleEvent(
      'SetChildrenScheduled',
      { hotkey: AccountId32, netuid: NetUid, cooldown_block: u64, children: links },
      'A hotkey named its children; they take effect after the block given.',
    ),
    71: tupleEvent(
      'SetChildren',
      { hotkey: AccountId32, netuid: NetUid, children: links },
      'The children of a hotkey took effect.',
    ),
    120: event(
      'AutoParentDelegationEnabledSet',
      { hotkey: AccountId32, enabled: bool },
      'A root validator chose whether it lends to new subnets.',
    ),
  },
  errors: {
    11: error('NotEnoughStakeToSetChildkeys', 'The stake of the hotkey is worth too little to be lent.'),
    60: error('InvalidChild', 'A hotkey cannot be its own child.'),
    61: error('DuplicateChild', 'A child is named twice.'),
    62: error('ProportionOverflow', 'More than the whole stake would be lent.'),
    63: error('TooManyChildren', 'A hotkey has at most five children.'),
    68: error('InvalidChildkeyTake', 'The take lies outside what is allowed here.'),
    69: error('TxChildkeyTakeRateLimitExceeded', 'The take was changed too recently.'),
    119: error('ChildParentInconsistency', 'A parent of the hotkey cannot be its child.'),
  },
})

export const { ChildKeys, ParentKeys, PendingChildKeys, ChildkeyTake, AutoParentDelegationEnabled } =
  children.storage
