// remove_stake, its limits, unstake_all and small nominations (chain-weights-staking §5.2).
import assert from 'node:assert/strict'
import test from 'node:test'
import { U64F64 } from '@taonet/wire'
import { freeBalance } from '../../src/chapters/balances/ledger.ts'
import { replaceLock } from '../../src/chapters/locks/standing.ts'
import { createAccountIfNew } from '../../src/chapters/staking/accounts.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { price, valueAtSpot } from '../../src/chapters/staking/pool.ts'
import { removeStake } from '../../src/chapters/staking/remove.ts'
import { stakeOf } from '../../src/chapters/staking/stake.ts'
import { Owner, SubnetAlphaIn, SubnetAlphaOut, SubnetTAO } from '../../src/chapters/staking/table.ts'
import { unstakeAll, unstakeAllAlpha } from '../../src/chapters/staking/unstake-all.ts'
import { NetworksAdded, SubtokenEnabled } from '../../src/chapters/subnets/table.ts'
import { limitPrice } from '../../src/chapters/swap/swap.ts'
import { Alpha, type NetUid, ROOT, Tao } from '../../src/nouns.ts'
import { refusalOf } from '../world.ts'
import {
  alice,
  aliceHot,
  author,
  bob,
  bobHot,
  checkBooks,
  market,
  ONE,
  setNominatorMinimum,
  TAO,
  TWO,
} from './market.ts'
import { testOrder } from './steps.ts'

/** Alice has staked 100 TAO to Bob's hotkey on subnet 1. */
function staked() {
  const world = market()
  addStake(world, alice, bobHot, ONE, Tao(100n * TAO))
  return { world, coldkey: alice, hotkey: bobHot, netuid: ONE as NetUid, amount: Alpha(10n * TAO) }
}

function lock(world: ReturnType<typeof market>, mass: bigint, last = world.block): void {
  const block = world.block
  world.block = last
  replaceLock(world, alice, ONE, { hotkey: bobHot, mass, conviction: U64F64.zero })
  world.block = block
}

testOrder(
  'remove_stake',
  staked,
  [
    { error: 'SubtokenDisabled', break: ({ world }) => SubtokenEnabled.put(world, ONE, false) },
    {
      error: 'InsufficientLiquidity',
      break: ({ world }) => SubnetAlphaIn.put(world, ONE, Alpha(1n)),
      without: [3, 5],
    },
    { error: 'SubnetNotExists', break: ({ world }) => NetworksAdded.remove(world, ONE) },
    {
      error: 'AmountTooLow',
      break: one => {
        one.amount = Alpha(0n)
      },
      without: [5],
    },
    {
      error: 'InsufficientLiquidity',
      break: ({ world }) => SubnetTAO.put(world, ONE, Tao(999_999n)),
      without: [5],
    },
    {
      error: 'AmountTooLow',
      break: one => {
        one.amount = Alpha(1_000_000n)
      },
    },
    { error: 'HotKeyAccountNotExists', break: ({ world }) => Owner.remove(world, bobHot) },
    { error: 'StakeUnavailable', break: ({ world }) => lock(world, 85n * TAO) },
  ],
  ({ world, coldkey, hotkey, netuid, amount }) => removeStake(world, coldkey, hotkey, netuid, amount),
)

test('a sale pays in TAO, and its fee reaches the author in TAO too', () => {
  const { world } = staked()
  const [x, y, out] = [
    SubnetAlphaIn.get(world, ONE),
    SubnetTAO.get(world, ONE),
    SubnetAlphaOut.get(world, ONE),
  ]
  const [had, authorHad] = [freeBalance(world, alice), freeBalance(world, author)]
  const amount = 50n * TAO
  const fee = (amount * 33n) / 65_535n
  const net = amount - fee
  const mark = world.events.length
  removeStake(world, alice, bobHot, ONE, Alpha(amount))
  const received = freeBalance(world, alice) - had
  const expected = (y * net) / (x + net)
  assert.ok(received >= expected - 2n && received <= expected + 2n, `${received}, expected ${expected}`)
  const feeWorth = freeBalance(world, author) - authorHad
  const expectedFee = ((y - received) * fee) / (x + net + fee)
  assert.ok(
    feeWorth >= expectedFee - 2n && feeWorth <= expectedFee + 2n,
    `${feeWorth}, expected ${expectedFee}`,
  )
  assert.equal(SubnetAlphaIn.get(world, ONE), x + amount)
  assert.equal(SubnetAlphaOut.get(world, ONE), out - amount)
  assert.equal(SubnetTAO.get(world, ONE), y - received - feeWorth)
  const removed = world.events.slice(mark).find(event => event.name === 'StakeRemoved')
  assert.deepEqual(removed?.fields, {
    coldkey: alice,
    hotkey: bobHot,
    tao: received,
    alpha: amount,
    netuid: ONE,
    fee,
  })
  checkBooks(world)
})

test('without an author the fee stays as alpha that nobody owns', () => {
  const { world } = staked()
  world.author = undefined
  const out = SubnetAlphaOut.get(world, ONE)
  removeStake(world, alice, bobHot, ONE, Alpha(50n * TAO))
  const fee = (50n * TAO * 33n) / 65_535n
  assert.equal(SubnetAlphaOut.get(world, ONE), out - 50n * TAO + fee)
  checkBooks(world)
})

test('more than there is means all, and all may be less than the minimum', () => {
  const { world } = staked()
  const all = stakeOf(world, bobHot, alice, ONE)
  removeStake(world, alice, bobHot, ONE, Alpha(all - 2_100_000n))
  assert.ok(stakeOf(world, bobHot, alice, ONE) >= 2_099_999n)
  const tooLittle = refusalOf(world, () => removeStake(world, alice, bobHot, ONE, Alpha(1_000_000n)))
  assert.equal(tooLittle?.name, 'AmountTooLow')
  removeStake(world, alice, bobHot, ONE, Alpha((1n << 64n) - 1n))
  assert.equal(stakeOf(world, bobHot, alice, ONE), 0n)
  checkBooks(world)
})

test('a sale stops at its limit and the rest returns to its place', () => {
  const { world, amount } = staked()
  const limit = (U64F64.toU64(U64F64.mulFloor(price(world, ONE), U64F64.fromInteger(TAO))) * 99n) / 100n
  const refused = refusalOf(world, () =>
    removeStake(world, alice, bobHot, ONE, amount, { price: Tao(limit), partial: false }),
  )
  assert.equal(refused?.name, 'SlippageTooHigh')
  const before = stakeOf(world, bobHot, alice, ONE)
  removeStake(world, alice, bobHot, ONE, amount, { price: Tao(limit), partial: true })
  const sold = before - stakeOf(world, bobHot, alice, ONE)
  assert.ok(sold > 0n && sold < amount, `${sold} of ${amount} sold`)
  checkBooks(world)
  const atPrice = refusalOf(world, () =>
    removeStake(world, alice, bobHot, ONE, amount, { price: Tao(TAO * 2n), partial: true }),
  )
  assert.equal(atPrice?.name, 'PriceLimitExceeded')
  assert.ok(price(world, ONE) > limitPrice(limit / 2n))
})

test('root pays out one for one', () => {
  const world = market()
  addStake(world, alice, aliceHot, ROOT, Tao(9n * TAO))
  removeStake(world, alice, aliceHot, ROOT, Alpha(4n * TAO))
  assert.equal(freeBalance(world, alice), 9_995n * TAO)
  const dear = refusalOf(world, () =>
    removeStake(world, alice, aliceHot, ROOT, Alpha(TAO), { price: Tao(TAO + 1n), partial: false }),
  )
  assert.equal(dear?.name, 'SlippageTooHigh')
  checkBooks(world)
})

test('a decaying lock frees what has decayed', () => {
  const { world } = staked()
  const all = stakeOf(world, bobHot, alice, ONE)
  lock(world, all)
  const take = () => removeStake(world, alice, bobHot, ONE, Alpha(all / 3n))
  assert.equal(refusalOf(world, take)?.name, 'StakeUnavailable')
  world.block += 648_000
  assert.equal(refusalOf(world, take), undefined)
})

test('unstake_all leaves out what may not be unstaked', () => {
  const { world } = staked()
  addStake(world, alice, bobHot, TWO, Tao(50n * TAO))
  addStake(world, alice, bobHot, ROOT, Tao(5n * TAO))
  SubtokenEnabled.put(world, TWO, false)
  unstakeAll(world, alice, bobHot)
  assert.equal(stakeOf(world, bobHot, alice, ONE), 0n)
  assert.equal(stakeOf(world, bobHot, alice, ROOT), 0n)
  assert.ok(stakeOf(world, bobHot, alice, TWO) > 40n * TAO)
  checkBooks(world)
  const unknown = refusalOf(world, () => unstakeAll(world, alice, alice))
  assert.equal(unknown?.name, 'HotKeyAccountNotExists')
})

test('unstake_all_alpha turns alpha into root stake and refuses when there is none', () => {
  const { world } = staked()
  addStake(world, alice, bobHot, TWO, Tao(50n * TAO))
  const free = freeBalance(world, alice)
  unstakeAllAlpha(world, alice, bobHot)
  const root = stakeOf(world, bobHot, alice, ROOT)
  assert.ok(root > 149n * TAO && root < 150n * TAO, `${root} on root`)
  assert.equal(freeBalance(world, alice), free)
  checkBooks(world)
  assert.equal(refusalOf(world, () => unstakeAllAlpha(world, alice, bobHot))?.name, 'AmountTooLow')
})

test('raising the minimum pays out foreign nominations below it, and no others', () => {
  const { world } = staked()
  addStake(world, bob, bobHot, ONE, Tao(3_000_000n))
  addStake(world, bob, aliceHot, ONE, Tao(3_000_000n))
  const had = freeBalance(world, bob)
  setNominatorMinimum(world, 50n * TAO)
  assert.ok(stakeOf(world, bobHot, bob, ONE) > 0n, 'the owner keeps his own')
  assert.equal(stakeOf(world, aliceHot, bob, ONE), 0n, 'the small nomination is gone')
  assert.ok(freeBalance(world, bob) > had, 'and paid out')
  assert.ok(stakeOf(world, bobHot, alice, ONE) > 0n, 'the large one stays')
  checkBooks(world)
})

test('a nomination worth exactly the minimum stays; one that no pool buys is erased', () => {
  const { world } = staked()
  const alpha = stakeOf(world, bobHot, alice, ONE)
  setNominatorMinimum(world, valueAtSpot(world, ONE, alpha))
  assert.equal(stakeOf(world, bobHot, alice, ONE), alpha)
  setNominatorMinimum(world, 0n)
  SubnetTAO.put(world, ONE, Tao(999_999n))
  setNominatorMinimum(world, 1_000_000n * TAO)
  assert.equal(stakeOf(world, bobHot, alice, ONE), 0n)
})

test('the remainder of a removal that fell below the minimum goes with it', () => {
  const { world } = staked()
  setNominatorMinimum(world, 10n * TAO)
  const all = stakeOf(world, bobHot, alice, ONE)
  removeStake(world, alice, bobHot, ONE, Alpha(all - 5n * TAO))
  assert.equal(stakeOf(world, bobHot, alice, ONE), 0n)
  checkBooks(world)
})

test('an owned hotkey stays with its owner', () => {
  const world = market()
  createAccountIfNew(world, bob, aliceHot)
  assert.equal(Owner.get(world, aliceHot), alice)
})
