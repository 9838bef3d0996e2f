// Buying a seat, and taking one on root (chain-registry §3.4).
import assert from 'node:assert/strict'
import test from 'node:test'
import { balancesInvariants } from '../../src/chapters/balances/invariants.ts'
import { freeBalance, issue, setFree } from '../../src/chapters/balances/ledger.ts'
import { neuronsCalls } from '../../src/chapters/neurons/calls.ts'
import { neuronsInvariants } from '../../src/chapters/neurons/invariants.ts'
import { decayPrices } from '../../src/chapters/neurons/price.ts'
import { buySeat, takeRootSeat } from '../../src/chapters/neurons/registration.ts'
import { appendNeuron, hotkeyOf, neuronCount, uidOf } from '../../src/chapters/neurons/registry.ts'
import {
  Burn,
  MaxAllowedUids,
  MinNonImmuneUids,
  NetworkRegistrationAllowed,
  RAORecycledForRegistration,
  RegistrationsThisBlock,
  RegistrationsThisInterval,
} from '../../src/chapters/neurons/table.ts'
import { createAccountIfNew, ownerOf } from '../../src/chapters/staking/accounts.ts'
import { increaseStake } from '../../src/chapters/staking/stake.ts'
import {
  Delegates,
  Owner,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetTAO,
  SubnetTaoFlow,
} from '../../src/chapters/staking/table.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import { NetworksAdded } from '../../src/chapters/subnets/table.ts'
import { Alpha, NetUid, ROOT, Tao, Uid } from '../../src/nouns.ts'
import { signed } from '../../src/world.ts'
import { alice, aliceHot, author, bob, bobHot, market, ONE, TAO } from '../staking/market.ts'
import { testOrder } from '../staking/steps.ts'
import { accountOf, refusalOf } from '../world.ts'

testOrder(
  'register_limit',
  () => ({ world: market(), netuid: ONE, hotkey: aliceHot, limit: TAO }),
  [
    {
      error: 'RegistrationNotPermittedOnRootSubnet',
      break: one => {
        one.netuid = ROOT
      },
      without: [1],
    },
    {
      error: 'SubnetNotExists',
      break: one => {
        one.netuid = NetUid(9)
      },
      without: [2, 3, 4, 5, 6, 7],
    },
    {
      error: 'RegistrationPriceLimitExceeded',
      break: one => {
        one.limit = TAO - 1n
      },
    },
    {
      error: 'SubNetRegistrationDisabled',
      break: ({ world }) => NetworkRegistrationAllowed.put(world, ONE, false),
    },
    {
      error: 'HotKeyAlreadyRegisteredInSubNet',
      break: ({ world, hotkey }) => appendNeuron(world, ONE, hotkey),
    },
    {
      error: 'NotEnoughBalanceToStake',
      break: ({ world }) => setFree(world, alice, Tao(Burn.get(world, ONE) - 1n)),
    },
    {
      error: 'NonAssociatedColdKey',
      break: ({ world, hotkey }) => Owner.put(world, hotkey, bob),
    },
    { error: 'NoNeuronIdAvailable', break: ({ world }) => MaxAllowedUids.put(world, ONE, 0) },
  ],
  ({ world, netuid, hotkey, limit }) => buySeat(world, alice, netuid, hotkey, limit),
)

test('the price buys alpha that ends, its TAO stays in the pool, and the price rises', () => {
  const world = market()
  const before = { tao: SubnetTAO.get(world, ONE), alpha: SubnetAlphaIn.get(world, ONE) }
  const free = freeBalance(world, alice)
  const paid = freeBalance(world, author)
  const fresh = accountOf('fresh hot')
  assert.equal(buySeat(world, alice, ONE, fresh), 1)
  const fee = (TAO * 33n) / 65_535n
  assert.equal(freeBalance(world, alice), free - TAO)
  assert.equal(SubnetTAO.get(world, ONE), before.tao + TAO - fee)
  assert.equal(freeBalance(world, author), paid + fee)
  assert.equal(freeBalance(world, subnetAccount(ONE)), SubnetTAO.get(world, ONE))
  assert.ok(SubnetAlphaIn.get(world, ONE) < before.alpha)
  assert.equal(SubnetAlphaOut.get(world, ONE), 0n)
  assert.equal(SubnetTaoFlow.get(world, ONE), TAO)
  assert.equal(Burn.get(world, ONE), 1_260_000_000n)
  assert.equal(RegistrationsThisBlock.get(world, ONE), 1)
  assert.equal(RAORecycledForRegistration.get(world, ONE), TAO)
  assert.equal(ownerOf(world, fresh), alice)
  assert.equal(hotkeyOf(world, ONE, Uid(1)), fresh)
  neuronsInvariants(world)
  balancesInvariants(world)
})

test('a second registration in the same block pays the risen price', () => {
  const world = market()
  buySeat(world, alice, ONE, aliceHot)
  const free = freeBalance(world, bob)
  buySeat(world, bob, ONE, bobHot)
  assert.equal(freeBalance(world, bob), free - 1_260_000_000n)
  assert.equal(RegistrationsThisBlock.get(world, ONE), 2)
  decayPrices(world)
  assert.equal(RegistrationsThisBlock.get(world, ONE), 0)
})

test('a payer near the price keeps the existential deposit and pays less; one who can move nothing is refused', () => {
  const world = market()
  setFree(world, alice, Tao(TAO + 100n))
  buySeat(world, alice, ONE, aliceHot)
  assert.equal(freeBalance(world, alice), 500n)
  assert.equal(SubnetTaoFlow.get(world, ONE), TAO - 400n)
  assert.equal(RAORecycledForRegistration.get(world, ONE), TAO)
  Burn.put(world, ONE, Tao(500n))
  assert.equal(
    refusalOf(world, () => buySeat(world, alice, ONE, accountOf('x')))?.name,
    'InsufficientBalance',
  )
})

test('a pool that cannot trade undoes the registration', () => {
  const world = market()
  SubnetAlphaIn.put(world, ONE, Alpha(999_999n))
  const free = freeBalance(world, alice)
  assert.equal(refusalOf(world, () => buySeat(world, alice, ONE, aliceHot))?.name, 'ReservesTooLow')
  assert.equal(freeBalance(world, alice), free)
  assert.equal(uidOf(world, ONE, aliceHot), undefined)
})

test('register does what burned_register does; work and coldkey are not read', () => {
  const world = market()
  neuronsCalls.handlers.register?.(world, signed(alice), {
    netuid: ONE,
    block_number: 0n,
    nonce: 0n,
    work: new Uint8Array(),
    hotkey: aliceHot,
    coldkey: bob,
  })
  assert.equal(uidOf(world, ONE, aliceHot), 1)
  assert.equal(ownerOf(world, aliceHot), alice)
})

test('a full subnet: the newcomer takes the weakest seat, unless nobody gives way', () => {
  const world = market()
  MaxAllowedUids.put(world, ONE, 2)
  buySeat(world, alice, ONE, aliceHot)
  MinNonImmuneUids.put(world, ONE, 0)
  // Within immunity the immune one goes all the same: no seat is open.
  assert.equal(buySeat(world, bob, ONE, bobHot), 1)
  assert.equal(uidOf(world, ONE, aliceHot), undefined)
  world.block += 5_000
  MinNonImmuneUids.put(world, ONE, 1)
  assert.equal(refusalOf(world, () => buySeat(world, alice, ONE, aliceHot))?.name, 'NoNeuronIdAvailable')
  neuronsInvariants(world)
})

testOrder(
  'root_register',
  () => ({ world: market(), hotkey: aliceHot }),
  [
    { error: 'RootNetworkDoesNotExist', break: ({ world }) => NetworksAdded.remove(world, ROOT) },
    {
      error: 'TooManyRegistrationsThisBlock',
      break: ({ world }) => RegistrationsThisBlock.put(world, ROOT, 1),
    },
    {
      error: 'TooManyRegistrationsThisInterval',
      break: ({ world }) => RegistrationsThisInterval.put(world, ROOT, 3),
    },
    {
      error: 'HotKeyAlreadyRegisteredInSubNet',
      break: ({ world, hotkey }) => appendNeuron(world, ROOT, hotkey),
    },
    {
      error: 'NonAssociatedColdKey',
      break: ({ world, hotkey }) => Owner.put(world, hotkey, bob),
    },
    { error: 'StakeTooLowForRoot', break: ({ world }) => fillRoot(world, 0n) },
  ],
  ({ world, hotkey }) => takeRootSeat(world, alice, hotkey),
)

function fillRoot(world: ReturnType<typeof market>, stake: bigint): void {
  MaxAllowedUids.put(world, ROOT, 3)
  for (const name of ['r0', 'r1', 'r2']) {
    createAccountIfNew(world, accountOf(name), accountOf(`${name} hot`))
    appendNeuron(world, ROOT, accountOf(`${name} hot`))
    if (stake > 0n) increaseStake(world, accountOf(`${name} hot`), accountOf(name), ROOT, Alpha(stake))
  }
}

test('root is joined for nothing, and its members are delegates', () => {
  const world = market()
  const free = freeBalance(world, alice)
  assert.equal(takeRootSeat(world, alice, aliceHot), 0)
  assert.equal(freeBalance(world, alice), free)
  assert.equal(Delegates.has(world, aliceHot), true)
  assert.equal(Delegates.get(world, aliceHot), 11_796)
  assert.equal(Burn.get(world, ROOT), Burn.fallback)
  neuronsInvariants(world)
})

test('a full root gives the weakest seat to strictly more stake', () => {
  const world = market()
  fillRoot(world, 100n)
  increaseStake(world, accountOf('r0 hot'), accountOf('r0'), ROOT, Alpha(1n))
  createAccountIfNew(world, alice, aliceHot)
  increaseStake(world, aliceHot, alice, ROOT, Alpha(100n))
  assert.equal(refusalOf(world, () => takeRootSeat(world, alice, aliceHot))?.name, 'StakeTooLowForRoot')
  increaseStake(world, aliceHot, alice, ROOT, Alpha(1n))
  assert.equal(takeRootSeat(world, alice, aliceHot), 1)
  assert.equal(uidOf(world, ROOT, accountOf('r1 hot')), undefined)
  assert.equal(neuronCount(world, ROOT), 3)
  neuronsInvariants(world)
})

test('root’s interval begins anew with every block once its first tempo is over', () => {
  const world = market()
  for (const name of ['a', 'b', 'c']) {
    world.block += 1
    decayPrices(world)
    takeRootSeat(world, accountOf(name), accountOf(`${name} hot`))
  }
  assert.equal(RegistrationsThisInterval.get(world, ROOT), 3)
  world.block = 99
  decayPrices(world)
  assert.equal(RegistrationsThisInterval.get(world, ROOT), 3)
  world.block = 100
  decayPrices(world)
  assert.equal(RegistrationsThisInterval.get(world, ROOT), 0)
  issue(world, accountOf('d'), Tao(TAO))
  takeRootSeat(world, accountOf('d'), accountOf('d hot'))
})
