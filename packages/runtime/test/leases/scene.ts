// A subnet that a crowdloan paid for: of 1100 TAO alice put in 600, bob 300 and the creator, who runs it, 200.
import assert from 'node:assert/strict'
import type { AccountId } from '@taonet/wire'
import { issue } from '../../src/chapters/balances/ledger.ts'
import { type Lease, leaseOf, shareOwnerCut } from '../../src/chapters/leases/dividends.ts'
import { leasesInvariants } from '../../src/chapters/leases/invariants.ts'
import { mintAlphaOut } from '../../src/chapters/staking/pool.ts'
import { increaseStake, stakeOf } from '../../src/chapters/staking/stake.ts'
import { openRootNetwork } from '../../src/chapters/subnets/genesis.ts'
import { NetworkRateLimit } from '../../src/chapters/subnets/table.ts'
import { Alpha, NetUid, Tao } from '../../src/nouns.ts'
import { dispatcher } from '../../src/protocol.ts'
import { type CallValue, callValue } from '../../src/tables.ts'
import { signed } from '../../src/world.ts'
import { alice, bob, contribute, create, creator, does, people, TAO } from '../crowdloan/scene.ts'
import { checkBooks } from '../staking/market.ts'
import { refusalOf, type TestWorld } from '../world.ts'

export { alice, bob, creator, TAO } from '../crowdloan/scene.ts'
export const ONE = NetUid(1)
export const SHARE = 30

export const leasing = (end_block?: number, emissions_share = SHARE): CallValue =>
  callValue('SubtensorModule', 'register_leased_network', { emissions_share, end_block })

/** The crowdloan is full and waits for its end. */
export function raised(call: CallValue = leasing(), cap = 1_100n * TAO): TestWorld {
  const world = people()
  openRootNetwork(world)
  NetworkRateLimit.put(world, 0n)
  for (const who of [creator, alice, bob]) issue(world, who, Tao(1_000n * TAO))
  assert.equal(create(world, { cap, call }), undefined)
  for (const [who, rao] of [
    [creator, 190n],
    [alice, 600n],
    [bob, 300n],
  ] as const)
    assert.equal(contribute(world, who, rao * TAO), undefined)
  return world
}

export function leased(end_block?: number, emissions_share = SHARE): TestWorld {
  const world = raised(leasing(end_block, emissions_share))
  assert.equal(does(world, creator, 'finalize'), undefined)
  return world
}

export function leaseIn(world: TestWorld, netuid = ONE): Lease {
  const lease = leaseOf(world, netuid)
  assert.ok(lease)
  return lease
}

/** An epoch pays the owner. */
export function cut(world: TestWorld, alpha: bigint): void {
  const { hotkey, coldkey } = leaseIn(world)
  mintAlphaOut(world, ONE, Alpha(alpha))
  increaseStake(world, hotkey, coldkey, ONE, Alpha(alpha))
  shareOwnerCut(world, ONE, Alpha(alpha))
  checkLeases(world)
}

export function checkLeases(world: TestWorld): void {
  leasesInvariants(world)
  checkBooks(world)
}

/** Alpha-rao of each on the lease's hotkey. */
export const stakes = (world: TestWorld, hotkey: AccountId, who: readonly AccountId[]): bigint[] =>
  who.map(one => stakeOf(world, hotkey, one, ONE))

export function terminate(world: TestWorld, who: AccountId, lease_id: number, hotkey: AccountId) {
  const call = callValue('SubtensorModule', 'terminate_lease', { lease_id, hotkey })
  const refused = refusalOf(world, () => dispatcher.dispatch(world, signed(who), call))
  checkLeases(world)
  return refused?.name
}
