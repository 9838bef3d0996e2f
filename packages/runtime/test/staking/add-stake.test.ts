// add_stake and add_stake_limit (chain-weights-staking §5.2, §5.4, §5.5).
import assert from 'node:assert/strict'
import test from 'node:test'
import { freeBalance } from '../../src/chapters/balances/ledger.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { BURN_ACCOUNT } from '../../src/chapters/staking/fees.ts'
import { alphaIssuance, price } from '../../src/chapters/staking/pool.ts'
import { stakeOf } from '../../src/chapters/staking/stake.ts'
import {
  StakingHotkeys,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetTAO,
  SubnetTaoFlow,
  SubnetVolume,
  TotalStake,
} from '../../src/chapters/staking/table.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import { NetworksAdded, SubtokenEnabled } from '../../src/chapters/subnets/table.ts'
import { limitPrice } from '../../src/chapters/swap/swap.ts'
import { FeeRate } from '../../src/chapters/swap/table.ts'
import { Alpha, type NetUid, ROOT, Tao } from '../../src/nouns.ts'
import { accountOf, refusalOf } from '../world.ts'
import { alice, aliceHot, author, bobHot, checkBooks, market, ONE, TAO } from './market.ts'
import { testOrder } from './steps.ts'

const FEE_OF_MINIMUM = 1007n
const scene = () => ({
  world: market(),
  coldkey: alice,
  hotkey: bobHot,
  netuid: ONE as NetUid,
  amount: Tao(10n * TAO),
})

testOrder(
  'add_stake',
  scene,
  [
    { error: 'InsufficientLiquidity', break: ({ world }) => SubnetTAO.put(world, ONE, Tao(1n)) },
    { error: 'SubnetNotExists', break: ({ world }) => NetworksAdded.remove(world, ONE) },
    { error: 'SubtokenDisabled', break: ({ world }) => SubtokenEnabled.put(world, ONE, false) },
    {
      error: 'AmountTooLow',
      break: one => {
        one.amount = Tao(2_000_000n + FEE_OF_MINIMUM - 1n)
      },
    },
    {
      error: 'NotEnoughBalanceToStake',
      break: one => {
        one.coldkey = accountOf('pauper')
      },
    },
    {
      error: 'HotKeyAccountNotExists',
      break: one => {
        one.hotkey = accountOf('nobody hot')
      },
    },
    { error: 'InsufficientLiquidity', break: ({ world }) => SubnetAlphaIn.put(world, ONE, Alpha(999_999n)) },
  ],
  ({ world, coldkey, hotkey, netuid, amount }) => addStake(world, coldkey, hotkey, netuid, amount),
)

test('the smallest amount is 2,000,000 rao and its fee', () => {
  const world = market()
  addStake(world, alice, aliceHot, ONE, Tao(2_000_000n + FEE_OF_MINIMUM))
  assert.ok(stakeOf(world, aliceHot, alice, ONE) > 0n)
})

test('a purchase follows x * y = k after the fee, and the books follow the purchase', () => {
  const world = market()
  const [x, y] = [SubnetAlphaIn.get(world, ONE), SubnetTAO.get(world, ONE)]
  const issued = alphaIssuance(world, ONE)
  const total = TotalStake.get(world)
  const amount = 100n * TAO
  const fee = (amount * 33n) / 65_535n
  const net = amount - fee
  const mark = world.events.length
  addStake(world, alice, bobHot, ONE, Tao(amount))
  const out = stakeOf(world, bobHot, alice, ONE)
  const expected = (x * net) / (y + net)
  assert.ok(out >= expected - 2n && out <= expected + 2n, `${out} alpha, expected ${expected}`)
  assert.equal(SubnetAlphaIn.get(world, ONE), x - out)
  assert.equal(SubnetAlphaOut.get(world, ONE), out)
  assert.equal(SubnetTAO.get(world, ONE), y + net)
  assert.equal(alphaIssuance(world, ONE), issued)
  assert.equal(TotalStake.get(world), total + amount)
  assert.equal(SubnetVolume.get(world, ONE), amount)
  assert.equal(SubnetTaoFlow.get(world, ONE), net)
  assert.equal(freeBalance(world, author), TAO + fee)
  assert.equal(freeBalance(world, alice), 9_900n * TAO)
  assert.deepEqual(StakingHotkeys.get(world, alice), [bobHot])
  const added = world.events.slice(mark).find(event => event.name === 'StakeAdded')
  assert.deepEqual(added?.fields, {
    coldkey: alice,
    hotkey: bobHot,
    tao: amount,
    alpha: out,
    netuid: ONE,
    fee,
  })
  checkBooks(world)
})

test('root takes TAO one for one, without fee', () => {
  const world = market()
  addStake(world, alice, aliceHot, ROOT, Tao(7n * TAO))
  assert.equal(stakeOf(world, aliceHot, alice, ROOT), 7n * TAO)
  assert.equal(SubnetTAO.get(world, ROOT), 7n * TAO)
  assert.equal(SubnetAlphaOut.get(world, ROOT), 7n * TAO)
  assert.equal(freeBalance(world, subnetAccount(ROOT)), 7n * TAO)
  assert.equal(freeBalance(world, author), TAO)
  checkBooks(world)
})

test('the whole balance leaves the existential deposit behind', () => {
  const world = market()
  addStake(world, alice, aliceHot, ONE, freeBalance(world, alice))
  assert.equal(freeBalance(world, alice), 500n)
  checkBooks(world)
})

test('without an author the fee is burnt, without a change of the issuance', () => {
  const world = market()
  world.author = undefined
  addStake(world, alice, aliceHot, ONE, Tao(100n * TAO))
  assert.equal(freeBalance(world, BURN_ACCOUNT), (100n * TAO * 33n) / 65_535n)
  checkBooks(world)
})

test('a fee too small to open an account stays outside the reserves', () => {
  const world = market()
  world.author = accountOf('new author')
  FeeRate.put(world, ONE, 10)
  addStake(world, alice, aliceHot, ONE, Tao(3_000_000n))
  assert.equal(freeBalance(world, world.author), 0n)
  assert.equal(freeBalance(world, subnetAccount(ONE)) - SubnetTAO.get(world, ONE), 457n)
  checkBooks(world)
})

const atMost = (rao: bigint, partial: boolean) => ({ price: Tao(rao), partial })

test('a limit at or below the price refuses everything', () => {
  const world = market()
  for (const rao of [TAO, TAO - 1n]) {
    const refused = refusalOf(world, () => addStake(world, alice, aliceHot, ONE, Tao(TAO), atMost(rao, true)))
    assert.equal(refused?.name, 'PriceLimitExceeded')
  }
})

test('a limit that the whole amount would cross refuses, or cuts the amount', () => {
  const world = market()
  const amount = Tao(1_000n * TAO)
  const limit = (TAO * 121n) / 100n
  const whole = refusalOf(world, () => addStake(world, alice, aliceHot, ONE, amount, atMost(limit, false)))
  assert.equal(whole?.name, 'SlippageTooHigh')
  addStake(world, alice, aliceHot, ONE, amount, atMost(limit, true))
  // With even weights the price rises by 1.21 when TAO rises by 1.1: a tenth of the pool.
  const spent = 10_000n * TAO - freeBalance(world, alice)
  const expected = ((SubnetTAO.get(world, ONE) / 11n) * 65_535n) / 65_502n
  assert.ok(spent > (expected * 999_999n) / 1_000_000n && spent < (expected * 1_000_001n) / 1_000_000n)
  assert.ok(price(world, ONE) <= limitPrice(limit))
  checkBooks(world)
})

test('root and the price 1: a limit of 1 or more is none, a lower one lets nothing through', () => {
  const world = market()
  addStake(world, alice, aliceHot, ROOT, Tao(TAO), atMost(TAO, false))
  assert.equal(stakeOf(world, aliceHot, alice, ROOT), TAO)
  const below = refusalOf(world, () =>
    addStake(world, alice, aliceHot, ROOT, Tao(TAO), atMost(TAO - 1n, false)),
  )
  assert.equal(below?.name, 'SlippageTooHigh')
})

test('a refused purchase leaves no trace', () => {
  const world = market()
  const before = new Map(world.state.changes())
  const refused = refusalOf(world, () => addStake(world, alice, accountOf('nobody hot'), ONE, Tao(TAO)))
  assert.equal(refused?.name, 'HotKeyAccountNotExists')
  assert.deepEqual(new Map(world.state.changes()), before)
})
