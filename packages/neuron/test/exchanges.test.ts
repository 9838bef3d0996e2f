// What probes carry on from: answers of the same miner, of kinds that people ask too, and not without bound.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import type { Outcome } from '../src/challenge.ts'
import { defineSubnet } from '../src/subnet.ts'
import { Exchanges } from '../src/validator/exchanges.ts'
import { minerKey, validatorKey } from './fixtures.ts'

const kind = (seldom: boolean) => ({
  weight: 1,
  seldom,
  create: () => ({ steps: [], score: () => ({ score: 0, parts: {} }) }),
})

const subnet = defineSubnet({
  name: 'answering',
  version: '1',
  paths: ['/v1/answers'],
  request: z.number(),
  response: z.number(),
  deadline: 1_000,
  metrics: {},
  kinds: { task: kind(false), attack: kind(true) },
  exchange: (asked, answered) => (answered > 0 ? [asked, answered] : undefined),
})

const steps = (...bodies: readonly number[]) => ({
  steps: bodies.map(body => ({ path: '/v1/answers' as const, body })),
})
const outcome = (response: number | undefined): Outcome => ({
  response,
  failure: response === undefined ? 'timeout' : undefined,
  firstByteMs: 1,
  totalMs: 1,
})
const { account: miner } = minerKey

test('a miner’s own answers are drawn, each once, and nothing of failures and attacks', () => {
  const exchanges = new Exchanges(subnet)
  exchanges.note(miner, 'task', steps(1, 2, 3), [outcome(10), outcome(undefined), outcome(0)])
  exchanges.note(miner, 'attack', steps(4), [outcome(40)])
  exchanges.note(miner, 'task', steps(5), [outcome(50)])
  assert.deepEqual(
    new Set(exchanges.drawn(miner, 1)),
    new Set([
      [1, 10],
      [5, 50],
    ]),
  )
  assert.equal(exchanges.drawn(miner, 1).length, 2)
  assert.deepEqual(exchanges.drawn(miner, 0), [])
  assert.deepEqual(exchanges.drawn(validatorKey.account, 1), [])
})

test('only the newest are kept, and evidence stays small', () => {
  const exchanges = new Exchanges(subnet)
  for (let i = 1; i <= 100; i++) exchanges.note(miner, 'task', steps(i), [outcome(i)])
  const drawn = Array.from({ length: 40 }, () => exchanges.drawn(miner, 100))
  for (const one of drawn) assert.equal(new Set(one).size, 16)
  assert.ok(drawn.flat().every(one => Array.isArray(one) && one[0] > 68))
})
