// The end of a lease: its beneficiary gets the subnet, or the subnet itself has ended (chain-governance §6.7).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { attempt, type World } from '../../world.ts'
import { transfer, transferable } from '../balances/ledger.ts'
import { removeProxy } from '../proxy/proxies.ts'
import { ownerOf } from '../staking/accounts.ts'
import { stakeOf } from '../staking/stake.ts'
import { handOver } from '../subnets/owner-hotkey.ts'
import { type Lease, ownsSubnet, passStake, payIfPossible } from './dividends.ts'
import {
  AccumulatedLeaseDividends,
  leases,
  SubnetLeaseShares,
  SubnetLeases,
  SubnetUidToLeaseId,
} from './table.ts'

const { error, event } = leases

/** What waits for the contributors is paid first; all else that the lease's coldkey holds is the beneficiary's. */
export function terminateLease(world: World, who: AccountId, id: number, hotkey: AccountId): void {
  const stored = SubnetLeases.get(world, id)
  ensure(stored !== undefined, error.LeaseDoesNotExist)
  const lease = { ...stored, id }
  ensure(lease.beneficiary === who, error.ExpectedBeneficiaryOrigin)
  ensure(lease.end_block !== undefined, error.LeaseHasNoEndBlock)
  ensure(world.block >= lease.end_block, error.LeaseHasNotEnded)
  ensure(ownerOf(world, hotkey) === who, error.BeneficiaryDoesNotOwnHotkey)
  payIfPossible(world, lease)
  passStake(world, lease, who, stakeOf(world, lease.hotkey, lease.coldkey, lease.netuid))
  if (ownsSubnet(world, lease)) handOver(world, lease.netuid, who, hotkey)
  closeLease(world, lease)
}

/** Nobody has the key of the lease's coldkey: what is on it goes to the beneficiary, with the deposit for his proxy. */
export function closeLease(world: World, lease: Lease): void {
  const { id, beneficiary, coldkey, netuid } = lease
  attempt(world, () =>
    removeProxy(world, coldkey, { delegate: beneficiary, proxy_type: 'SubnetLeaseBeneficiary', delay: 0 }),
  )
  const rao = transferable(world, coldkey)
  if (rao > 0n) attempt(world, () => transfer(world, coldkey, beneficiary, rao, false))
  SubnetLeases.remove(world, id)
  SubnetLeaseShares.clear(world, id)
  AccumulatedLeaseDividends.remove(world, id)
  SubnetUidToLeaseId.remove(world, netuid)
  world.emit(event.SubnetLeaseTerminated({ beneficiary, netuid }))
}
