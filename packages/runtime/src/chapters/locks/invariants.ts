// What must always hold of locks: one for each coldkey and subnet, backed by stake, and counted in the sums
// (chain-weights-staking §5.9).
import type { AccountId } from '@taonet/wire'
import { invariant } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { Reads } from '../../world.ts'
import { coldkeyStake } from '../staking/stake.ts'
import { StakingHotkeys } from '../staking/table.ts'
import { SubnetOwnerHotkey } from '../subnets/table.ts'
import { DUST } from './conviction.ts'
import { isOwners, maturedTo, sumRow } from './sums.ts'
import {
  DecayingHotkeyLock,
  DecayingOwnerLock,
  HotkeyLock,
  Lock,
  OwnerLock,
  PerpetualLock,
  UnlockRate,
} from './table.ts'

interface Counted {
  mass: bigint
  locks: bigint
}

/** A sum is written whenever one of its locks is: rolled to the sum's block, the locks make it up. */
function sumsHold(world: Reads): void {
  const counted = new Map<string, Counted>()
  const label = (netuid: NetUid, hotkey: AccountId, perpetual: boolean): string =>
    `${perpetual ? 'perpetual' : 'decaying'} locks on ${hotkey} of subnet ${netuid}`
  for (const [[coldkey, netuid, hotkey], row] of Lock.entries(world)) {
    const perpetual = PerpetualLock.get(world, coldkey, netuid)
    const what = label(netuid, hotkey, perpetual)
    const sum = sumRow(world, netuid, hotkey, perpetual)
    invariant(sum !== undefined && sum.last_update >= row.last_update, `${what}: a newer lock than their sum`)
    const kind = { perpetual, ownerLock: isOwners(world, netuid, hotkey) }
    const { mass } = maturedTo(world, row, sum.last_update, kind)
    const before = counted.get(what) ?? { mass: 0n, locks: 0n }
    counted.set(what, { mass: before.mass + mass, locks: before.locks + 1n })
  }
  const compare = (what: string, mass: bigint, perpetual: boolean): void => {
    const locks = counted.get(what) ?? { mass: 0n, locks: 0n }
    // Each is floored at most once a block, and what it lost by that decays with it.
    const slack = perpetual ? 0n : 2n * (locks.locks + 1n) * (UnlockRate.get(world) + 1n)
    const apart = mass > locks.mass ? mass - locks.mass : locks.mass - mass
    invariant(apart <= slack, `${what}: ${locks.mass} alone and ${mass} together`)
  }
  for (const perpetual of [true, false]) {
    for (const [[netuid, hotkey], row] of (perpetual ? HotkeyLock : DecayingHotkeyLock).entries(world)) {
      invariant(!isOwners(world, netuid, hotkey), `${hotkey} stands for the owner of ${netuid}: wrong sum`)
      compare(label(netuid, hotkey, perpetual), row.locked_mass, perpetual)
    }
    for (const [[netuid], row] of (perpetual ? OwnerLock : DecayingOwnerLock).entries(world)) {
      compare(label(netuid, SubnetOwnerHotkey.get(world, netuid), perpetual), row.locked_mass, perpetual)
    }
  }
}

function locksHold(world: Reads): void {
  const seen = new Set<string>()
  for (const [[coldkey, netuid], row] of Lock.entries(world)) {
    const place = Lock.leading(coldkey, netuid)
    invariant(!seen.has(place), `${coldkey} has two locks on subnet ${netuid}`)
    seen.add(place)
    if (!PerpetualLock.get(world, coldkey, netuid)) continue
    // Each position is floored. What has become dust binds nothing, and its row goes with the next lock.
    const stake = coldkeyStake(world, coldkey, netuid) + BigInt(StakingHotkeys.get(world, coldkey).length)
    invariant(
      row.locked_mass <= stake || row.locked_mass < DUST,
      `${coldkey} has locked more on subnet ${netuid} than it has`,
    )
  }
}

export function locksInvariants(world: Reads): void {
  sumsHold(world)
  locksHold(world)
}
