// Whom a validator probes next: newcomers, then the overdue, then where uncertainty and pay are highest.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Candidate, drawCandidate, FIRST_PROBES, OVERDUE } from '../src/validator/sampling.ts'

const RUNS = 200 * Number(process.env.TAONET_EFFORT ?? 1)
/** The draws 0, 1/n, 2/n …: shares come out exactly, without chance in the test. */
const GRID = 2_000
const share = (all: readonly Candidate[], one: Candidate): number => {
  let hits = 0
  for (let i = 0; i < GRID; i++) if (drawCandidate(all, i / GRID) === one) hits++
  return hits / GRID
}

const known: Candidate = { probes: 10, standardError: 0.05, age: 0.1, incentive: 0.1 }
const candidate = fc.record({
  probes: fc.integer({ min: FIRST_PROBES, max: 1_000 }),
  standardError: fc.double({ min: 0, max: 0.5, noNaN: true }),
  age: fc.double({ min: 0, max: OVERDUE * 0.99, noNaN: true }),
  incentive: fc.double({ min: 0, max: 1, noNaN: true }),
})
const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('more goes where the score is less certain, where more is paid, and where the last look is longer ago', () => {
  const base = Array.from({ length: 8 }, () => ({ ...known }))
  const first = base[0] ?? known
  assert.ok(Math.abs(share(base, first) - 1 / 8) < 0.01)
  for (const more of [{ standardError: 0.3 }, { incentive: 0.4 }, { age: 0.5 }]) {
    const one = { ...known, ...more }
    assert.ok(share([one, ...base.slice(1)], one) > 1.4 / 8, JSON.stringify(more))
  }
})

test('of two the one with more uncertainty, pay and age never has the smaller share', () => {
  fc.assert(
    fc.property(candidate, fc.array(candidate, { maxLength: 6 }), (one, others) => {
      const greater = {
        ...one,
        standardError: Math.min(0.5, one.standardError * 1.5 + 0.05),
        incentive: one.incentive * 1.5,
      }
      const all = [one, greater, ...others]
      assert.ok(share(all, greater) >= share(all, one) - 1 / GRID)
    }),
    { numRuns: Math.ceil(RUNS / 10) },
  )
})

test('nobody is left out: each has a share, and whoever was not seen for long comes before all others', () => {
  fc.assert(
    fc.property(fc.array(candidate, { minLength: 2, maxLength: 12 }), draw, (all, at) => {
      const certain = { probes: 1_000, standardError: 0, age: 0, incentive: 0 }
      if (all.some(({ standardError, age }) => standardError > 0.01 || age > 0.01))
        assert.ok(share([...all, certain], certain) >= 0.1 / (all.length + 1))
      const overdue = { ...certain, age: OVERDUE }
      assert.equal(drawCandidate([...all, overdue], at), overdue)
      const newcomer = { ...certain, probes: FIRST_PROBES - 1 }
      assert.equal(drawCandidate([...all, overdue, newcomer], at), newcomer)
    }),
    { numRuns: Math.ceil(RUNS / 4) },
  )
})

test('with a probe for each miner and epoch to spare, nobody goes unprobed for an epoch', () => {
  const MINERS = 40
  const TEMPO = 100
  const last = new Map<number, number>()
  let random = 1
  const next = (): number => {
    random = (random * 48_271) % 2_147_483_647
    return random / 2_147_483_647
  }
  let longest = 0
  for (let block = 0; block < TEMPO * 20; block++) {
    const all = Array.from({ length: MINERS }, (_, uid) => ({
      uid,
      probes: last.has(uid) ? 5 : 0,
      standardError: uid === 0 ? 0.5 : 0.01,
      age: (block - (last.get(uid) ?? 0)) / TEMPO,
      incentive: uid === 0 ? 0.9 : 0,
    }))
    const { uid } = drawCandidate(all, next())
    longest = Math.max(longest, block - (last.get(uid) ?? 0))
    last.set(uid, block)
  }
  assert.equal(last.size, MINERS)
  assert.ok(longest <= TEMPO, `${longest} blocks`)
})

test('the draw decides, and nothing else; without candidates there is nobody to draw', () => {
  fc.assert(
    fc.property(fc.array(candidate, { minLength: 1, maxLength: 20 }), draw, (all, at) => {
      assert.equal(drawCandidate(all, at), drawCandidate(all, at))
      assert.ok(all.includes(drawCandidate(all, at)))
    }),
    { numRuns: RUNS },
  )
  assert.throws(() => drawCandidate([], 0.5), RangeError)
})
