// Can a miner tell probes from live requests? Two classifiers look at everything that miners see: headers, sizes, timing,
// sender and prompt of live requests through the real gateway and of probes by the real validators (docs/probes.md).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom, seedFrom } from '@taonet/models/random'
import type { Subnet } from '@taonet/neuron'
import { text } from '@taonet/subnets'
import { type Area, areaUnder, classify } from './probes/classifier.ts'
import { examplesOf, withoutClock } from './probes/features.ts'
import { mixedTraffic } from './probes/mixed-traffic.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const REQUESTS = Math.min(5_000, 1_500 * EFFORT)
/** The goal, with a clock and without one. */
const MOST = 0.55
/** From so many requests on the estimate itself is held to the goal; with fewer, the lower end of its interval. */
const ENOUGH = 5_000

const random = randomFrom(seedFrom('indistinguishable'))

test('the area under the curve is the share of pairs in the right order', () => {
  const scored = Array.from({ length: 60 }, () => ({ score: random.below(9), probe: random.below(2) === 1 }))
  const pairs = scored.flatMap(a =>
    scored.flatMap(b => (a.probe && !b.probe ? [[a.score, b.score] as const] : [])),
  )
  const right = pairs.reduce((sum, [a, b]) => sum + (a > b ? 1 : a === b ? 0.5 : 0), 0)
  assert.ok(Math.abs(areaUnder(scored) - right / pairs.length) < 1e-12)
})

/** Of the questions that the gateway refuses: they come from nobody live. */
const REFUSED_WORDS = /system prompt|DAN|4111 1111|ghp_|pipe bomb|kill myself/

/** Probes that take no notice of what live requests look like. */
const heedless: Subnet = { ...text, envelope: () => undefined }

test('probes that do not look like live requests are found', async t => {
  const seen = await mixedTraffic({ subnet: heedless, requests: 500, warmUp: 50, seed: 'heedless' })
  const { best, ...each } = classify(withoutClock(examplesOf(seen)), random.fork('heedless'))
  t.diagnostic(JSON.stringify(each))
  assert.ok(best.auc > 0.8, `the classifier is blind: ${JSON.stringify(each)}`)
})

test('probes beside live requests cannot be told', async t => {
  const seen = await mixedTraffic({ subnet: text, requests: REQUESTS, warmUp: 600, seed: 'mixed' })
  const probes = seen.filter(one => one.probe).length
  assert.ok(
    !seen.some(({ probe, body }) => !probe && REFUSED_WORDS.test(body)),
    'the gateway refuses nothing',
  )
  const examples = examplesOf(seen)
  const { best, ...each } = classify(withoutClock(examples), random.fork('without clock'))
  t.diagnostic(`${probes} of ${seen.length} are probes; without a clock ${JSON.stringify(each)}`)
  const { best: clocked, ...all } = classify(examples, random.fork('with clock'))
  t.diagnostic(`with a clock ${JSON.stringify(all)}`)
  assert.ok(probes > 0.1 * seen.length, `only ${probes} probes`)
  const told = ({ auc, low }: Area): number => (REQUESTS >= ENOUGH ? auc : low)
  assert.ok(told(best) <= MOST, JSON.stringify(each))
  assert.ok(told(clocked) <= MOST, JSON.stringify(all))
})
