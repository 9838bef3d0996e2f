// Root validators lend to the owner of a new subnet (chain-registry §3.1(11), chain-emission §1.10).
import assert from 'node:assert/strict'
import test from 'node:test'
import { U64_MAX } from '@taonet/wire'
import { issue } from '../../src/chapters/balances/ledger.ts'
import { setAutoParentDelegation } from '../../src/chapters/children/delegation.ts'
import { childrenInvariants } from '../../src/chapters/children/invariants.ts'
import { ChildKeys, ParentKeys } from '../../src/chapters/children/table.ts'
import { appendNeuron } from '../../src/chapters/neurons/registry.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { StakeThreshold } from '../../src/chapters/staking/table.ts'
import { registerNetwork } from '../../src/chapters/subnets/creation.ts'
import { NetUid, ROOT, Tao } from '../../src/nouns.ts'
import {
  alice,
  aliceHot,
  bob,
  bobHot,
  charlieHot,
  market,
  owner,
  ownerHotkey,
  TAO,
} from '../staking/market.ts'
import { eventNames, refusalOf, type TestWorld } from '../world.ts'

const THREE = NetUid(3)

/** All hotkeys and the owner's sit on root. */
function rooted(): TestWorld {
  const world = market()
  for (const hotkey of [aliceHot, bobHot, charlieHot, ownerHotkey]) appendNeuron(world, ROOT, hotkey)
  return world
}

const lenders = (world: TestWorld) => ParentKeys.get(world, ownerHotkey, THREE)

test('all who sit on root lend their whole stake, at once, the owner not to himself', () => {
  const world = rooted()
  assert.equal(registerNetwork(world, owner, ownerHotkey), THREE)
  assert.deepEqual(
    lenders(world),
    [aliceHot, bobHot, charlieHot].map(hotkey => [U64_MAX, hotkey]),
  )
  assert.deepEqual(ChildKeys.get(world, aliceHot, THREE), [[U64_MAX, ownerHotkey]])
  assert.equal(eventNames(world).filter(name => name === 'SetChildren').length, 3)
  childrenInvariants(world)
})

test('not who chose otherwise, nor who has too little, nor who is not on root', () => {
  const world = market()
  issue(world, owner, Tao(100_000n * TAO))
  for (const hotkey of [aliceHot, bobHot]) appendNeuron(world, ROOT, hotkey)
  StakeThreshold.put(world, 50n * TAO)
  addStake(world, alice, aliceHot, ROOT, Tao(50n * TAO))
  addStake(world, bob, bobHot, ROOT, Tao(50n * TAO - 1n))
  addStake(world, bob, charlieHot, ROOT, Tao(50n * TAO))
  registerNetwork(world, owner, ownerHotkey)
  assert.deepEqual(lenders(world), [[U64_MAX, aliceHot]])
  assert.equal(
    refusalOf(world, () => setAutoParentDelegation(world, bob, aliceHot, false))?.name,
    'NonAssociatedColdKey',
  )
  setAutoParentDelegation(world, alice, aliceHot, false)
  assert.deepEqual(eventNames(world).slice(-1), ['AutoParentDelegationEnabledSet'])
  assert.equal(registerNetwork(world, owner, ownerHotkey), 4)
  assert.deepEqual(ParentKeys.get(world, ownerHotkey, NetUid(4)), [])
  setAutoParentDelegation(world, alice, aliceHot, true)
  assert.equal(registerNetwork(world, owner, ownerHotkey), 5)
  assert.deepEqual(ParentKeys.get(world, ownerHotkey, NetUid(5)), [[U64_MAX, aliceHot]])
})
