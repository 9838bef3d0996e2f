// A swap under a price limit, on pools of every size and price: it never takes in more than was ordered, nor gives more than
// the pool holds (chain-weights-staking §5.4, §5.5).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { perquintill, U64_MAX, U64F64 } from '@taonet/wire'
import fc from 'fast-check'
import { type Pool, poolPrice } from '../../src/chapters/swap/pool.ts'
import { limitPrice, maximumInput, type Side, type SwapOrder, swap } from '../../src/chapters/swap/swap.ts'

const RUNS = 300 * Number(process.env.TAONET_EFFORT ?? 1)

/** Numbers of every length, so that prices of few bits are as frequent as others. */
const ofAnyLength = (bits: number): fc.Arbitrary<bigint> =>
  fc.nat(bits).chain(length => fc.bigInt(0n, (1n << BigInt(length)) - 1n))

const weight = fc.oneof(
  fc.constant(500_000_000_000_000_000n),
  fc.bigInt(10_000_000_000_000_000n, 990_000_000_000_000_000n),
)
const pool: fc.Arbitrary<Pool> = fc.record({
  alpha: ofAnyLength(64),
  tao: ofAnyLength(64),
  quoteWeight: weight.map(perquintill),
})
/** Orders whose limit lies close to the price, where it cuts; and any others. */
const trade = pool.chain(one => {
  const rao = (poolPrice(one) * 1_000_000_000n) / U64F64.one
  const near = fc.bigInt(-3n, 3n).map(by => rao + by)
  const limit = fc.oneof(near, ofAnyLength(64)).filter(price => price >= 0n && price <= U64_MAX)
  const order: fc.Arbitrary<SwapOrder> = fc.record({
    side: fc.constantFrom<Side>('buy', 'sell'),
    amount: ofAnyLength(64),
    feeRate: fc.constantFrom(0, 1, 33, 10_000),
    limit,
  })
  return order.map(order => ({ pool: one, order }))
})

test('input and fee together are at most what was ordered, output at most the reserve', () => {
  let cut = 0
  fc.assert(
    fc.property(trade, ({ pool, order }) => {
      const outcome = swap(pool, order)
      if (!outcome.ok) return
      const { deltaIn, fee, out } = outcome
      assert.ok(deltaIn >= 0n && fee >= 0n && out >= 0n)
      assert.ok(deltaIn + fee <= order.amount, `${deltaIn} + ${fee} of ${order.amount}`)
      assert.ok(out <= (order.side === 'buy' ? pool.alpha : pool.tao))
      if (deltaIn + fee < order.amount) cut++
    }),
    { numRuns: RUNS * 10 },
  )
  assert.ok(cut > 0)
})

test('a limit at the price itself is refused, one beyond it is not (strict on both sides)', () => {
  fc.assert(
    fc.property(trade, ({ pool, order }) => {
      const outcome = swap(pool, { ...order, amount: 0n })
      const price = poolPrice(pool)
      const limit = limitPrice(order.limit)
      const reserve = order.side === 'buy' ? pool.alpha : pool.tao
      if (reserve < 1_000_000n) return assert.equal(!outcome.ok && outcome.refusal, 'ReservesTooLow')
      const passes = order.side === 'buy' ? price < limit : price > limit
      assert.equal(outcome.ok, passes)
      if (!outcome.ok) assert.equal(outcome.refusal, 'PriceLimitExceeded')
    }),
    { numRuns: RUNS * 5 },
  )
})

test('the largest input that a limit lets through is carried out whole when it is ordered', () => {
  fc.assert(
    fc.property(trade, ({ pool, order }) => {
      const most = maximumInput(pool, order)
      if (typeof most !== 'bigint' || most === 0n) return
      const outcome = swap(pool, { ...order, amount: most })
      // A trade at the very edge may buy nothing and is refused as such.
      if (!outcome.ok) return assert.equal(outcome.refusal, 'ReservesTooLow')
      assert.ok(outcome.deltaIn + outcome.fee <= most)
    }),
    { numRuns: RUNS * 5 },
  )
})

test('found: a sale of 7 alpha that the limit alone would have let be 10', () => {
  const lopsided: Pool = {
    alpha: 12n,
    tao: 2_082_952_320_185_531_983n,
    quoteWeight: perquintill(10_000_000_000_000_013n),
  }
  const outcome = swap(lopsided, { side: 'sell', amount: 7n, feeRate: 0, limit: 1n })
  assert.equal(outcome.ok && outcome.deltaIn, 7n)
})
