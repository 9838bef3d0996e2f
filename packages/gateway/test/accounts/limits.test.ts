// Limits, spans and prices by themselves.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { DEFAULT_PRICES, Limits, priceOf, scopeOf } from '../../src/accounts/index.ts'
import { limitsOf, spanOf } from '../../src/accounts/limits.ts'
import { priceAtMost } from '../../src/accounts/prices.ts'
import { duration } from '../../src/accounts/rate-headers.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const RUNS = { numRuns: 1_000 * EFFORT }
const instant = fc.integer({ min: 0, max: Date.UTC(2100, 0) })

describe('limits', () => {
  test('every instant lies in one span, and its neighbours meet it', () => {
    fc.assert(
      fc.property(
        instant,
        fc.constantFrom('minute' as const, 'day' as const, 'month' as const),
        (now, per) => {
          const { start, end } = spanOf(per, now)
          assert.ok(start <= now && now < end)
          assert.deepEqual(spanOf(per, start), { start, end })
          assert.deepEqual(spanOf(per, end - 1), { start, end })
          assert.equal(spanOf(per, end).start, end)
        },
      ),
      RUNS,
    )
    const { start, end } = spanOf('month', Date.UTC(2028, 1, 29, 23, 59))
    assert.deepEqual([start, end], [Date.UTC(2028, 1), Date.UTC(2028, 2)])
    assert.deepEqual(spanOf('total', 5), { start: 0, end: Number.POSITIVE_INFINITY })
  })

  test('of two budgets of one kind the smaller holds', () => {
    const budgets = [
      { unit: 'tokens', per: 'day', amount: 7 },
      { unit: 'tokens', per: 'day', amount: 5 },
      { unit: 'tokens', per: 'day', amount: 5 },
      { unit: 'price', per: 'day', amount: 9 },
    ]
    const limits = limitsOf(Limits.parse({ tokensPerMinute: 3, budgets }))
    assert.deepEqual(
      limits.map(one => [one.name, one.cap]),
      [
        ['tokens/minute', 3],
        ['tokens/day', 5],
        ['price/day', 9],
      ],
    )
  })

  test('refuses amounts that are none', () => {
    for (const amount of [-1, 1.5, Number.NaN, 1e15, '5'])
      assert.ok(!Limits.safeParse({ tokensPerMinute: amount }).success)
    assert.ok(!Limits.safeParse({ budgets: [{ unit: 'tokens', per: 'year', amount: 1 }] }).success)
  })

  test('durations as OpenAI writes them', () => {
    assert.deepEqual([0, 1, 999, 1_000, 1_001, 59_000, 60_000, 61_500].map(duration), [
      '0ms',
      '1ms',
      '999ms',
      '1s',
      '2s',
      '59s',
      '1m0s',
      '1m2s',
    ])
  })
})

describe('prices', () => {
  test('what is reserved is never less than what is settled', () => {
    const price = fc.record({ prompt: fc.nat(20_000), completion: fc.nat(20_000) })
    const list = fc.record({
      otherwise: price,
      models: fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), price),
    })
    fc.assert(
      fc.property(
        list,
        fc.nat(100_000),
        fc.nat(100_000),
        fc.string(),
        (prices, promptTokens, completionTokens, model) => {
          const most = priceAtMost(prices, promptTokens + completionTokens)
          for (const name of [model, 'a', 'b', 'constructor'])
            assert.ok(priceOf(prices, { model: name, promptTokens, completionTokens }) <= most)
        },
      ),
      RUNS,
    )
    assert.equal(priceOf(DEFAULT_PRICES, { model: 'x', promptTokens: 10, completionTokens: 5 }), 30)
  })
})

test('every path has a scope, and usage is for admins', () => {
  assert.equal(scopeOf('/v1/chat/completions'), 'chat')
  assert.equal(scopeOf('/v1/files/file-1/content'), 'files')
  assert.equal(scopeOf('/v1/organization/usage/completions'), 'admin')
  assert.equal(scopeOf('/v1/filesystem'), 'subnets')
})
