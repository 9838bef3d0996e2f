// What child keys keep (chain-emission §1.10, chain-registry §3.9).
import assert from 'node:assert/strict'
import test from 'node:test'
import { ChildkeyTake } from '../../src/chapters/children/table.ts'
import { childkeyTake, setChildkeyTake } from '../../src/chapters/children/takes.ts'
import {
  MaxChildkeyTake,
  MinChildkeyTake,
  MinChildkeyTakePerSubnet,
} from '../../src/chapters/subnets/table.ts'
import { alice, aliceHot, bob, market, ONE, TWO } from '../staking/market.ts'
import { eventNames, refusalOf } from '../world.ts'

const LIMIT = 216_000

test('a rise waits, a fall does not, and both count for the next rise', () => {
  const world = market()
  const set = (take: number) =>
    refusalOf(world, () => setChildkeyTake(world, alice, aliceHot, ONE, take))?.name
  assert.equal(set(1_000), undefined)
  assert.equal(set(1_001), 'TxChildkeyTakeRateLimitExceeded')
  assert.equal(set(1_000), undefined, 'the same is no rise')
  world.block += LIMIT - 1
  assert.equal(set(1_001), 'TxChildkeyTakeRateLimitExceeded')
  assert.equal(set(500), undefined)
  world.block += LIMIT - 1
  assert.equal(set(501), 'TxChildkeyTakeRateLimitExceeded')
  world.block += 1
  assert.equal(set(501), undefined)
  assert.equal(ChildkeyTake.get(world, aliceHot, ONE), 501)
  assert.deepEqual(eventNames(world).slice(-1), ['ChildKeyTakeSet'])
  // Each subnet has its own clock.
  assert.equal(
    refusalOf(world, () => setChildkeyTake(world, alice, aliceHot, TWO, 9_000)),
    undefined,
  )
})

test('the owner of the hotkey sets it, within the bounds of the chain and of the subnet', () => {
  const world = market()
  MinChildkeyTake.put(world, 10)
  MinChildkeyTakePerSubnet.put(world, ONE, 20)
  const set = (take: number, coldkey = alice, netuid = ONE) =>
    refusalOf(world, () => setChildkeyTake(world, coldkey, aliceHot, netuid, take))?.name
  assert.equal(set(65_535, bob), 'NonAssociatedColdKey')
  assert.equal(set(MaxChildkeyTake.get(world) + 1), 'InvalidChildkeyTake')
  assert.equal(set(19), 'InvalidChildkeyTake')
  assert.equal(set(9, alice, TWO), 'InvalidChildkeyTake')
  assert.equal(set(10, alice, TWO), undefined)
  assert.equal(set(MaxChildkeyTake.get(world)), undefined)
  assert.equal(childkeyTake(world, aliceHot, ONE), MaxChildkeyTake.get(world))
})

test('what is in force already by the minimum is no rise', () => {
  const world = market()
  setChildkeyTake(world, alice, aliceHot, ONE, 5)
  MinChildkeyTakePerSubnet.put(world, ONE, 20)
  assert.equal(
    refusalOf(world, () => setChildkeyTake(world, alice, aliceHot, ONE, 20)),
    undefined,
  )
})
