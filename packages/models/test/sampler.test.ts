/** Sampling: greedy, seeded, cut to a nucleus, and true to the distribution. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampler } from '../src/host/sampler.ts'

const distribution = new Map([
  ['a', 0.5],
  ['b', 0.3],
  ['c', 0.15],
  ['d', 0.05],
])

function shares(options: Parameters<typeof sampler>[0], draws = 20_000): Record<string, number> {
  const draw = sampler<string>(options)
  const counts: Record<string, number> = { a: 0, b: 0, c: 0, d: 0 }
  for (let i = 0; i < draws; i++) {
    const token = draw(distribution)
    counts[token] = (counts[token] ?? 0) + 1 / draws
  }
  return counts
}

test('temperature 0 takes the most probable token', () => {
  assert.deepEqual(shares({ temperature: 0 }, 10).d, 0)
  assert.ok(Math.abs((shares({ temperature: 0 }, 10).a ?? 0) - 1) < 1e-9)
})

test('temperature 1 draws by probability, a low one sharpens', () => {
  const plain = shares({ temperature: 1, seed: 5 })
  for (const [token, probability] of distribution)
    assert.ok(Math.abs((plain[token] ?? 0) - probability) < 0.015)
  // p² normalised: a gets 0.25 / 0.365.
  const sharp = shares({ temperature: 0.5, seed: 5 })
  assert.ok(Math.abs((sharp.a ?? 0) - 0.25 / 0.365) < 0.015)
})

test('a nucleus keeps the fewest tokens that hold its mass', () => {
  const cut = shares({ temperature: 1, topP: 0.7, seed: 9 })
  assert.equal(cut.c, 0)
  assert.equal(cut.d, 0)
  assert.ok(Math.abs((cut.a ?? 0) - 0.5 / 0.8) < 0.015)
})

test('one seed gives one sequence', () => {
  const runs = [7, 7, 8].map(seed => {
    const draw = sampler<string>({ temperature: 1, seed })
    return Array.from({ length: 40 }, () => draw(distribution)).join('')
  })
  assert.equal(runs[0], runs[1])
  assert.notEqual(runs[0], runs[2])
})
