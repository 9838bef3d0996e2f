// What validators remember of live traffic, and how probes are drawn from it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { defineSubnet } from '../src/subnet.ts'
import { LiveMix } from '../src/validator/live-mix.ts'
import { type Interval, Rhythm } from '../src/validator/rhythm.ts'

const kind = (weight: number, wears: string, asksAgain = false) => ({
  weight,
  wears,
  asksAgain,
  create: () => ({ steps: [], score: () => ({ score: 0, parts: {} }) }),
})

const subnet = defineSubnet({
  name: 'mixed',
  version: '1',
  paths: ['/v1/mixed'],
  request: z.object({ kind: z.string(), say: z.string() }),
  response: z.object({}),
  deadline: 1_000,
  metrics: {},
  kinds: { sums: kind(3, 'sum'), talk: kind(1, 'talk', true), other: kind(1, 'talk'), rare: kind(1, 'rare') },
  envelope: ({ kind: name, say }, { words, order }) => ({
    kind: name,
    shape: words ? { order, say } : { order, size: say.length },
    words,
  }),
})

const interval: Interval = { overlapping: false, ms: 7 }
const filled = (
  requests: readonly { kind: string; say: string; words?: boolean; uid?: number }[],
): LiveMix => {
  const mix = new LiveMix(subnet)
  for (const { words = false, uid = 0, ...request } of requests)
    mix.note({ request, uid, words, pair: `a ${uid}`, interval })
  return mix
}
const many = (count: number, name: string) =>
  Array.from({ length: count }, (_, i) => ({ kind: name, say: `${i}` }))

describe('the live mix', () => {
  test('says nothing while there is little traffic, and hears no nonsense', () => {
    const mix = filled([...many(63, 'sum')])
    mix.note({ request: { nothing: 1 }, uid: 0, words: true, pair: 'a 0', interval })
    assert.equal(mix.weights(), undefined)
    assert.deepEqual(mix.draw('talk', 0), { envelopes: [], intervals: [] })
  })

  test('gives each kind the share of the live requests that it looks like, by requests, never none', () => {
    const mix = filled([...many(60, 'sum'), ...many(40, 'talk')])
    mix.made('sums', 2)
    mix.made('sums', 4)
    const weights = Object.fromEntries((mix.weights() ?? []).map(one => [one.name, one.weight]))
    assert.equal(weights.sums, 0.6 / 3)
    assert.equal(weights.talk, 0.2)
    assert.equal(weights.other, 0.2)
    assert.ok((weights.rare ?? 0) > 0 && (weights.rare ?? 1) < 0.01)
  })

  test('forgets what is old', () => {
    const mix = filled([...many(100, 'talk'), ...many(1_024, 'sum')])
    assert.equal(mix.weights()?.find(one => one.name === 'sums')?.weight, 1)
    assert.deepEqual(mix.draw('talk', 0).envelopes, [])
  })

  test('words go to no miner twice, and only to kinds that ask again', () => {
    const mix = filled([{ kind: 'talk', say: 'secret', words: true, uid: 5 }, ...many(3, 'talk')])
    const saying = (name: string, uid: number): boolean =>
      JSON.stringify(mix.draw(name, uid).envelopes.slice(2)).includes('secret')
    assert.equal(saying('talk', 5), false)
    assert.equal(saying('other', 6), false)
    assert.equal(saying('talk', 7), true)
    assert.equal(JSON.stringify(mix.draw('talk', 7)).includes('secret'), false)
  })

  test('a challenge comes as the request came whose shape it wears, and its steps as those after it', () => {
    const mix = new LiveMix(subnet)
    for (let ms = 1; ms <= 3; ms++)
      mix.note({
        request: { kind: ms === 1 ? 'sum' : 'talk', say: '' },
        uid: 1,
        words: false,
        pair: 'a 1',
        interval: { overlapping: ms > 1, ms },
      })
    const { intervals, envelopes } = mix.draw('sums', 9)
    assert.deepEqual(envelopes[0], { order: ['kind', 'say'], size: 0 })
    assert.deepEqual(
      intervals.map(one => one?.ms),
      [1, 2, 3],
    )
  })
})

describe('the rhythm', () => {
  test('tells how requests follow each other: while one is under way, or after it', () => {
    let now = 0
    const rhythm = new Rhythm(() => now)
    const first = rhythm.note('a')
    assert.equal(first.interval, undefined)
    now = 4
    const second = rhythm.note('a')
    assert.deepEqual(second.interval, { overlapping: true, ms: 4 })
    assert.equal(rhythm.note('b').interval, undefined)
    now = 10
    first.ended()
    second.ended()
    now = 25
    assert.deepEqual(rhythm.note('a').interval, { overlapping: false, ms: 15 })
  })

  test('is known after some traffic, and its beat then has the mean 1 but for what is cut off', () => {
    let now = 0
    const rhythm = new Rhythm(() => now)
    assert.ok(rhythm.beat(0) < 1e-9)
    assert.ok(Math.abs(rhythm.beat(0.5) - Math.log(2)) < 1e-9)
    for (let i = 0; i < 100; i++) {
      now += i % 2 === 0 ? 10 : 30
      rhythm.note('a').ended()
    }
    assert.equal(rhythm.known, true)
    const beats = Array.from({ length: 99 }, (_, i) => rhythm.beat(i / 99))
    assert.ok(Math.abs(beats.reduce((sum, one) => sum + one, 0) / 99 - 1) < 0.1)
    assert.ok([10, 30].includes(rhythm.interval(0.3).ms))
    now += 1e9
    rhythm.note('a').ended()
    assert.ok(rhythm.beat(1 - 1e-9) <= 4)
  })

  test('lets wait for a moment of a pair: its next begin, or when nothing of it is under way', async () => {
    const rhythm = new Rhythm()
    const { signal } = new AbortController()
    const order: string[] = []
    const waits = (['begin', 'idle'] as const).map(async moment => {
      await rhythm.next('a', moment, 60_000, signal)
      order.push(moment)
    })
    rhythm.note('b').ended()
    const one = rhythm.note('a')
    const other = rhythm.note('a')
    one.ended()
    await waits[0]
    assert.deepEqual(order, ['begin'])
    other.ended()
    await waits[1]
    assert.deepEqual(order, ['begin', 'idle'])
    await rhythm.next('a', 'begin', 1, signal)
    await rhythm.next('a', 'begin', 60_000, AbortSignal.abort())
  })
})

test('challenges keep their share when traffic swells or ebbs', async () => {
  const rhythm = new Rhythm()
  const { signal } = new AbortController()
  let passed = 0
  const going = (async () => {
    for (let i = 0; i < 4; i++) {
      await rhythm.passed(3, 60_000, signal)
      passed++
    }
  })()
  for (let live = 1; live <= 12; live++) {
    rhythm.note('a').ended()
    await new Promise(setImmediate)
    assert.equal(passed, Math.floor(live / 3))
  }
  await going
  await rhythm.passed(3, 1, signal)
})
