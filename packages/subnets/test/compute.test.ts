// The compute subnet over the real way: honest miners, miners that cheat, and hostile jobs.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { seedFrom } from '@taonet/models/random'
import type { KindAverages } from '@taonet/neuron'
import { agreed, bidOf, type ComputeService, compute, computeService } from '@taonet/subnets'
import { hash32, isNetError } from '@taonet/wire'
import { affordable, modelOf } from '../src/compute/bid.ts'
import { computeResponse, returned, sha256, toBase64 } from '../src/compute/job.ts'
import { averagesOf, cheats, type RunningMiner, startMiner, worthOf } from './compute-miners.ts'
import { bodyOf, goodJob, hostile, jobWith } from './compute-modules.ts'

const zero = hash32(new Uint8Array(32))
const declared = (model: string) => ({ model, sha256: zero, engine: 'wasm', protocol: compute.protocol })
const service = computeService({ children: 2 })
after(() => service.close())

describe('paid for correct work per price', () => {
  let weakest = 0
  const others: ComputeService[] = []
  const bidding = (price: number): ComputeService => {
    const other = computeService({ price })
    others.push(other)
    return other
  }
  before(async () => {
    weakest = Math.min(await worthOf(service, 'honest'), await worthOf(bidding(50), 'cheaper'))
  })
  after(() => {
    for (const one of others) one.close()
  })

  test('honest miners are worth something', async () => {
    const averages = await averagesOf(service, 'once more', 4)
    assert.equal(averages.programs?.score, 1)
    assert.deepEqual(averages.programs?.parts, { correct: 1, value: 1 })
    assert.equal(averages.benchmark?.parts.same, 1)
    assert.equal(averages.benchmark?.parts.clock, 1)
    assert.ok(weakest > 0)
  })

  for (const [name, cheat] of Object.entries(cheats(service.sandbox)))
    test(`who ${name} is worth less than the weakest of them`, async () => {
      const worth = await worthOf(cheat, name)
      assert.ok(worth < weakest, `${worth}, the weakest honest one ${weakest}`)
    })

  test('who bids too much is worth less, who bids beyond the highest is worth nothing', async () => {
    const dear = await worthOf(bidding(9_000), 'dear')
    assert.ok(dear > 0 && dear < weakest, `${dear}, the weakest honest one ${weakest}`)
    assert.equal(await worthOf(bidding(10_001), 'dearest', 1), 0)
  })
})

test('a bid stands in the declaration, and nothing but a whole number is one', () => {
  for (const price of [0, 1, 100, 999_999_999_999]) assert.equal(bidOf(declared(modelOf(price))), price)
  for (const model of [
    'wasm',
    'wasm@',
    'wasm@-1',
    'wasm@1.5',
    'wasm@007',
    'wasm@1e3',
    'text@5',
    'wasm@1234567890123',
  ])
    assert.equal(bidOf(declared(model)), undefined, model)
  assert.equal(bidOf(undefined), undefined)
  assert.equal(affordable(undefined, 100, 1_000), 0)
  for (const [price, value] of [
    [0, 1],
    [100, 1],
    [200, 0.5],
    [1_000, 0.1],
    [1_001, 0],
  ] as const)
    assert.equal(affordable(price, 100, 1_000), value)
  for (const price of [-1, 0.5, Number.NaN, 1e12]) assert.throws(() => computeService({ price }), RangeError)
})

test('the worth is the root of speed times value, behind gates that a made-up answer in ten closes', () => {
  const averages = (parts: { correct?: number; same?: number; clock?: number } = {}): KindAverages => ({
    programs: { score: 0, parts: { correct: parts.correct ?? 1, value: 0.5 }, count: 10 },
    benchmark: {
      score: 0,
      parts: { same: parts.same ?? 1, clock: parts.clock ?? 1, speed: 0.5 },
      count: 10,
    },
  })
  assert.equal(compute.worth(averages()), 0.5)
  assert.equal(compute.worth(averages({ correct: 0.9, same: 0.9, clock: 0.9 })), 0.5)
  for (const part of ['correct', 'same', 'clock']) assert.equal(compute.worth(averages({ [part]: 0.89 })), 0)
  assert.equal(compute.worth({}), 0)
  const { programs } = averages()
  assert.equal(compute.worth({ programs }), 0)
})

test('a seed gives one challenge, another seed another; the price limits are parameters', () => {
  const context = { uid: 1, declaration: declared(modelOf(200)) }
  const steps = (name: string) => compute.challenge('programs', seedFrom(name), context).steps
  assert.deepEqual(steps('a'), steps('a'))
  assert.notDeepEqual(steps('a'), steps('b'))
  assert.equal(new Set(steps('a').map(({ body }) => JSON.stringify(body))).size, 2)
  for (const { body } of steps('a')) assert.ok(compute.request.safeParse(body).success)
  const generous = compute.with({ fairPrice: 200 })
  assert.notEqual(generous.protocol, compute.protocol)
  assert.throws(() => compute.with({ price: 1 }), RangeError)
})

test('silence says nothing about correctness; a form that is not the schema does', () => {
  const outcome = (failure: string) => ({ response: undefined, failure, firstByteMs: 1, totalMs: 1 })
  const { score } = compute.challenge('programs', seedFrom('silence'), {
    uid: 0,
    declaration: declared(modelOf(1)),
  })
  assert.deepEqual(score([outcome('deadline'), outcome('deadline')]), { score: 0, parts: {} })
  assert.deepEqual(score([outcome('schema'), outcome('schema')]), {
    score: 0,
    parts: { correct: 0, value: 1 },
  })
})

test('of several answers to a live job the one with most worth behind it stands', () => {
  const answer = (fill: number, elapsedMs: number) => {
    const output = new Uint8Array(8).fill(fill)
    return { output: toBase64(output), sha256: sha256(output), elapsedMs, memoryPages: 1, price: 1 }
  }
  const [right, alsoRight, wrong] = [answer(1, 5), answer(1, 9), answer(2, 1)]
  const votes = [
    { response: wrong, worth: 0.6 },
    { response: right, worth: 0.3 },
    { response: alsoRight, worth: 0.4 },
  ]
  assert.equal(agreed(votes), alsoRight)
  assert.deepEqual(compute.combine(votes), alsoRight)
  // A hash that is not the output's has no vote.
  const forged = { response: { ...wrong, sha256: right.sha256 }, worth: 1 }
  assert.equal(agreed([forged, { response: right, worth: 0.1 }]), right)
  assert.throws(() => agreed([forged]), RangeError)
})

describe('a miner that is sent hostile jobs', () => {
  let miner: RunningMiner
  before(async () => {
    miner = await startMiner(service)
  })
  after(() => miner.close())

  async function serves(name: string): Promise<void> {
    const { job, sha256: expected } = goodJob(name)
    const reply = await miner.post(bodyOf(job))
    assert.equal(reply.status, 200)
    assert.equal(returned(computeResponse.parse(await reply.json())), expected)
  }

  for (const [name, { module, code, says }] of Object.entries(hostile).filter(
    ([, one]) => one.module.length < 1 << 19,
  ))
    test(`${name}: refused or killed, and it keeps serving`, async () => {
      const reply = await miner.post(bodyOf(jobWith(module, code === 'timeout' ? 300 : 10_000)))
      assert.equal(reply.status, code === 'timeout' ? 504 : 400)
      assert.match(JSON.stringify(await reply.json()), says)
      await serves(`after ${name}`)
    })

  test('a module of 100 MB is not even read, and it keeps serving', async () => {
    const { module } = hostile['a module of 100 MB'] ?? assert.fail()
    // The answer comes while the body is still being sent: heard as 413 or as a connection that closes.
    const answer = await miner.post(bodyOf(jobWith(module, 1_000))).then(
      reply => reply.status,
      (error: unknown) => isNetError(error),
    )
    assert.ok(answer === 413 || answer === true, String(answer))
    await serves('after 100 MB')
  })

  test('what is no job is refused by its form', async () => {
    const good = bodyOf(goodJob('form').job)
    const wrong: readonly Readonly<Record<string, unknown>>[] = [
      { module: 'not base64!' },
      { module: 7 },
      { input: undefined },
      { function: '../run' },
      { memoryPages: 65_536 },
      { memoryPages: 0.5 },
      { deadlineMs: 3_600_000 },
      { deadlineMs: -1 },
    ]
    for (const change of wrong) {
      const reply = await miner.post(Object.assign({}, good, change))
      assert.equal(reply.status, 400, JSON.stringify(change))
      await reply.json()
    }
    await serves('after bad forms')
  })

  test('four hostile jobs at once take no more processes than it offers', async () => {
    const endless = hostile['an endless loop'] ?? assert.fail()
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => miner.post(bodyOf(jobWith(endless.module, 300)))),
    )
    for (const reply of replies) {
      assert.equal(reply.status, 504)
      await reply.json()
    }
    await serves('after four')
    assert.ok(service.sandbox.pids.length <= 2)
  })
})
