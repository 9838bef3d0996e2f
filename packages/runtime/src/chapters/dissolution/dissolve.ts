// A subnet ends: who staked there is paid from its TAO, the rest is recycled, and no row of it stays
// (chain-registry §3.3).
import { ensure } from '../../failure.ts'
import { type NetUid, ROOT, Tao } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { freeBalance, retire, transfer } from '../balances/ledger.ts'
import { forgetSealed } from '../commitments/publish.ts'
import { dropRootDividends } from '../emission/root-dividend.ts'
import { leaseOf, payIfPossible } from '../leases/dividends.ts'
import { closeLease } from '../leases/end.ts'
import { closePool } from '../staking/pool.ts'
import { removeNetwork } from '../subnets/creation.ts'
import { forgetIdentity } from '../subnets/identity.ts'
import { forgetStamps } from '../subnets/limits.ts'
import { subnetAccount, subnetExists } from '../subnets/registry.ts'
import { SubnetOwner, subnets } from '../subnets/table.ts'
import { ownerRefund } from './owner-refund.ts'
import { payStakers } from './payout.ts'
import { sweep } from './sweep.ts'
import { dissolution } from './table.ts'

/** Refuses SubnetNotExists; root is none that could end. */
export function dissolveNetwork(world: World, netuid: NetUid): void {
  ensure(netuid !== ROOT && subnetExists(world, netuid), subnets.error.SubnetNotExists)
  dropRootDividends(world, netuid)
  const lease = leaseOf(world, netuid)
  if (lease !== undefined) payIfPossible(world, lease)
  const refund = ownerRefund(world, netuid)
  payStakers(world, netuid, closePool(world, netuid))
  payOwner(world, netuid, refund)
  const account = subnetAccount(netuid)
  retire(world, account, freeBalance(world, account))
  if (lease !== undefined) closeLease(world, lease)
  removeNetwork(world, netuid)
  forgetStamps(world, netuid)
  forgetSealed(world, netuid)
  forgetIdentity(world, netuid)
  sweep(world, netuid)
  world.emit(dissolution.event.NetworkRemoved({ netuid }))
}

/** No more than is left; stakers come first. */
function payOwner(world: World, netuid: NetUid, refund: Tao): void {
  const account = subnetAccount(netuid)
  const left = freeBalance(world, account)
  const paid = Tao(refund < left ? refund : left)
  if (paid > 0n) {
    attempt(world, () => transfer(world, account, SubnetOwner.get(world, netuid), paid, false))
  }
}
