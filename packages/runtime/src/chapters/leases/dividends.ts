// The contributors' part of the owner's cut: kept with the lease until it is paid as stake on the lease's hotkey
// (chain-governance §6.7).
import { type AccountId, saturateU64, U64F64 } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Alpha, type NetUid } from '../../nouns.ts'
import { attempt, type Reads, type World } from '../../world.ts'
import { carryLock } from '../locks/handover.ts'
import { decreaseStake, increaseStake, stakeOf } from '../staking/stake.ts'
import { staking } from '../staking/table.ts'
import { SubnetOwner } from '../subnets/table.ts'
import {
  AccumulatedLeaseDividends,
  leases,
  PAY_INTERVAL,
  type SubnetLease,
  SubnetLeaseShares,
  SubnetLeases,
  SubnetUidToLeaseId,
} from './table.ts'

export interface Lease extends SubnetLease {
  readonly id: number
}

export function leaseOf(world: Reads, netuid: NetUid): Lease | undefined {
  const id = SubnetUidToLeaseId.get(world, netuid)
  const lease = id === undefined ? undefined : SubnetLeases.get(world, id)
  return id === undefined || lease === undefined ? undefined : { ...lease, id }
}

/** Conviction may have made somebody else the owner, to whom the cut goes (chain-weights-staking §5.9). */
export const ownsSubnet = (world: Reads, { netuid, coldkey }: SubnetLease): boolean =>
  SubnetOwner.get(world, netuid) === coldkey

const ceilPercent = (amount: bigint, percent: number): bigint => (amount * BigInt(percent) + 99n) / 100n

/** The lease's coldkey has just been paid `cut` as the owner. After the last block of the lease all of it is its own. */
export function shareOwnerCut(world: World, netuid: NetUid, cut: Alpha): void {
  const lease = leaseOf(world, netuid)
  if (lease === undefined || !ownsSubnet(world, lease)) return
  if (lease.end_block !== undefined && lease.end_block <= world.block) return
  const due = ceilPercent(cut, lease.emissions_share)
  AccumulatedLeaseDividends.update(world, lease.id, before => Alpha(saturateU64(before + due)))
  if (world.block % PAY_INTERVAL === 0) payIfPossible(world, lease)
}

/** What cannot be paid to all of them goes on waiting. */
export function payIfPossible(world: World, lease: Lease): void {
  attempt(world, () => payDividends(world, lease))
}

const ceilShare = (share: U64F64, total: bigint): bigint => -((-share * total) >> BigInt(U64F64.fractionBits))

function payDividends(world: World, lease: Lease): void {
  const total = AccumulatedLeaseDividends.get(world, lease.id)
  let left: bigint = total
  for (const [[, contributor], share] of SubnetLeaseShares.entries(world, lease.id)) {
    const alpha = ceilShare(share, total)
    passStake(world, lease, contributor, Alpha(alpha))
    left -= alpha
  }
  // Each part is rounded up: together they may leave nothing.
  passStake(world, lease, lease.beneficiary, Alpha(left > 0n ? left : 0n))
  AccumulatedLeaseDividends.remove(world, lease.id)
}

/** Alpha of the lease becomes `to`'s, on the same hotkey. Refuses when there is less, and as locked alpha does. */
export function passStake(world: World, lease: Lease, to: AccountId, alpha: Alpha): void {
  if (alpha === 0n) return
  const { coldkey, hotkey, netuid } = lease
  ensure(stakeOf(world, hotkey, coldkey, netuid) >= alpha, staking.error.NotEnoughStakeToWithdraw)
  carryLock(world, coldkey, to, netuid, alpha)
  decreaseStake(world, hotkey, coldkey, netuid, alpha)
  increaseStake(world, hotkey, to, netuid, alpha)
  world.emit(leases.event.SubnetLeaseDividendsDistributed({ lease_id: lease.id, contributor: to, alpha }))
}
