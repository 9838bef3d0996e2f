// Laws of the pure maths that no vector states: agreement with whole-number arithmetic, conservation, limits.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  expFloor,
  I96F32,
  PERQUINTILL,
  perquintill,
  SAFE_FLOAT_ZERO,
  type SafeFloat,
  U64F64,
  U96F32,
} from '@taonet/wire'
import fc from 'fast-check'
import { blockEmission, TOTAL_SUPPLY } from '../src/chapters/emission/block-emission.ts'
import {
  childDividends,
  parentContribution,
  selfContribution,
} from '../src/chapters/emission/child-dividends.ts'
import {
  distributeDividends,
  minerBurned,
  splitTake,
  takeFraction,
  validatorPot,
} from '../src/chapters/emission/dividends.ts'
import { claimableRate, owedRootDividend, rootClaimIndices } from '../src/chapters/emission/root-claim.ts'
import { epochDue, epochTurns, nextEpochBlock } from '../src/chapters/emission/schedule.ts'
import { emissionShares, rootSells, subnetEmission } from '../src/chapters/emission/shares.ts'
import { logistic, mulFloorSigned } from '../src/chapters/epoch/exp.ts'
import { weightedMedian } from '../src/chapters/epoch/median.ts'
import { divTrunc, mulCeil, mulFloor, ONE } from '../src/chapters/epoch/q32.ts'
import { activityCutoff } from '../src/chapters/epoch/stake.ts'
import { expDecay, LOCK_RATE, rollForward } from '../src/chapters/locks/conviction.ts'
import { bumpedBurn, decayedBurn } from '../src/chapters/neurons/burn.ts'
import {
  addToAll,
  addToOne,
  removeFromOne,
  type SharePool,
  shareValue,
} from '../src/chapters/staking/share-pool.ts'
import { largestRemainder } from '../src/chapters/subnets/largest-remainder.ts'
import { lockReductionInterval } from '../src/chapters/subnets/lock-cost.ts'
import { medianPrice, openingAlpha } from '../src/chapters/subnets/median-price.ts'
import { type Pool, poolPrice, sellOut } from '../src/chapters/swap/pool.ts'
import { quoteWeightForPrice, withProtocolLiquidity } from '../src/chapters/swap/pool-liquidity.ts'
import {
  DEFAULT_BUY_LIMIT,
  DEFAULT_SELL_LIMIT,
  limitPrice,
  maximumInput,
  maximumMove,
  type Side,
  swap,
} from '../src/chapters/swap/swap.ts'
import { median } from './oracle/naive-epoch.ts'

const CASES = 10_000 * Number(process.env.TAONET_EFFORT ?? 1)
const check = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>, share = 1): void =>
  fc.assert(property, { numRuns: Math.ceil(CASES / share) })

const q32 = fc.oneof(fc.nat(ONE), fc.constantFrom(0, 1, 2, 65_535, 65_536, ONE / 2, ONE - 1, ONE))

test('Q32 products and quotients are those of whole numbers', () => {
  check(
    fc.property(q32, q32, (a, b) => {
      const product = BigInt(a) * BigInt(b)
      assert.equal(BigInt(mulFloor(a, b)), product >> 32n)
      assert.equal(BigInt(mulCeil(a, b)), (product + BigInt(ONE - 1)) >> 32n)
    }),
  )
  const total = fc.oneof(
    q32,
    fc.nat(2 ** 37),
    fc.maxSafeNat().map(x => Math.floor(x / 32)),
  )
  check(
    fc.property(q32, total, (a, extra) => {
      const sum = a + extra
      assert.equal(BigInt(divTrunc(a, sum)), sum === 0 ? 0n : (BigInt(a) << 32n) / BigInt(sum))
    }),
  )
})

test('signed products of the sigmoid round down', () => {
  const slope = fc.integer({ min: -(2 ** 40), max: 2 ** 40 })
  check(
    fc.property(slope, fc.integer({ min: -ONE, max: ONE }), (s, t) => {
      assert.equal(BigInt(mulFloorSigned(s, t)), (BigInt(s) * BigInt(t)) >> 32n)
    }),
  )
})

test('the quick logistic is the exact one', () => {
  const exact = (exponent: number): bigint =>
    (1n << 64n) / ((1n << 32n) + expFloor({ numerator: BigInt(exponent), denominator: BigInt(ONE) }, 32))
  check(
    fc.property(fc.integer({ min: -20 * ONE, max: 20 * ONE }), x =>
      assert.equal(BigInt(logistic(x)), exact(x)),
    ),
    5,
  )
  // Between -3 and 1 one exponent in some ten thousand lies where only the exact power can tell.
  let state = 12_345
  for (let i = 0; i < 4 * CASES; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const exponent = state - 3 * ONE
    assert.equal(BigInt(logistic(exponent)), exact(exponent), `exponent ${exponent}`)
  }
  assert.equal(logistic(0), ONE / 2)
  assert.equal(logistic(30 * ONE), logistic(20 * ONE))
  assert.equal(logistic(-30 * ONE), logistic(-20 * ONE))
})

test('the median is the one of the partition procedure, ties and dust included', () => {
  const votes = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(4)), { minLength: 1, maxLength: 9 })
  check(
    fc.property(votes, fc.integer({ min: -2, max: 40 }), (list, minority) => {
      const stakes = list.map(([stake]) => stake)
      const scores = list.map(([, score]) => score)
      const total = stakes.reduce((a, b) => a + b, 0)
      const expected = median(stakes.map(BigInt), scores.map(BigInt), BigInt(minority), 0n, BigInt(total))
      const got = weightedMedian(Float64Array.from(stakes), Float64Array.from(scores), list.length, minority)
      assert.equal(BigInt(got), expected)
    }),
  )
})

test('activity cutoff: the default is 5000 blocks, never below 1', () => {
  assert.equal(activityCutoff(13_889, 360), 5000)
  assert.equal(activityCutoff(1000, 0), 1)
})

test('block emission halves at the issuance of chain-emission §1.2 and never grows', () => {
  const issuance = fc.bigInt(0n, TOTAL_SUPPLY + 10n)
  check(
    fc.property(issuance, fc.bigInt(0n, 10n ** 15n), (at, more) => {
      assert.ok(blockEmission(at) >= blockEmission(at + more))
    }),
  )
  assert.equal(blockEmission(18_375_000n * 10n ** 9n), 125_000_000n)
  assert.equal(blockEmission(18_375_000n * 10n ** 9n - 1n), 250_000_000n)
})

test('shares never exceed the block, disabled subnets get none', () => {
  const subnet = fc.record({
    movingPrice: fc.bigInt(0n, 1n << 33n).map(I96F32.fromBits),
    minerBurned: fc.bigInt(0n, 1n << 32n).map(U96F32.fromBits),
    emissionEnabled: fc.boolean(),
  })
  check(
    fc.property(fc.array(subnet, { maxLength: 8 }), subnets => {
      const shares = emissionShares(subnets)
      assert.ok(U64F64.sum(shares) <= U64F64.one)
      for (const [i, share] of shares.entries()) if (!subnets[i]?.emissionEnabled) assert.equal(share, 0n)
      const paid = shares.reduce((sum, share) => sum + U96F32.toU64(subnetEmission(10n ** 9n, share)), 0n)
      assert.ok(paid <= 10n ** 9n)
    }),
    4,
  )
  assert.equal(rootSells([I96F32.fromBits(1n << 31n), I96F32.fromBits(1n << 31n)]), false)
  assert.equal(rootSells([I96F32.fromBits(1n << 31n), I96F32.fromBits((1n << 31n) + 1n)]), true)
})

test('the epoch clock (chain-emission §1.7)', () => {
  const clock = { tempo: 50, lastEpochBlock: 100n, pendingEpochAt: 0n, blocksSinceLastStep: 0n }
  assert.equal(epochDue(clock, 149n), false)
  assert.equal(epochDue(clock, 150n), true)
  assert.equal(epochDue({ ...clock, pendingEpochAt: 120n }, 120n), true)
  assert.equal(
    epochDue({ ...clock, tempo: 0, pendingEpochAt: 120n, blocksSinceLastStep: 60_000n }, 500n),
    false,
  )
  assert.equal(epochDue({ ...clock, blocksSinceLastStep: 50_400n }, 110n), false)
  assert.equal(epochDue({ ...clock, blocksSinceLastStep: 50_401n }, 110n), true)
  assert.equal(epochDue({ ...clock, lastEpochBlock: 200n }, 110n), false)
  assert.equal(nextEpochBlock(clock), 150n)
  assert.equal(nextEpochBlock({ ...clock, pendingEpochAt: 120n }), 120n)
  assert.equal(nextEpochBlock({ ...clock, pendingEpochAt: 200n }), 150n)
  assert.equal(nextEpochBlock({ ...clock, tempo: 0 }), undefined)
})

test('at most so many epochs a block; a skipped one takes no slot, and only who would run is looked at', () => {
  const due = { tempo: 10, lastEpochBlock: 0n, pendingEpochAt: 0n, blocksSinceLastStep: 10n }
  const idle = { ...due, lastEpochBlock: 5n }
  const asked: number[] = []
  const subnets = [
    { clock: due, fit: true },
    { clock: idle, fit: true },
    { clock: due, fit: false },
    { clock: due, fit: true },
    { clock: due, fit: false },
    { clock: due, fit: true },
  ].map(({ clock, fit }, at) => ({ clock, consistent: () => asked.push(at) > 0 && fit }))
  assert.deepEqual(epochTurns(subnets, 10n, 2), ['runs', 'waits', 'skipped', 'runs', 'deferred', 'deferred'])
  assert.deepEqual(asked, [0, 2, 3])
})

const amount = fc.oneof(fc.bigInt(0n, 100n), fc.bigInt(0n, 10n ** 15n))
const unit = fc.bigInt(0n, 1n << 32n).map(U96F32.fromBits)
const proportion = fc.bigInt(0n, (1n << 64n) - 1n)

test('a child key and its parents share no more than the dividend', () => {
  const stake = fc.record({ alpha: amount, root: amount })
  const parent = fc.record({ stake, proportion, sameOwner: fc.boolean() })
  check(
    fc.property(
      amount,
      stake,
      fc.array(parent, { maxLength: 5 }),
      unit,
      unit,
      (dividend, own, parents, take, burn) => {
        const weight = U96F32.fromBits(226_245_882n)
        const split = childDividends({
          dividend,
          selfContribution: selfContribution(own, [1n << 62n], weight),
          parents: parents.map(one => ({
            contribution: parentContribution(one.stake, one.proportion, weight),
            sameOwner: one.sameOwner,
          })),
          childkeyTake: U96F32.fromBits(take / 2n),
          ckBurn: U96F32.fromBits(burn / 2n),
        })
        const total = [...split.parents, ...split.burned, split.child].reduce((a, b) => a + b, 0n)
        assert.ok(total <= dividend)
        // Each of at most eleven amounts loses less than one unit to its floor.
        assert.ok(dividend - total <= 11n)
      },
    ),
    4,
  )
})

test('dividends pay out no more than the pots', () => {
  const hotkey = fc.record({ dividend: amount, alpha: amount, root: amount })
  check(
    fc.property(
      fc.array(hotkey, { maxLength: 6 }),
      amount,
      amount,
      unit,
      (hotkeys, alphaPot, rootPot, weight) => {
        const paid = distributeDividends(hotkeys, alphaPot, rootPot, weight)
        assert.ok(U96F32.sum(paid.map(one => one.alpha)) <= U96F32.fromInteger(alphaPot))
        assert.ok(U96F32.sum(paid.map(one => one.root)) <= U96F32.fromInteger(rootPot))
      },
    ),
    4,
  )
  assert.deepEqual(splitTake(U96F32.fromInteger(1000n), takeFraction(65_535)), { take: 1000n, rest: 0n })
  assert.deepEqual(splitTake(U96F32.fromInteger(1000n), takeFraction(11_796)), { take: 179n, rest: 820n })
  assert.equal(validatorPot(7n, 5n, 0n), 12n)
  assert.equal(validatorPot(7n, 5n, 1n), 7n)
  assert.equal(minerBurned(1n, 4n), 1n << 30n)
  assert.equal(minerBurned(0n, 0n), 0n)
})

test('root claims: nobody is owed more than was paid in', () => {
  check(
    fc.property(
      fc.array(fc.bigInt(0n, 10n ** 15n), { minLength: 1, maxLength: 6 }),
      amount,
      (stakes, paid) => {
        const total = stakes.reduce((a, b) => a + b, 0n)
        fc.pre(total > 0n)
        const rate = claimableRate(paid, total)
        assert.ok(stakes.reduce((sum, stake) => sum + owedRootDividend(rate, stake, 0n), 0n) <= paid)
      },
    ),
    4,
  )
  assert.equal(owedRootDividend(claimableRate(10n, 4n), 4n, 11n), 0n)
  assert.deepEqual(rootClaimIndices(new Uint8Array(32).fill(255), 5, 0n), [0n])
})

// The pool.

const reserve = fc.bigInt(10n ** 6n, 21n * 10n ** 15n)
const pool: fc.Arbitrary<Pool> = fc.record({
  alpha: reserve,
  tao: reserve,
  quoteWeight: fc.oneof(
    fc.constant(perquintill(PERQUINTILL / 2n)),
    fc.bigInt(PERQUINTILL / 100n, (99n * PERQUINTILL) / 100n).map(perquintill),
  ),
})
const side: fc.Arbitrary<Side> = fc.constantFrom('buy', 'sell')
const NO_LIMIT = { buy: (1n << 64n) - 1n, sell: 0n }
const balanced: Pool = { alpha: 10n ** 9n, tao: 10n ** 9n, quoteWeight: perquintill(PERQUINTILL / 2n) }

test('with equal weights the pool is the constant product', () => {
  check(
    fc.property(reserve, reserve, reserve, (alpha, tao, sold) => {
      const got = sellOut({ alpha, tao, quoteWeight: perquintill(PERQUINTILL / 2n) }, sold)
      const exact = (tao * sold) / (alpha + sold)
      // The power is truncated at 18 decimals, so the output may be too high by 1e-18 of the reserve.
      assert.ok(got >= exact && got <= exact + 1n + tao / 10n ** 18n)
    }),
    4,
  )
})

test('buying and selling back never earns', () => {
  check(
    fc.property(pool, fc.bigInt(1n, 10n ** 15n), (before, spent) => {
      const there = swap(before, { side: 'buy', amount: spent, feeRate: 0, limit: NO_LIMIT.buy })
      if (!there.ok) return
      const back = swap(there.pool, {
        side: 'sell',
        amount: there.out,
        feeRate: 0,
        limit: NO_LIMIT.sell,
        minimumReserve: 0n,
      })
      // Truncation at 18 decimals may favour the seller by 1e-18 of the reserve on either leg.
      if (back.ok) assert.ok(back.out <= spent + 2n + (before.tao + spent) / 10n ** 17n)
    }),
    8,
  )
})

test('a limit stops the swap: the price does not pass it, the fee is on top', () => {
  const order = fc.record({
    side,
    amount: fc.bigInt(1n, 10n ** 16n),
    feeRate: fc.nat(10_000),
    limit: fc.bigInt(1000n, 10n ** 15n),
  })
  check(
    fc.property(pool, order, (before, one) => {
      const outcome = swap(before, one)
      const [price, limit] = [poolPrice(before), limitPrice(one.limit)]
      if (!outcome.ok) return
      assert.ok(outcome.deltaIn + outcome.fee <= one.amount)
      const after = poolPrice(outcome.pool)
      // Whole rao: the last one may carry the price a little past the limit.
      const slack = after / 10n ** 5n + 1n
      assert.ok(
        one.side === 'buy'
          ? price < limit && after <= limit + slack
          : price > limit && after + slack >= limit,
      )
      const given = one.side === 'buy' ? before.alpha - outcome.pool.alpha : before.tao - outcome.pool.tao
      assert.equal(given, outcome.out)
    }),
    8,
  )
})

test('what the pool refuses', () => {
  const order = { side: 'buy', feeRate: 0, limit: DEFAULT_BUY_LIMIT } as const
  const refusal = (at: Pool, one: Parameters<typeof swap>[1]) => {
    const outcome = swap(at, one)
    return outcome.ok ? 'ok' : outcome.refusal
  }
  assert.equal(refusal(balanced, { ...order, amount: 1000n * 10n ** 9n }), 'ok')
  assert.equal(refusal(balanced, { ...order, amount: 1000n * 10n ** 9n + 1n }), 'SwapInputTooLarge')
  assert.equal(refusal({ ...balanced, alpha: 999_999n }, { ...order, amount: 5n }), 'ReservesTooLow')
  assert.equal(
    refusal({ ...balanced, alpha: 10n ** 6n, tao: 10n ** 11n }, { ...order, amount: 1n }),
    'ReservesTooLow',
  )
  assert.equal(refusal(balanced, { ...order, amount: 5n, limit: 10n ** 9n }), 'PriceLimitExceeded')
  // A limit less than one rao away lets nothing in, which is no refusal.
  const nothing = swap(balanced, { ...order, amount: 5n, limit: 10n ** 9n + 1n })
  assert.deepEqual(nothing, { ok: true, deltaIn: 0n, fee: 0n, out: 0n, pool: balanced })
  const sale = { side: 'sell', feeRate: 0, limit: DEFAULT_SELL_LIMIT } as const
  assert.equal(refusal(balanced, { ...sale, amount: 5n, limit: 10n ** 9n }), 'PriceLimitExceeded')
  assert.equal(refusal(balanced, { ...sale, amount: 5000n }), 'ok')
  assert.equal(maximumInput(balanced, { ...sale, limit: 10n ** 9n }), 'PriceLimitExceeded')
})

test('protocol liquidity leaves the price, or nothing is added', () => {
  check(
    fc.property(pool, amount, amount, (before, tao, alpha) => {
      const after = withProtocolLiquidity(before, tao, alpha)
      if (after === undefined) return
      const [p, q] = [U64F64.toNumber(poolPrice(before)), U64F64.toNumber(poolPrice(after))]
      // The weighted reserve products are rounded to whole numbers, weights are at least 0.01 and have 18 decimals,
      // the quotient of the reserves 64 bits below the point.
      const rounding = 200 / (Number(before.alpha) * Number(before.tao))
      assert.ok(Math.abs(p - q) <= (1e-12 + rounding) * p + 2 ** -56, `${p} became ${q}`)
    }),
    4,
  )
  assert.equal(
    withProtocolLiquidity({ ...balanced, alpha: 0n, tao: 0n }, 0n, 0n)?.quoteWeight,
    PERQUINTILL / 2n,
  )
  assert.equal(withProtocolLiquidity(balanced, 10n ** 15n, 0n), undefined)
  assert.equal(quoteWeightForPrice(0n, 0n, U64F64.one), undefined)
  assert.equal(quoteWeightForPrice(10n ** 9n, 1n, U64F64.one), undefined)
})

test('a move between two pools ends where their prices reach the limit', () => {
  const other: Pool = { ...balanced, tao: 4n * 10n ** 9n }
  // 1e9 * (1/5) / (1/10) - 1e9 * (4/5)
  assert.equal(maximumMove(balanced, other, 10n ** 8n), 1_200_000_000n)
  assert.equal(maximumMove(balanced, other, 10n ** 9n), 0n)
  assert.equal(maximumMove({ ...balanced, tao: 0n }, other, 1n), 0n)
})

// Share pools.

test('share pools: a position follows what is added and taken; all together never draw more than the pool', () => {
  const step = fc.record({
    who: fc.nat(3),
    kind: fc.constantFrom('add' as const, 'remove' as const, 'dividend' as const, 'all' as const),
    rao: fc.oneof(fc.bigInt(1n, 9n), fc.bigInt(1n, 10n ** 16n)),
  })
  check(
    fc.property(fc.array(step, { maxLength: 30 }), steps => {
      let pool: SharePool = { value: 0n, shares: SAFE_FLOAT_ZERO }
      const own: SafeFloat[] = [SAFE_FLOAT_ZERO, SAFE_FLOAT_ZERO, SAFE_FLOAT_ZERO, SAFE_FLOAT_ZERO]
      const mine = (who: number): SafeFloat => own[who] ?? SAFE_FLOAT_ZERO
      const take = (who: number, rao: bigint): void => {
        const update = removeFromOne(pool, mine(who), rao)
        pool = update.pool
        own[who] = update.own
      }
      for (const { who, kind, rao } of steps) {
        const held = shareValue(pool, mine(who))
        const before = pool.value
        if (kind === 'dividend') pool = before === 0n ? pool : addToAll(pool, rao)
        else if (kind === 'all') take(who, held)
        else if (kind === 'remove') take(who, rao)
        else {
          const update = addToOne(pool, mine(who), rao)
          assert.ok(update !== undefined)
          pool = update.pool
          own[who] = update.own
        }
        const now = shareValue(pool, mine(who))
        const allowed: Record<typeof kind, readonly [low: bigint, high: bigint]> = {
          add: [held + rao - 2n, held + rao + 1n],
          remove: rao > held ? [held, held] : [held - rao - 2n, held - rao + 1n],
          all: [0n, 1n],
          dividend: [held - 1n, held + rao],
        }
        const [low, high] = allowed[kind]
        // Shares keep 21 digits: what is lost on a position of 1e16 rao stays far below one.
        assert.ok(now >= low && now <= high, `${kind} ${rao} of ${before}: ${held} became ${now}`)
        assert.ok(now <= pool.value)
      }
      const start = pool.value
      let drawn = 0n
      for (let who = 0; who < 4; who++) {
        const held = shareValue(pool, mine(who))
        take(who, held)
        drawn += held
      }
      assert.equal(start - drawn, pool.value)
      assert.ok(pool.value >= 0n)
    }),
    4,
  )
})

test('share pools: the last one out leaves nothing; too coarse a pool refuses', () => {
  const first = addToOne({ value: 0n, shares: SAFE_FLOAT_ZERO }, SAFE_FLOAT_ZERO, 77n)
  assert.ok(first)
  const grown = addToAll(first.pool, 23n)
  assert.equal(shareValue(grown, first.own), 100n)
  const empty = removeFromOne(grown, first.own, 100n)
  assert.deepEqual(empty, { pool: { value: 0n, shares: SAFE_FLOAT_ZERO }, own: SAFE_FLOAT_ZERO })
  assert.deepEqual(removeFromOne(grown, first.own, 101n), { pool: grown, own: first.own })
  assert.equal(addToOne(grown, first.own, 0n), undefined)
})

// Locks.

test('locks: perpetual conviction never exceeds the mass, decay is monotone, dust vanishes', () => {
  const rates = { unlock: LOCK_RATE, maturity: LOCK_RATE }
  const perpetual = { perpetual: true, ownerLock: false }
  check(
    fc.property(
      fc.bigInt(100n, 10n ** 16n),
      fc.bigInt(0n, 10n ** 9n),
      fc.bigInt(0n, 10n ** 9n),
      (mass, first, second) => {
        const after = rollForward({ mass, conviction: U64F64.zero }, first, rates, perpetual)
        const later = rollForward(after, second, rates, perpetual)
        assert.equal(later.mass, mass)
        assert.ok(later.conviction <= U64F64.fromInteger(mass))
        const decaying = rollForward({ mass, conviction: U64F64.zero }, first, rates, {
          ...perpetual,
          perpetual: false,
        })
        assert.ok(decaying.mass <= mass && (first === 0n || decaying.mass < mass))
      },
    ),
    20,
  )
  const kind = { perpetual: false, ownerLock: true }
  const owner = rollForward({ mass: 10_000n, conviction: U64F64.zero }, 1000n, rates, kind)
  assert.deepEqual(owner, { mass: 9989n, conviction: U64F64.fromInteger(9989n) })
  const dust = { mass: 99n, conviction: U64F64.fromInteger(99n) }
  assert.deepEqual(rollForward(dust, 0n, rates, perpetual), { mass: 0n, conviction: 0n })
  assert.equal(rollForward({ ...dust, conviction: U64F64.fromInteger(100n) }, 0n, rates, perpetual).mass, 99n)
  assert.equal(expDecay(41n, 1n), expDecay(40n, 1n))
  assert.ok(expDecay(40n, 1n) > 0n)
  const frozen = rollForward(
    { mass: 500n, conviction: U64F64.zero },
    5n,
    { unlock: 0n, maturity: 9n },
    { ...perpetual, perpetual: false },
  )
  assert.deepEqual(frozen, { mass: 0n, conviction: 0n })
})

// Prices.

test('burn: bumps are clamped at once, a multiplier below 1 counts as 1, block 1 does not decay', () => {
  const bounds = { min: 100_000n, max: 150_000n }
  assert.equal(bumpedBurn(100_000n, U64F64.fromInteger(2n), bounds), 150_000n)
  assert.equal(bumpedBurn(120_000n, U64F64.fromBits(1n), bounds), 120_000n)
  assert.equal(decayedBurn(140_000n, 1n, 1, bounds), 140_000n)
  assert.equal(decayedBurn(140_000n, 2n, 0, bounds), 140_000n)
  assert.equal(decayedBurn(150_000n, 2n, 360, bounds), 149_711n)
})

test('subnet prices: halvings shorten the interval; the median opens the pool', () => {
  assert.equal(lockReductionInterval(100_800n, 500_000_000n), 50_400n)
  const prices = (...list: number[]) => list.map(U64F64.nearest)
  assert.equal(medianPrice([]), U64F64.one)
  assert.equal(medianPrice(prices(7, 2, 5)), U64F64.nearest(5))
  assert.equal(medianPrice(prices(2, 0, 8)), U64F64.nearest(5))
  assert.equal(medianPrice(prices(5, 2)), U64F64.nearest(3.5))
  assert.equal(openingAlpha(10n ** 12n, U64F64.nearest(3.5)), 285_714_285_714n)
})

test('largest remainder: the whole pot, nobody more than one rao above its floor', () => {
  const weights = fc.array(fc.oneof(fc.bigInt(0n, 5n), fc.bigInt(0n, 10n ** 16n)), {
    minLength: 1,
    maxLength: 9,
  })
  check(
    fc.property(fc.bigInt(0n, 10n ** 16n), weights, (pot, list) => {
      const total = list.reduce((a, b) => a + b, 0n)
      const shares = largestRemainder(pot, list)
      if (total === 0n) assert.ok(shares.every(share => share === 0n))
      else {
        assert.equal(
          shares.reduce((a, b) => a + b, 0n),
          pot,
        )
        shares.forEach((share, i) => {
          const floor = (pot * (list[i] ?? 0n)) / total
          assert.ok(share === floor || (share === floor + 1n && (pot * (list[i] ?? 0n)) % total > 0n))
        })
      }
    }),
    4,
  )
  // Equal remainders: the earlier entry wins.
  assert.deepEqual(largestRemainder(10n, [1n, 1n, 1n]), [4n, 3n, 3n])
  assert.deepEqual(largestRemainder(11n, [1n, 1n, 1n]), [4n, 4n, 3n])
})
