// Locks: alpha that a coldkey binds to a hotkey of a subnet, the conviction this builds, and the sums of both by hotkey
// (chain-weights-staking §5.9).
import { AccountId32, bool, struct, u64, u128 } from '@taonet/wire'
import { map, mapOr, value, view } from '../../cell.ts'
import { U64F64Codec } from '../../fixed-codecs.ts'
import { Alpha, cold, hot, NetUid, netuid } from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import { call, chapter, error, event } from '../../table.ts'

/** As of `last_update`; whoever reads it counts the blocks since. */
export const LockState = struct('pallet_subtensor::staking::lock::LockState', {
  locked_mass: Alpha,
  conviction: U64F64Codec,
  last_update: u64,
})

export const locks = chapter(SubtensorModule, {
  storage: {
    Lock: map(
      [cold, netuid, hot],
      LockState,
      'Alpha that a coldkey has locked on a subnet, and for which hotkey.',
    ),
    PerpetualLock: mapOr([cold, netuid], bool, false, 'Whether the lock keeps its mass instead of decaying.'),
    DecayingLock: view(
      [cold, netuid],
      bool,
      true,
      'The opposite of PerpetualLock, as clients read it: false where the lock keeps its mass.',
    ),
    AccountFlags: mapOr(
      [cold],
      u128,
      0n,
      'What a coldkey chose, in bits; the lowest: it takes locked alpha.',
    ),
    UnlockRate: value(u64, 934_866n, 'Blocks in which a decaying lock falls to 1/e.'),
    MaturityRate: value(u64, 934_866n, 'Blocks in which conviction covers all but 1/e of its way.'),

    HotkeyLock: map([netuid, hot], LockState, 'All perpetual locks on a hotkey together.'),
    DecayingHotkeyLock: map([netuid, hot], LockState, 'All decaying locks on a hotkey together.'),
    OwnerLock: map([netuid], LockState, "All perpetual locks on the subnet owner's hotkey together."),
    DecayingOwnerLock: map([netuid], LockState, "All decaying locks on the subnet owner's hotkey together."),
  },
  calls: {
    136: call(
      'lock_stake',
      { hotkey: AccountId32, netuid: NetUid, amount: Alpha },
      'Locks alpha of the coldkey for a hotkey, or more of it.',
    ),
    137: call(
      'move_lock',
      { destination_hotkey: AccountId32, netuid: NetUid },
      "Binds the coldkey's lock to another hotkey.",
    ),
    138: call(
      'set_perpetual_lock',
      { netuid: NetUid, enabled: bool },
      "Chooses whether the coldkey's lock keeps its mass or decays.",
    ),
    142: call(
      'set_reject_locked_alpha',
      { enabled: bool },
      'Chooses whether the coldkey rejects stake that comes with a lock, as it does at first.',
    ),
  },
  events: {
    121: event(
      'StakeLocked',
      { coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, amount: Alpha },
      'Alpha was locked.',
    ),
    122: event(
      'LockMoved',
      { coldkey: AccountId32, origin_hotkey: AccountId32, destination_hotkey: AccountId32, netuid: NetUid },
      'A lock is bound to another hotkey.',
    ),
    123: event(
      'PerpetualLockSet',
      { coldkey: AccountId32, netuid: NetUid, enabled: bool },
      'A coldkey chose whether its lock decays.',
    ),
    124: event(
      'SubnetOwnerChanged',
      { netuid: NetUid, old_coldkey: AccountId32, new_coldkey: AccountId32, hotkey: AccountId32 },
      'The hotkey with the highest conviction took over a subnet.',
    ),
  },
  errors: {
    140: error('StakeUnavailable', 'The rest of the stake is locked.'),
    142: error('LockHotkeyMismatch', 'The lock is bound to another hotkey.'),
    143: error('InsufficientStakeForLock', 'Less is staked on the subnet than would be locked.'),
    144: error('NoExistingLock', 'Nothing is locked on the subnet.'),
    145: error('AccountRejectsLockedAlpha', 'The other coldkey takes no locked alpha.'),
  },
})

export const {
  Lock,
  PerpetualLock,
  AccountFlags,
  UnlockRate,
  MaturityRate,
  HotkeyLock,
  DecayingHotkeyLock,
  OwnerLock,
  DecayingOwnerLock,
} = locks.storage
