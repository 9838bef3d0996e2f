// A new subnet when there are as many as there may be (chain-registry §3.1(4)-(7), §3.3), and a subnet's end on a lively
// chain, as extrinsics.
import assert from 'node:assert/strict'
import test from 'node:test'
import { I96F32, U64F64 } from '@taonet/wire'
import { freeBalance, setFree } from '../../src/chapters/balances/ledger.ts'
import { dissolveNetwork } from '../../src/chapters/dissolution/dissolve.ts'
import { SubnetMovingPrice } from '../../src/chapters/emission/table.ts'
import { uidOf } from '../../src/chapters/neurons/registry.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { price } from '../../src/chapters/staking/pool.ts'
import { SubnetAlphaIn, SubnetTAO } from '../../src/chapters/staking/table.ts'
import { registerNetwork } from '../../src/chapters/subnets/creation.ts'
import { networkLockCost } from '../../src/chapters/subnets/price.ts'
import {
  NetworkImmunityPeriod,
  NetworkLastLockCost,
  NetworkRegisteredAt,
  RegisteredSubnetCounter,
  SubnetLimit,
  SubnetOwner,
} from '../../src/chapters/subnets/table.ts'
import { Alpha, NetUid, Tao } from '../../src/nouns.ts'
import { callValue, composeCall, storage } from '../../src/tables.ts'
import { hotkey, Network, OWNER } from '../emission/network.ts'
import { livelyNetwork, TEMPO } from '../hostile/lively.ts'
import { LATE, richHotkey } from '../keys/scene.ts'
import {
  alice,
  aliceHot,
  bob,
  bobHot,
  charlie,
  charlieHot,
  checkBooks,
  market,
  ONE,
  TAO,
  TWO,
} from '../staking/market.ts'
import { eventNames, refusalOf, type TestWorld } from '../world.ts'
import { keysLeft, rowsLeft } from './rows-left.ts'

/** Two subnets of two that there may be; the second is worth less. */
function full(): TestWorld {
  const world = market()
  SubnetLimit.put(world, 2)
  NetworkImmunityPeriod.put(world, 10n)
  SubnetMovingPrice.put(world, ONE, I96F32.fromInteger(1n))
  return world
}

test('the weakest subnet past immunity gives way, its stakers are paid, and the newcomer gets its number', () => {
  const world = full()
  addStake(world, bob, bobHot, TWO, Tao(100n * TAO))
  SubnetAlphaIn.put(world, ONE, Alpha(250n * TAO))
  SubnetAlphaIn.put(world, TWO, Alpha(10n * TAO))
  const before = freeBalance(world, bob)
  const mark = world.events.length
  assert.equal(registerNetwork(world, alice, aliceHot), TWO)
  const names = eventNames(world, mark)
  assert.ok(names.indexOf('NetworkRemoved') < names.indexOf('NetworkAdded'))
  assert.ok(freeBalance(world, bob) > before)
  assert.equal(SubnetOwner.get(world, TWO), alice)
  assert.equal(RegisteredSubnetCounter.get(world, TWO), 2n)
  assert.equal(NetworkRegisteredAt.get(world, TWO), 20n)
  assert.equal(uidOf(world, TWO, aliceHot), 0)
  // The other's price to a rao of the pool; the median of both before would have been far above.
  assert.ok(Math.abs(U64F64.toNumber(price(world, TWO)) - 4) < 1e-6)
  checkBooks(world)
})

test('nobody gives way while all are immune, nor for whom cannot pay', () => {
  const world = full()
  NetworkImmunityPeriod.put(world, 11n)
  const register = () => refusalOf(world, () => registerNetwork(world, alice, aliceHot))?.name
  assert.equal(register(), 'SubnetLimitReached')
  NetworkImmunityPeriod.put(world, 10n)
  // What the end of the subnet would bring the payer comes too late.
  addStake(world, alice, aliceHot, TWO, Tao(5_000n * TAO))
  setFree(world, alice, Tao(networkLockCost(world) - 1n))
  assert.equal(register(), 'CannotAffordLockCost')
  assert.equal(SubnetOwner.get(world, TWO), SubnetOwner.get(world, ONE))
  setFree(world, alice, networkLockCost(world))
  assert.equal(register(), undefined)
})

test('with room left nobody gives way, and a limit that was lowered ends one subnet at a time', () => {
  const world = full()
  SubnetLimit.put(world, 3)
  assert.equal(registerNetwork(world, alice, aliceHot), 3)
  SubnetLimit.put(world, 1)
  assert.equal(registerNetwork(world, bob, bobHot), TWO)
  assert.equal(storage.SubtensorModule.TotalNetworks.get(world), 4)
})

/** Every row with the subnet in its key, by that key. */
function rowsOf(world: TestWorld, netuid: NetUid): Map<string, string> {
  return new Map(keysLeft(world, netuid).map(key => [key, String(world.state.get(key))]))
}

test('a number that was used before begins exactly as one that was not lived in', () => {
  const begun = (world: TestWorld) => {
    world.block = LATE
    dissolveNetwork(world, ONE)
    NetworkLastLockCost.put(world, Tao(1_000n * TAO))
    // The price of the other subnet makes that of the new one.
    SubnetTAO.put(world, TWO, Tao(2_000n * TAO))
    SubnetAlphaIn.put(world, TWO, Alpha(900n * TAO))
    assert.equal(registerNetwork(world, charlie, charlieHot), ONE)
    return rowsOf(world, ONE)
  }
  const [used, unused] = [begun(richHotkey()), begun(market())]
  assert.ok(used.size > 20)
  assert.deepEqual(used, unused)
})

test('a subnet with everything in it ends, the other goes on paying, and its number begins anew', () => {
  const net = livelyNetwork()
  const [one, two] = [NetUid(1), NetUid(2)]
  const { SubnetEpochIndex, SubnetTAO } = storage.SubtensorModule
  net.sudo(callValue('SubtensorModule', 'root_dissolve_network', { netuid: two }))
  assert.deepEqual(rowsLeft(net, two), ['RegisteredSubnetCounter'])
  const epochs = SubnetEpochIndex.get(net, one)
  net.pass(2 * TEMPO)
  assert.equal(SubnetEpochIndex.get(net, one), epochs + 2n)
  assert.deepEqual(rowsLeft(net, two), ['RegisteredSubnetCounter'])
  const refused = net.send(
    'miner 0',
    composeCall('SubtensorModule', 'burned_register', { netuid: two, hotkey: hotkey('miner 0') }),
  )
  assert.equal(refused.dispatch?.name, 'SubnetNotExists')
  net.must(OWNER, composeCall('SubtensorModule', 'register_network', { hotkey: hotkey(OWNER) }))
  net.must(OWNER, composeCall('SubtensorModule', 'start_call', { netuid: two }))
  net.join('miner 0', two)
  net.stake('validator 0', two, 10n * TAO)
  net.pass(2 * TEMPO)
  assert.ok(SubnetTAO.get(net, two) > 0n)
  assert.ok(SubnetEpochIndex.get(net, two) > 0n)
})

test('the pool of extrinsics lets a registration through when somebody gives way', () => {
  const net = new Network({
    subnets: 2,
    validators: 0,
    miners: 0,
    tempo: 5,
    values: { 'SubtensorModule.SubnetLimit': 2, 'SubtensorModule.NetworkImmunityPeriod': 1 },
  })
  const register = composeCall('SubtensorModule', 'register_network', { hotkey: hotkey(OWNER) })
  net.must(OWNER, register)
  assert.ok(net.eventNames(1).includes('NetworkRemoved'))
})
