// Simulated swaps against the swaps themselves, and prices against the pools.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { U64F64 } from '@taonet/wire'
import fc from 'fast-check'
import { stakeInfoApi } from '../../src/apis/stake-info.ts'
import { swapApi } from '../../src/apis/swap.ts'
import { swapStake } from '../../src/chapters/staking/move.ts'
import { buyAlpha, mintAlphaOut, price, sellAlpha } from '../../src/chapters/staking/pool.ts'
import { Alpha, ROOT, Tao } from '../../src/nouns.ts'
import { attempt } from '../../src/world.ts'
import { alice, aliceHot, ONE, TAO, TWO } from '../staking/market.ts'
import { ask, scene } from './scene.ts'

const world = scene()
const rao = fc.oneof(
  fc.bigInt({ min: 0n, max: 2_000n }),
  fc.bigInt({ min: 0n, max: 1_000n * TAO }),
  fc.bigInt({ min: 0n, max: (1n << 63n) - 1n }),
)
const runs = { numRuns: 60 }

const buy = (tao: bigint, netuid = ONE) =>
  ask(world, swapApi, 'sim_swap_tao_for_alpha', { netuid, tao: Tao(tao) })
const sell = (alpha: bigint, netuid = ONE) =>
  ask(world, swapApi, 'sim_swap_alpha_for_tao', { netuid, alpha: Alpha(alpha) })
const isNothing = (seen: object) => Object.values(seen).every(value => value === 0n)

test('a simulated purchase is the purchase, and what it slips is missing to the price of before', () => {
  const spot = price(world, ONE)
  let went = 0
  fc.assert(
    fc.property(rao, amount => {
      const seen = buy(amount)
      const other = scene()
      const done = attempt(other, () => buyAlpha(other, ONE, Tao(amount), { fee: true }))
      if (!done.ok) return isNothing(seen)
      went++
      const { alpha, fee, paid } = done.value
      const ideal = U64F64.toU64(U64F64.divTrunc(U64F64.fromInteger(paid), spot))
      assert.deepEqual(seen, {
        tao_amount: paid,
        alpha_amount: alpha,
        tao_fee: fee,
        alpha_fee: 0n,
        tao_slippage: 0n,
        alpha_slippage: ideal > alpha ? ideal - alpha : 0n,
      })
    }),
    runs,
  )
  assert.ok(went > 10)
})

test('a simulated sale is the sale', () => {
  const spot = price(world, ONE)
  let went = 0
  fc.assert(
    fc.property(rao, amount => {
      const seen = sell(amount)
      const other = scene()
      // Only alpha that is outside the pool can be sold into it.
      mintAlphaOut(other, ONE, Alpha(amount))
      const done = attempt(other, () => sellAlpha(other, ONE, Alpha(amount), { fee: true }))
      if (!done.ok) return isNothing(seen)
      went++
      const { tao, fee, paid } = done.value
      const ideal = U64F64.toU64(U64F64.mulFloor(U64F64.fromInteger(paid), spot))
      assert.deepEqual(seen, {
        tao_amount: tao,
        alpha_amount: paid,
        tao_fee: 0n,
        alpha_fee: fee,
        tao_slippage: ideal > tao ? ideal - tao : 0n,
        alpha_slippage: 0n,
      })
    }),
    runs,
  )
  assert.ok(went > 10)
})

test('what is told of a sale, of a purchase and of the fee holds for a move between subnets too', () => {
  const fee = (from: typeof ONE, to: typeof ONE, amount: bigint) =>
    ask(world, stakeInfoApi, 'get_stake_fee', {
      origin: [aliceHot, from],
      origin_coldkey_account: alice,
      destination: [aliceHot, to],
      destination_coldkey_account: alice,
      amount,
    })
  const told = (from: typeof ONE, to: typeof ONE, amount: bigint) => {
    const other = scene()
    const mark = other.events.length
    swapStake(other, alice, { hotkey: aliceHot, netuid: from }, to, Alpha(amount))
    const fieldsOf = (name: string) => other.events.slice(mark).find(one => one.name === name)?.fields ?? {}
    return {
      removed: fieldsOf('StakeRemoved'),
      added: fieldsOf('StakeAdded'),
      swapped: fieldsOf('StakeSwapped'),
    }
  }
  fc.assert(
    fc.property(fc.bigInt(3_000_000n, 40n * TAO), amount => {
      const away = told(ONE, TWO, amount)
      const sale = sell(amount)
      assert.deepEqual([away.removed.tao, away.removed.fee], [sale.tao_amount, sale.alpha_fee])
      assert.equal(away.swapped.tao, sale.tao_amount)
      assert.deepEqual([fee(ONE, TWO, amount), away.added.fee], [sale.alpha_fee, 0n])
      const fromRoot = told(ROOT, ONE, amount)
      const purchase = buy(amount)
      assert.deepEqual([fromRoot.added.alpha, fromRoot.added.fee], [purchase.alpha_amount, purchase.tao_fee])
      assert.deepEqual([fee(ROOT, ONE, amount), fromRoot.removed.fee], [purchase.tao_fee, 0n])
    }),
    runs,
  )
})

test('nothing that was only looked at moves the pool', () => {
  const before = [price(world, ONE), world.events.length]
  assert.ok(!isNothing(buy(TAO)))
  assert.ok(!isNothing(sell(TAO)))
  assert.ok(isNothing(buy((1n << 64n) - 1n)))
  assert.deepEqual([price(world, ONE), world.events.length], before)
})

test('on root one is one, without a fee', () => {
  assert.deepEqual(Object.values(buy(TAO, ROOT)), [TAO, TAO, 0n, 0n, 0n, 0n])
  assert.deepEqual(Object.values(sell(TAO, ROOT)), [TAO, TAO, 0n, 0n, 0n, 0n])
})

test('prices in rao per alpha', () => {
  const of = (netuid: typeof ONE) => ask(world, swapApi, 'current_alpha_price', { netuid })
  assert.equal(of(ROOT), TAO)
  assert.equal(of(ONE), (price(world, ONE) * TAO) >> 64n)
  assert.ok(of(ONE) > of(TWO), 'alpha of subnet 1 was bought')
  assert.deepEqual(
    ask(world, swapApi, 'current_alpha_price_all', {}),
    [ROOT, ONE, TWO].map(netuid => ({ netuid, price: of(netuid) })),
  )
})
