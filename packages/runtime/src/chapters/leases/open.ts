// A crowdloan's call opens a subnet with what was raised; what it did not cost goes back (chain-governance §6.7).
import { type AccountId, U64F64 } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Tao } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { spendable, transfer } from '../balances/ledger.ts'
import { currentCrowdloan } from '../crowdloan/current.ts'
import { Contributions } from '../crowdloan/table.ts'
import { addProxy } from '../proxy/proxies.ts'
import { becomeDelegate, hotkeyExists } from '../staking/accounts.ts'
import { registerNetwork } from '../subnets/creation.ts'
import { subnets } from '../subnets/table.ts'
import { leaseColdkey, leaseHotkey } from './keys.ts'
import {
  leases,
  NextSubnetLeaseId,
  type SubnetLease,
  SubnetLeaseShares,
  SubnetLeases,
  SubnetUidToLeaseId,
} from './table.ts'

const WHOLE_PERCENT = 100

/** Anybody may claim a hotkey that nobody owns, one of a lease to come too: such a number is passed over. */
function nextLease(world: World): number {
  let id = NextSubnetLeaseId.get(world)
  while (hotkeyExists(world, leaseHotkey(id))) id += 1
  NextSubnetLeaseId.put(world, id + 1)
  return id
}

/** Refuses InvalidCrowdloanId outside a crowdloan's call, and as opening a subnet does. */
export function registerLeasedNetwork(
  world: World,
  who: AccountId,
  emissions_share: number,
  end_block: number | undefined,
): void {
  const { id: crowdloan, loan } = currentCrowdloan(world)
  ensure(who === loan.creator, leases.error.ExpectedBeneficiaryOrigin)
  ensure(end_block === undefined || end_block > world.block, leases.error.LeaseCannotEndInThePast)
  ensure(emissions_share <= WHOLE_PERCENT, subnets.error.InvalidValue)
  const id = nextLease(world)
  const [coldkey, hotkey] = [leaseColdkey(id), leaseHotkey(id)]
  transfer(world, loan.funds_account, coldkey, loan.raised, false)
  const netuid = registerNetwork(world, coldkey, hotkey)
  // Whoever stakes to it gets all that his stake earns.
  becomeDelegate(world, coldkey, hotkey, 0)
  addProxy(world, coldkey, { delegate: who, proxy_type: 'SubnetLeaseBeneficiary', delay: 0 })
  const left = spendable(world, coldkey)
  const lease = { beneficiary: who, coldkey, hotkey, emissions_share, end_block, netuid }
  SubnetLeases.put(world, id, { ...lease, cost: Tao(loan.raised - left) })
  SubnetUidToLeaseId.put(world, netuid, id)
  for (const [[, contributor], amount] of Contributions.entries(world, crowdloan)) {
    if (contributor === who) continue
    const share = U64F64.ratioTrunc(amount, loan.raised)
    SubnetLeaseShares.put(world, id, contributor, share)
    giveBack(world, lease, contributor, U64F64.toU64(U64F64.mulFloor(share, U64F64.fromInteger(left))))
  }
  // Fractions, and what an account could not hold.
  giveBack(world, lease, who, spendable(world, coldkey))
  world.emit(leases.event.SubnetLeaseCreated({ beneficiary: who, lease_id: id, netuid, end_block }))
}

function giveBack(world: World, { coldkey }: Pick<SubnetLease, 'coldkey'>, to: AccountId, rao: bigint): void {
  if (rao > 0n) attempt(world, () => transfer(world, coldkey, to, Tao(rao), true))
}
