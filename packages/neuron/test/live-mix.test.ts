// What validators remember of live traffic, and how probes are drawn from it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { defineSubnet } from '../src/subnet.ts'
import { LiveMix } from '../src/validator/live-mix.ts'
import type { Asked, Interval, Visit } from '../src/validator/visits.ts'
import { minerKey, validatorKey } from './fixtures.ts'

const kind = (weight: number, wears: string, rest: { asksAgain?: boolean; seldom?: boolean } = {}) => ({
  weight,
  wears,
  ...rest,
  create: () => ({ steps: [], score: () => ({ score: 0, parts: {} }) }),
})

const subnet = defineSubnet({
  name: 'mixed',
  version: '1',
  paths: ['/v1/mixed'],
  request: z.object({}),
  response: z.object({}),
  deadline: 1_000,
  metrics: {},
  kinds: {
    sums: kind(3, 'sum'),
    talk: kind(1, 'talk', { asksAgain: true }),
    other: kind(1, 'talk'),
    attack: kind(1, 'talk', { seldom: true }),
    odd: kind(1, 'odd'),
  },
})
/** Of all kinds' declared weights each keeps so much of its share. */
const LEAST = 0.05 / 7

const asked = (name: string, rest: Partial<Asked> = {}): Asked => ({
  after: undefined,
  kind: name,
  shape: { name },
  worded: undefined,
  answers: 0,
  ...rest,
})
const visit = (requests: readonly Asked[], uid = 0): Visit => ({
  validator: validatorKey.account,
  uid,
  hotkey: minerKey.account,
  requests,
})
const filled = (visits: readonly Visit[]): LiveMix => {
  const mix = new LiveMix(subnet)
  for (const one of visits) mix.note(one)
  return mix
}
const many = (count: number, name: string): readonly Visit[] =>
  Array.from({ length: count }, () => visit([asked(name)]))

const near = (value: number | undefined, due: number): void =>
  assert.ok(Math.abs((value ?? Number.NaN) - due) < 1e-9, `${value} for ${due}`)

describe('the live mix', () => {
  test('says nothing while there is little traffic', () => {
    const mix = filled(many(63, 'sum'))
    assert.equal(mix.known, false)
    assert.equal(mix.weights(), undefined)
    assert.equal(mix.visitFor('talk'), undefined)
    assert.deepEqual(mix.wear('talk', 0, undefined), { envelopes: [], intervals: [], answers: 0 })
  })

  test('gives each kind the share of the live requests that it looks like, by requests, never none', () => {
    const mix = filled([...many(60, 'sum'), ...many(40, 'talk')])
    mix.made('sums', 1, 2)
    mix.made('sums', 2, 4)
    const weights = new Map((mix.weights() ?? []).map(one => [one.name, one.weight]))
    near(weights.get('sums'), 0.6 / 3)
    near(weights.get('talk'), 0.2)
    near(weights.get('other'), 0.2)
    near(weights.get('attack'), LEAST)
    near(weights.get('odd'), LEAST)
    assert.deepEqual([mix.steps('sums', 1), mix.steps('sums', 2), mix.steps('sums', 7)], [2, 4, 3])
    assert.equal(mix.steps('talk', 5), 5)
  })

  test('forgets what is old', () => {
    const mix = filled([...many(100, 'talk'), ...many(512, 'sum')])
    assert.equal(mix.weights()?.find(one => one.name === 'sums')?.weight, 1)
    assert.equal(mix.visitFor('talk'), undefined)
    assert.equal(mix.visitFor('sums')?.requests[0]?.kind, 'sum')
  })

  test('a visit is played by kinds that look like it, and by what nobody asks for', () => {
    const mix = filled([...many(50, 'sum'), ...many(50, 'talk')])
    const drawn = (live: string): Map<string | undefined, number> => {
      const counts = new Map<string | undefined, number>()
      for (let i = 0; i < 4_000; i++) {
        const name = mix.kindLike(live)
        counts.set(name, (counts.get(name) ?? 0) + 1 / 4_000)
      }
      return counts
    }
    const talk = drawn('talk')
    assert.equal(talk.has('sums'), false)
    assert.ok(Math.abs((talk.get('talk') ?? 0) - (talk.get('other') ?? 0)) < 0.08)
    for (const seldom of ['attack', 'odd']) {
      const share = talk.get(seldom) ?? 0
      assert.ok(share > 0 && share < 0.05, `${seldom}: ${share}`)
    }
    const unlike = drawn('nobody looks like this')
    assert.deepEqual(new Set(unlike.keys()), new Set([undefined, 'odd']))
  })

  test('a challenge wears shapes, pauses and earlier answers of its visit; one that cannot look like it wears none', () => {
    const after: Interval = { overlapping: true, ms: 3 }
    const one = visit([asked('sum', { shape: 1 }), asked('sum', { shape: 2, after, answers: 2 })])
    const mix = filled([one])
    assert.deepEqual(mix.wear('sums', 0, one), { envelopes: [1, 2], intervals: [after], answers: 2 })
    assert.deepEqual(mix.wear('odd', 0, one), { envelopes: [], intervals: [], answers: 0 })
    assert.deepEqual(mix.interval('sum'), after)
    assert.deepEqual(mix.interval('talk'), { overlapping: false, ms: 0 })
  })

  test('words go to no miner twice, and only to kinds that ask again', () => {
    const secret = visit([asked('talk', { worded: 'secret' })], 5)
    const mix = filled([secret, ...many(3, 'talk')])
    const words = (name: string, uid: number): readonly unknown[] =>
      mix.wear(name, uid, secret).envelopes.slice(1)
    assert.deepEqual(words('talk', 5), [])
    assert.deepEqual(words('other', 6), [])
    assert.deepEqual(words('talk', 7), ['secret'])
    assert.deepEqual(words('talk', 7), [])
  })
})
