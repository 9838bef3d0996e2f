// Subnets that are kept to approved keys (adr/0005): who may register, who approves, and what a revocation leaves alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountId } from '@taonet/wire'
import { adminCalls } from '../../src/chapters/admin/calls.ts'
import { setFree } from '../../src/chapters/balances/ledger.ts'
import { dissolveNetwork } from '../../src/chapters/dissolution/dissolve.ts'
import { approve, revoke } from '../../src/chapters/neurons/approval.ts'
import { buySeat } from '../../src/chapters/neurons/registration.ts'
import { uidOf } from '../../src/chapters/neurons/registry.ts'
import { RegistrationApprovals, RegistrationNeedsApproval } from '../../src/chapters/neurons/table.ts'
import { LastEpochBlock, Tempo } from '../../src/chapters/subnets/table.ts'
import { NetUid, Tao } from '../../src/nouns.ts'
import { root, signed } from '../../src/world.ts'
import { alice, aliceHot, bob, bobHot, market, ONE, owner, TAO, TWO } from '../staking/market.ts'
import { accountOf, eventNames, refusalOf, type TestWorld } from '../world.ts'

function closed(): TestWorld {
  const world = market()
  RegistrationNeedsApproval.put(world, ONE, true)
  return world
}

const registering = (world: TestWorld, coldkey: AccountId, hotkey: AccountId) =>
  refusalOf(world, () => buySeat(world, coldkey, ONE, hotkey))?.name

test('nobody registers unapproved, and pays nothing for the attempt', () => {
  const world = closed()
  const before = [...world.state.changes()]
  assert.equal(registering(world, alice, aliceHot), 'RegistrationNotApproved')
  assert.deepEqual([...world.state.changes()], before)
})

test('an approved coldkey registers any hotkey of its own', () => {
  const world = closed()
  approve(world, signed(owner), ONE, alice)
  assert.equal(registering(world, alice, accountOf('one')), undefined)
  assert.equal(registering(world, alice, accountOf('two')), undefined)
  assert.equal(registering(world, bob, bobHot), 'RegistrationNotApproved')
})

test('an approved hotkey is registered by whoever owns it, and by nobody else', () => {
  const world = closed()
  approve(world, root, ONE, bobHot)
  assert.equal(registering(world, alice, bobHot), 'NonAssociatedColdKey')
  assert.equal(registering(world, bob, bobHot), undefined)
  assert.equal(registering(world, bob, accountOf('another')), 'RegistrationNotApproved')
})

test('the owner needs no approval of his own', () => {
  const world = closed()
  setFree(world, owner, Tao(10n * TAO))
  assert.equal(registering(world, owner, accountOf('mine')), undefined)
})

test('a revocation stops the next registration and leaves the seat that is held', () => {
  const world = closed()
  approve(world, signed(owner), ONE, alice)
  assert.equal(registering(world, alice, aliceHot), undefined)
  revoke(world, signed(owner), ONE, alice)
  assert.equal(registering(world, alice, accountOf('later')), 'RegistrationNotApproved')
  assert.ok(uidOf(world, ONE, aliceHot) !== undefined)
  assert.deepEqual(
    eventNames(world).filter(name => name.startsWith('Registration')),
    ['RegistrationApproved', 'RegistrationRevoked'],
  )
})

test('only the owner and root approve and revoke, on subnets that are there, each for his own', () => {
  const world = closed()
  const tries = (netuid: NetUid, who = signed(owner)) => [
    refusalOf(world, () => approve(world, who, netuid, bob))?.name,
    refusalOf(world, () => revoke(world, who, netuid, bob))?.name,
  ]
  assert.deepEqual(tries(ONE, signed(alice)), ['BadOrigin', 'BadOrigin'])
  assert.deepEqual(tries(NetUid(9)), ['SubnetNotExists', 'SubnetNotExists'])
  assert.deepEqual(tries(ONE, root), [undefined, undefined])
  approve(world, root, TWO, bob)
  assert.equal(registering(world, bob, bobHot), 'RegistrationNotApproved')
})

test('the owner closes and opens his subnet by its hyperparameter; without it approvals mean nothing', () => {
  const world = market()
  // Far from any epoch: nothing may change right before one.
  world.block = 20_000
  Tempo.put(world, ONE, 1_000)
  LastEpochBlock.put(world, ONE, 19_500n)
  const set = (needed: boolean, who = owner) =>
    refusalOf(world, () =>
      adminCalls.handlers.sudo_set_registration_needs_approval?.(world, signed(who), { netuid: ONE, needed }),
    )?.name
  assert.equal(registering(world, alice, aliceHot), undefined)
  assert.equal(set(true, alice), 'BadOrigin')
  assert.equal(set(true), undefined)
  assert.equal(registering(world, bob, bobHot), 'RegistrationNotApproved')
  assert.equal(set(false), undefined)
  assert.equal(registering(world, bob, bobHot), undefined)
})

test('approvals end with their subnet: the next of that number begins with none', () => {
  const world = closed()
  approve(world, signed(owner), ONE, alice)
  approve(world, root, TWO, alice)
  dissolveNetwork(world, ONE)
  assert.equal(RegistrationApprovals.get(world, ONE, alice), false)
  assert.equal(RegistrationNeedsApproval.get(world, ONE), false)
  assert.equal(RegistrationApprovals.get(world, TWO, alice), true)
})
