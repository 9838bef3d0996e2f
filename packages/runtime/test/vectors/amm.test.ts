// The weighted pool (vectors/README.md, amm.json).
import assert from 'node:assert/strict'
import {
  PERQUINTILL,
  type Perquintill,
  perquintill,
  perquintillMulHalfUp,
  powFloor,
  U64F64,
} from '@taonet/wire'
import {
  alphaNeededFor,
  alphaToReach,
  buyOut,
  MAX_WEIGHT,
  MIN_WEIGHT,
  type Pool,
  poolPrice,
  sellOut,
  taoToReach,
  weightAllowed,
} from '../../src/chapters/swap/pool.ts'
import { quoteWeightForPrice, withProtocolLiquidity } from '../../src/chapters/swap/pool-liquidity.ts'
import {
  DEFAULT_BUY_LIMIT,
  DEFAULT_SELL_LIMIT,
  maximumInput,
  type Side,
  swap,
  swapFee,
} from '../../src/chapters/swap/swap.ts'
import { cases, near, vectorTest } from './vector-file.ts'

/** A weight written as a fraction ("1/3"), a decimal ("0.25") or a number, truncated at 18 decimals. */
function weight(written: string | number): Perquintill {
  const [numerator, denominator] = `${written}`.split('/')
  if (denominator !== undefined)
    return perquintill((BigInt(numerator ?? '') * PERQUINTILL) / BigInt(denominator))
  const [whole, decimals = ''] = `${written}`.split('.')
  return perquintill(BigInt(whole ?? '') * PERQUINTILL + BigInt(decimals.padEnd(18, '0').slice(0, 18)))
}

const fraction = (parts: bigint): number => Number(parts) / 1e18

interface Reserves {
  readonly tao: number | string
  readonly alpha: number | string
}
const pool = ({ tao, alpha }: Reserves, quote: string | number): Pool => ({
  tao: BigInt(tao),
  alpha: BigInt(alpha),
  quoteWeight: weight(quote),
})

interface LimitCase extends Reserves {
  readonly limit: number
  readonly expected: number | string
  readonly tol_relative: number
  readonly note?: string
}

/** Limit orders with the default fee on an equal-weight pool. */
const limitCases = (side: Side) =>
  cases<LimitCase>(['tao', 'alpha', 'limit', 'expected', 'tol_relative', 'note'], one => {
    const order = { side, feeRate: 33, limit: BigInt(one.limit) }
    const small = one.note?.includes('test runtime') === true
    if (small) assert.equal(maximumInput(pool(one, 0.5), order), 'ReservesTooLow')
    const most = maximumInput(pool(one, 0.5), small ? { ...order, minimumReserve: 0n } : order)
    if (typeof most === 'string' || typeof one.expected === 'string') assert.equal(most, one.expected)
    else near(Number(most), one.expected, { relative: one.tol_relative })
  })

const neededCases = cases<
  Reserves & { w_quote: number; d_tao: number; expected: number; tol?: number; note?: string }
>(['w_quote', 'tao', 'alpha', 'd_tao', 'expected', 'tol', 'note'], one =>
  near(Number(alphaNeededFor(pool(one, one.w_quote), BigInt(one.d_tao))), one.expected, {
    absolute: one.tol ?? 0,
  }),
)

vectorTest('amm.json', {
  price: cases<Reserves & { w_quote: string; expected: number }>(
    ['tao', 'alpha', 'w_quote', 'expected'],
    one => {
      near(U64F64.toNumber(poolPrice(pool(one, one.w_quote))), one.expected, { relative: 1e-12 })
    },
  ),
  init_with_price: cases<Reserves & { price: number; w_quote: number }>(
    ['tao', 'alpha', 'price', 'w_quote'],
    one => {
      const quote = quoteWeightForPrice(BigInt(one.alpha), BigInt(one.tao), U64F64.nearest(one.price))
      near(fraction(quote ?? 0n), one.w_quote, { relative: 1e-12 })
    },
  ),
  exp: cases<{ w_quote: string; reserve: number; delta: number; base_quote: boolean; expected: number }>(
    ['w_quote', 'reserve', 'delta', 'base_quote', 'expected'],
    one => {
      const quote = weight(one.w_quote)
      const base = PERQUINTILL - quote
      const ratio = { numerator: BigInt(one.reserve), denominator: BigInt(one.reserve + one.delta) }
      const exponent = one.base_quote
        ? { numerator: base, denominator: quote }
        : { numerator: quote, denominator: base }
      near(fraction(powFloor(ratio, exponent, PERQUINTILL)), one.expected, { absolute: 1e-9 })
    },
  ),
  convert: cases<
    Reserves & { w_quote: string; delta: number; sell_out: number; buy_out: number; tol: number }
  >(['tao', 'alpha', 'w_quote', 'delta', 'sell_out', 'buy_out', 'tol'], one => {
    const reserves = pool(one, one.w_quote)
    near(Number(sellOut(reserves, BigInt(one.delta))), one.sell_out, { absolute: one.tol }, 'sell')
    near(Number(buyOut(reserves, BigInt(one.delta))), one.buy_out, { absolute: one.tol }, 'buy')
  }),
  swap: cases<
    Reserves & {
      side: Side
      w_quote: string
      amount: string
      fee_rate: number
      expected: { fee: string; net_in: string; out: string; new_tao: string; new_alpha: string }
      tol: number
    }
  >(['side', 'tao', 'alpha', 'w_quote', 'amount', 'fee_rate', 'expected', 'tol'], one => {
    const outcome = swap(pool(one, one.w_quote), {
      side: one.side,
      amount: BigInt(one.amount),
      feeRate: one.fee_rate,
      limit: one.side === 'buy' ? DEFAULT_BUY_LIMIT : DEFAULT_SELL_LIMIT,
    })
    assert.ok(outcome.ok)
    const actual = {
      fee: outcome.fee,
      net_in: outcome.deltaIn,
      out: outcome.out,
      new_tao: outcome.pool.tao,
      new_alpha: outcome.pool.alpha,
    }
    assert.deepEqual(Object.keys(one.expected).sort(), Object.keys(actual).sort())
    for (const [name, value] of Object.entries(actual))
      near(Number(value), Number(one.expected[name as keyof typeof actual]), { absolute: one.tol }, name)
    assert.equal(outcome.fee + outcome.deltaIn, BigInt(one.amount))
  }),
  max_add: limitCases('buy'),
  max_remove: limitCases('sell'),
  protocol_liquidity: cases<
    Reserves & {
      w_quote_before: string
      d_tao: string
      d_alpha: string
      price: number
      w_quote_after: string
      tol_relative: number
      price_tol_relative: number
    }
  >(
    [
      'tao',
      'alpha',
      'w_quote_before',
      'd_tao',
      'd_alpha',
      'price',
      'w_quote_after',
      'tol_relative',
      'price_tol_relative',
    ],
    one => {
      const before = pool(one, one.w_quote_before)
      const relative = one.price_tol_relative
      near(U64F64.toNumber(poolPrice(before)), one.price, { relative })
      const after = withProtocolLiquidity(before, BigInt(one.d_tao), BigInt(one.d_alpha))
      assert.ok(after)
      near(fraction(after.quoteWeight), Number(one.w_quote_after), { relative: one.tol_relative })
      near(U64F64.toNumber(poolPrice(after)), one.price, { relative })
      assert.equal(after.tao, before.tao + BigInt(one.d_tao))
      assert.equal(after.alpha, before.alpha + BigInt(one.d_alpha))
    },
  ),
  delta_in: {
    quote: cases<{ w_quote: number; price: number; target: number; tao: number; expected: number }>(
      ['w_quote', 'price', 'target', 'tao', 'expected'],
      one => {
        const reserves = pool({ tao: one.tao, alpha: 1 }, one.w_quote)
        near(
          Number(taoToReach(reserves, U64F64.nearest(one.price), U64F64.nearest(one.target))),
          one.expected,
          {},
        )
      },
    ),
    base: cases<{ w_quote: number; price: number; target: number; alpha: number; expected: number }>(
      ['w_quote', 'price', 'target', 'alpha', 'expected'],
      one => {
        const reserves = pool({ tao: 1, alpha: one.alpha }, one.w_quote)
        near(
          Number(alphaToReach(reserves, U64F64.nearest(one.price), U64F64.nearest(one.target))),
          one.expected,
          {},
        )
      },
    ),
    wrong_side: cases<{ kind: 'quote' | 'base'; price: number; target: number; expected: number }>(
      ['kind', 'price', 'target', 'expected'],
      one => {
        const reach = one.kind === 'quote' ? taoToReach : alphaToReach
        const reserves = pool({ tao: 1e9, alpha: 1e9 }, 0.25)
        assert.equal(
          reach(reserves, U64F64.nearest(one.price), U64F64.nearest(one.target)),
          BigInt(one.expected),
        )
      },
    ),
  },
  base_needed_for_quote: neededCases,
  base_needed_for_quote_edge: neededCases,
  perquintill_round: cases<{ p: string; v: number[]; expected: number[] }>(['p', 'v', 'expected'], one => {
    assert.deepEqual(
      one.v.map(value => Number(perquintillMulHalfUp(weight(one.p), BigInt(value)))),
      one.expected,
    )
  }),
  weight_bounds: cases<{ min: number; max: number; rejected: string[] }>(['min', 'max', 'rejected'], one => {
    assert.deepEqual([MIN_WEIGHT, MAX_WEIGHT], [weight(one.min), weight(one.max)])
    assert.ok(weightAllowed(MIN_WEIGHT) && weightAllowed(MAX_WEIGHT))
    const written: Record<string, bigint> = {
      '0': 0n,
      '1e-18': 1n,
      '0.01-1e-18': MIN_WEIGHT - 1n,
      '0.99+1e-18': MAX_WEIGHT + 1n,
      '1': PERQUINTILL,
    }
    for (const rejected of one.rejected)
      assert.equal(weightAllowed(perquintill(written[rejected] ?? assert.fail(rejected))), false, rejected)
  }),
  fee: cases<{ amount: number; fee_rate: number; expected: number }>(
    ['amount', 'fee_rate', 'expected'],
    one => {
      assert.equal(swapFee(BigInt(one.amount), one.fee_rate), BigInt(one.expected))
    },
  ),
})
