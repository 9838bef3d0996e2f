// What is learnt of answers' times, miners and limits: against the naive way of counting the same.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { AdaptiveLimit } from '../../src/routing/adaptive-limit.ts'
import { Breaker } from '../../src/routing/breaker.ts'
import { ExtraBudget } from '../../src/routing/extra-budget.ts'
import { LatencyBook } from '../../src/routing/latency-book.ts'
import { LogHistogram } from '../../src/routing/log-histogram.ts'
import { requestClass } from '../../src/routing/request-class.ts'
import { ServiceLevel } from '../../src/slo/service-level.ts'
import { VirtualClock } from './virtual.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const times = fc.array(fc.double({ min: 0.1, max: 600_000, noNaN: true }), { minLength: 1, maxLength: 300 })

describe('a histogram', () => {
  test("has every quantile to within a bin, as sorting all has it, and two histograms' sum is that of both", () => {
    fc.assert(
      fc.property(times, times, fc.double({ min: 0.01, max: 1, noNaN: true }), (some, others, share) => {
        const one = new LogHistogram()
        const other = new LogHistogram()
        for (const time of some) one.add(time)
        for (const time of others) other.add(time)
        one.join(other)
        const sorted = [...some, ...others].sort((a, b) => a - b)
        const exact = sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-6) - 1)] ?? 0
        const found = one.quantile(share) ?? 0
        assert.ok(exact * 0.999 <= found && found <= exact * 1.051, `${found} for ${exact}`)
        assert.equal(one.count, sorted.length)
      }),
      { numRuns: 300 * EFFORT },
    )
  })

  test('that fades keeps its quantiles and gives way to what comes', () => {
    const seen = new LogHistogram()
    assert.equal(seen.quantile(0.5), undefined)
    for (let i = 0; i < 100; i++) seen.add(10)
    seen.fade(0.01)
    const before = seen.quantile(0.5) ?? 0
    assert.ok(10 <= before && before < 10.6)
    for (let i = 0; i < 3; i++) seen.add(1_000)
    assert.ok((seen.quantile(0.5) ?? 0) >= 1_000)
    seen.clear()
    assert.deepEqual([seen.count, seen.quantile(0.5)], [0, undefined])
  })

  test('takes anything', () => {
    const seen = new LogHistogram()
    for (const time of [0, -1, 1e-9, 1e12]) seen.add(time)
    assert.ok((seen.quantile(0.5) ?? 0) <= 0.1)
    assert.ok((seen.quantile(1) ?? 0) > 600_000)
  })
})

describe('the tail of a kind', () => {
  test('is known after twenty answers; a model that is not known may take twice as long', () => {
    const book = new LatencyBook()
    for (let i = 0; i < 19; i++) book.add('a', 'm', 100)
    assert.equal(book.tail('a', 'm'), undefined)
    book.add('a', 'm', 100)
    const known = book.tail('a', 'm') ?? 0
    assert.ok(100 <= known && known < 106)
    assert.equal(book.tail('a', 'stranger'), 2 * known)
    assert.equal(book.tail('b', 'm'), undefined)
  })

  test('follows its miners', () => {
    const book = new LatencyBook()
    for (let i = 0; i < 5_000; i++) book.add('a', 'm', 100)
    for (let i = 0; i < 1_000; i++) book.add('a', 'm', 900)
    assert.ok((book.tail('a', 'm') ?? 0) >= 400)
    for (let i = 0; i < 4_000; i++) book.add('a', 'm', 100)
    assert.ok((book.tail('a', 'm') ?? 0) < 106)
  })

  test('is not made of stalls, although a fifth of the answers that were waited for stalled', () => {
    const book = new LatencyBook()
    for (let i = 0; i < 100; i++) book.add('a', 'm', i % 5 === 0 ? 5_000 : 100)
    const tail = book.tail('a', 'm') ?? 0
    assert.ok(400 <= tail && tail <= 421, String(tail))
  })

  test('is one of streams or of whole answers, of a size', () => {
    const body = (content: string, rest: object = {}): object => ({ messages: [{ content }], ...rest })
    const of = (value: unknown): string => requestClass(1, '/v1/chat/completions', value)
    assert.equal(of(body('hello there')), of(body('hallo there')))
    assert.notEqual(of(body('hello')), of(body('hello', { stream: true })))
    assert.notEqual(of(body('hello')), of(body('hello'.repeat(1_000))))
    assert.notEqual(of(body('hello', { max_tokens: 8 })), of(body('hello', { max_tokens: 800 })))
    assert.equal(
      of(body('hello', { max_tokens: 8, stream: true })),
      of(body('hello', { max_tokens: 800, stream: true })),
    )
    for (const odd of [null, undefined, 7, 'text', [], { messages: { messages: { messages: {} } } }])
      assert.match(of(odd), /^1 \/v1\/chat\/completions whole \d+$/)
  })
})

describe('a breaker', () => {
  /** Failures and successes one after the other, a millisecond apart. */
  const after = (outcomes: string): Breaker => {
    const breaker = new Breaker()
    for (const [at, outcome] of [...outcomes].entries())
      if (outcome === 'x') breaker.failed(at, at)
      else breaker.succeeded()
    return breaker
  }

  test('opens when most of the last twenty failed, or three in a row', () => {
    const now = 100
    for (const outcomes of ['x', '..xxx', `${'.'.repeat(20)}xxx`, '.x.xx'])
      assert.equal(after(outcomes).state(now), 'open', outcomes)
    for (const outcomes of ['', '.', '.x', '.x.x.x.x', `${'.'.repeat(20)}xx`, `${'.xx'.slice(0, 2)}.`])
      assert.equal(after(outcomes).state(now), 'closed', outcomes)
  })

  test('is half open after its pause, has one trial a pause, and closes by a success', () => {
    const breaker = after('x')
    assert.equal(breaker.takeTrial(1_500), false)
    assert.equal(breaker.state(2_000), 'half-open')
    assert.equal(breaker.takeTrial(2_000), true)
    assert.equal(breaker.takeTrial(2_001), false)
    assert.equal(breaker.state(2_001), 'open')
    breaker.succeeded()
    assert.equal(breaker.state(2_002), 'closed')
  })

  test('pauses longer each time it fails again, up to a minute; what was asked before it opened does not count', () => {
    const breaker = after('x')
    let now = 0
    const pauses: number[] = []
    for (let i = 0; i < 8; i++) {
      let pause = 0
      while (breaker.state(now + pause) !== 'half-open') pause += 500
      pauses.push(pause)
      now += pause
      for (let other = 0; other < 50; other++) breaker.failed(now - pause - 1, now)
      breaker.failed(now, now)
    }
    assert.deepEqual(pauses, [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })
})

describe('limits', () => {
  test('extra requests are at most one in twenty beyond what was saved, whenever they are made', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 3_000 }), wants => {
        const budget = new ExtraBudget()
        let spent = 0
        for (const [at, wanted] of wants.entries()) {
          budget.earn()
          if (wanted && budget.spend()) spent++
          assert.ok(spent <= 10 + 0.05 * (at + 1) + 1e-6)
        }
      }),
      { numRuns: 100 * EFFORT },
    )
  })

  test('a limit doubles until it is refused, then grows by one a round, and shrinks once for one crowd', () => {
    const limit = new AdaptiveLimit(16)
    for (let round = 0, most = 16; round < 3; round++, most *= 2) {
      for (let i = 0; i < most; i++) limit.succeeded(limit.value)
      assert.equal(limit.value, 2 * most)
    }
    for (let i = 0; i < 10; i++) limit.refused(100, 0)
    assert.equal(limit.value, 75)
    for (let i = 0; i < 76; i++) limit.succeeded(limit.value)
    assert.equal(limit.value, 76)
    limit.succeeded(1)
    assert.equal(limit.value, 76)
    for (let i = 0; i < 40; i++) limit.refused(limit.value, 1_000 * (i + 1))
    assert.equal(limit.value, 2)
  })
})

describe('the service level', () => {
  test('forgets what is longer ago than its windows, and does not count what callers did', async () => {
    const clock = new VirtualClock()
    const level = new ServiceLevel(clock)
    for (let i = 0; i < 990; i++) level.request('/a', 200, 10)
    for (let i = 0; i < 8; i++) level.request('/a', 503, 1)
    for (let i = 0; i < 50; i++) level.request('/a', 404, 1)
    level.request('/b', 200, 5)
    level.request('/b', 499, 5)
    level.broken()
    const budget = { objective: 0.995, window_seconds: 3_600, requests: 999, failed: 9, left: -0.802 }
    assert.deepEqual(level.budget(), budget)
    assert.deepEqual(
      level.routes().map(({ route, answered }) => [route, answered]),
      [
        ['/a', 990],
        ['/b', 1],
      ],
    )
    await clock.pass(301_000)
    assert.deepEqual(level.routes(), [])
    assert.deepEqual(level.budget(), budget)
    await clock.pass(3_600_000)
    assert.deepEqual(level.budget(), { ...budget, requests: 0, failed: 0, left: 1 })
  })
})
