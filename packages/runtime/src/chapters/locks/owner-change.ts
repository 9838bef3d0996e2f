// A subnet passes to whoever has the highest conviction, once a tenth of its alpha is behind somebody
// (chain-weights-staking §5.9).
import { type AccountId, U64F64 } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import { attempt, type Reads, type World } from '../../world.ts'
import { registerNeuron, uidOf } from '../neurons/registry.ts'
import { neurons } from '../neurons/table.ts'
import { ownerOf } from '../staking/accounts.ts'
import { SubnetAlphaOut } from '../staking/table.ts'
import { handOver } from '../subnets/owner-hotkey.ts'
import { NetworkRegisteredAt, SubnetOwner, SubnetOwnerHotkey } from '../subnets/table.ts'
import { type LockKind, OWNER_CHANGE_AGE, withoutDust } from './conviction.ts'
import { maturedTo, type StoredLock } from './sums.ts'
import { DecayingHotkeyLock, DecayingOwnerLock, HotkeyLock, locks, OwnerLock } from './table.ts'

/** Conviction of every hotkey with locks at `block`, in alpha-rao with its fraction. */
export function convictions(world: Reads, netuid: NetUid, block: bigint): ReadonlyMap<AccountId, U64F64> {
  const sums = new Map<AccountId, U64F64>()
  const count = (hotkey: AccountId, row: StoredLock, kind: LockKind): void => {
    const { conviction } = withoutDust(maturedTo(world, row, block, kind))
    sums.set(hotkey, U64F64.add(sums.get(hotkey) ?? U64F64.zero, conviction))
  }
  for (const perpetual of [true, false]) {
    const hotkeys = perpetual ? HotkeyLock : DecayingHotkeyLock
    for (const [[, hotkey], row] of hotkeys.entries(world, netuid)) {
      count(hotkey, row, { perpetual, ownerLock: false })
    }
    const owners = (perpetual ? OwnerLock : DecayingOwnerLock).get(world, netuid)
    const kind = { perpetual, ownerLock: true }
    if (owners !== undefined) count(SubnetOwnerHotkey.get(world, netuid), owners, kind)
  }
  return sums
}

/** The highest; on a tie the greatest bytes. */
function mostConvicted(sums: ReadonlyMap<AccountId, U64F64>): AccountId | undefined {
  let king: AccountId | undefined
  let most = U64F64.zero
  for (const [hotkey, conviction] of sums) {
    if (conviction < most || (conviction === most && king !== undefined && hotkey < king)) continue
    king = hotkey
    most = conviction
  }
  return king
}

const tenthIsBehind = (sums: ReadonlyMap<AccountId, U64F64>, alphaOut: bigint): boolean =>
  [...sums.values()].reduce((sum, one) => sum + one, 0n) * 10n >= U64F64.fromInteger(alphaOut)

/** Nothing happens to a young subnet, nor when the king cannot be seated. */
export function changeOwnerByConviction(world: World, netuid: NetUid): void {
  const now = BigInt(world.block)
  const alphaOut = SubnetAlphaOut.get(world, netuid)
  if (alphaOut === 0n || now - NetworkRegisteredAt.get(world, netuid) < OWNER_CHANGE_AGE) return
  const sums = convictions(world, netuid, now)
  const king = tenthIsBehind(sums, alphaOut) ? mostConvicted(sums) : undefined
  const coldkey = king && ownerOf(world, king)
  const former = SubnetOwner.get(world, netuid)
  if (king === undefined || coldkey === undefined || coldkey === former) return
  attempt(world, () => {
    if (uidOf(world, netuid, king) === undefined) registerNeuron(world, netuid, king)
    // The weakest seat may be one that nobody can be put into.
    ensure(uidOf(world, netuid, king) !== undefined, neurons.error.NoNeuronIdAvailable)
    handOver(world, netuid, coldkey, king)
    const change = { netuid, old_coldkey: former, new_coldkey: coldkey, hotkey: king }
    world.emit(locks.event.SubnetOwnerChanged(change))
  })
}
