// Takes, hotkey association and where incentive is staked (chain-emission §1.10, chain-registry §3.9).
import assert from 'node:assert/strict'
import test from 'node:test'
import { registerNeuron } from '../../src/chapters/neurons/registry.ts'
import { becomeDelegate, ownerOf, takeOf } from '../../src/chapters/staking/accounts.ts'
import { autoStakeDestination, setAutoStakeDestination } from '../../src/chapters/staking/auto-stake.ts'
import { stakingCalls } from '../../src/chapters/staking/calls.ts'
import {
  AutoStakeDestinationColdkeys,
  Delegates,
  LastTxBlockDelegateTake,
  MinDelegateTake,
  TxDelegateTakeRateLimit,
} from '../../src/chapters/staking/table.ts'
import { decreaseTake, increaseTake } from '../../src/chapters/staking/takes.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import { signed } from '../../src/world.ts'
import { accountOf, eventNames, refusalOf } from '../world.ts'
import { alice, aliceHot, bob, bobHot, market, ONE } from './market.ts'
import { testOrder } from './steps.ts'

const scene = () => {
  const world = market()
  Delegates.put(world, aliceHot, 1_000)
  return { world, coldkey: alice, hotkey: aliceHot, take: 2_000 }
}

testOrder(
  'increase_take',
  scene,
  [
    {
      error: 'HotKeyAccountNotExists',
      break: one => {
        one.hotkey = accountOf('nobody hot')
      },
    },
    {
      error: 'NonAssociatedColdKey',
      break: one => {
        one.coldkey = bob
      },
      without: [3],
    },
    {
      error: 'DelegateTakeTooLow',
      break: one => {
        one.take = 1_000
      },
      without: [3],
    },
    {
      error: 'DelegateTakeTooHigh',
      break: one => {
        one.take = 11_797
      },
    },
    {
      error: 'DelegateTxRateLimitExceeded',
      break: ({ world }) => LastTxBlockDelegateTake.put(world, aliceHot, 19n),
    },
  ],
  ({ world, coldkey, hotkey, take }) => increaseTake(world, coldkey, hotkey, take),
)

test('a take rises again only after strictly more blocks than the limit', () => {
  const { world } = scene()
  increaseTake(world, alice, aliceHot, 2_000)
  world.block += 216_000
  const early = refusalOf(world, () => increaseTake(world, alice, aliceHot, 3_000))
  assert.equal(early?.name, 'DelegateTxRateLimitExceeded')
  world.block += 1
  increaseTake(world, alice, aliceHot, 3_000)
  assert.equal(takeOf(world, aliceHot), 3_000)
  TxDelegateTakeRateLimit.put(world, 0n)
  increaseTake(world, alice, aliceHot, 3_001)
  assert.deepEqual(eventNames(world).slice(-1), ['TakeIncreased'])
})

test('a take falls at any time, strictly and not below the minimum, and that delays the next rise', () => {
  const { world } = scene()
  MinDelegateTake.put(world, 500)
  const same = refusalOf(world, () => decreaseTake(world, alice, aliceHot, 1_000))
  assert.equal(same?.name, 'DelegateTakeTooLow')
  assert.equal(refusalOf(world, () => decreaseTake(world, alice, aliceHot, 499))?.name, 'DelegateTakeTooLow')
  decreaseTake(world, alice, aliceHot, 700)
  decreaseTake(world, alice, aliceHot, 500)
  const soon = refusalOf(world, () => increaseTake(world, alice, aliceHot, 600))
  assert.equal(soon?.name, 'DelegateTxRateLimitExceeded')
})

test('a hotkey without an entry has the take of 18 %, and becomes a delegate once', () => {
  const world = market()
  assert.equal(takeOf(world, bobHot), 11_796)
  assert.equal(refusalOf(world, () => increaseTake(world, bob, bobHot, 11_796))?.name, 'DelegateTakeTooLow')
  const mark = world.events.length
  becomeDelegate(world, bob, bobHot)
  becomeDelegate(world, bob, bobHot)
  assert.ok(Delegates.has(world, bobHot))
  assert.deepEqual(eventNames(world, mark), ['DelegateAdded'])
})

test('the pool checks a take for its bounds, then for the hotkey and its owner', () => {
  const world = market()
  MinDelegateTake.put(world, 100)
  const guard = (coldkey: typeof alice, take: number, hotkey = aliceHot) =>
    refusalOf(world, () => stakingCalls.guards.increase_take?.(world, signed(coldkey), { hotkey, take }))
      ?.name
  assert.equal(guard(bob, 99), 'DelegateTakeTooLow')
  assert.equal(guard(bob, 11_797), 'DelegateTakeTooHigh')
  assert.equal(guard(bob, 100, accountOf('nobody')), 'HotKeyAccountNotExists')
  assert.equal(guard(bob, 100), 'NonAssociatedColdKey')
  assert.equal(guard(alice, 11_796), undefined)
})

test('try_associate_hotkey claims what nobody owns, changes nothing else, and refuses a subnet itself', () => {
  const world = market()
  const call = (coldkey: typeof alice, hotkey: typeof alice) =>
    refusalOf(world, () => stakingCalls.handlers.try_associate_hotkey?.(world, signed(coldkey), { hotkey }))
      ?.name
  const fresh = accountOf('fresh hot')
  assert.equal(call(alice, fresh), undefined)
  assert.equal(ownerOf(world, fresh), alice)
  assert.equal(call(bob, fresh), undefined)
  assert.equal(ownerOf(world, fresh), alice)
  assert.equal(call(bob, subnetAccount(ONE)), 'CannotUseSystemAccount')
})

test('incentive is staked where its coldkey wants it', () => {
  const world = market()
  const set = (netuid: typeof ONE, hotkey: typeof alice) =>
    refusalOf(world, () => setAutoStakeDestination(world, alice, netuid, hotkey))?.name
  assert.equal(set(9 as typeof ONE, bobHot), 'SubnetNotExists')
  assert.equal(set(ONE, bobHot), 'HotKeyNotRegisteredInSubNet')
  registerNeuron(world, ONE, bobHot)
  registerNeuron(world, ONE, aliceHot)
  assert.equal(set(ONE, bobHot), undefined)
  assert.equal(set(ONE, bobHot), 'SameAutoStakeHotkeyAlreadySet')
  assert.equal(set(ONE, aliceHot), undefined)
  assert.equal(autoStakeDestination(world, alice, ONE), aliceHot)
  assert.deepEqual(AutoStakeDestinationColdkeys.get(world, bobHot, ONE), [])
  assert.deepEqual(AutoStakeDestinationColdkeys.get(world, aliceHot, ONE), [alice])
})
