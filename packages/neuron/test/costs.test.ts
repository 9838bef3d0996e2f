// What verdicts cost and find: sums by kind and epoch, energy counters that wrap, detection power against counting.

import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { CostMeter, tokensOf } from '../src/validator/cost-meter.ts'
import { detectionLines, detectionPower } from '../src/validator/detection-power.ts'
import { openEnergyMeter } from '../src/validator/energy.ts'
import { inFolder } from './fixtures.ts'

const RUNS = 200 * Number(process.env.TAONET_EFFORT ?? 1)

test('verdicts of finished epochs are summed by kind, beside what they earned', async () => {
  let joules = 100
  const meter = new CostMeter(() => joules)
  meter.turn(1n)
  for (let i = 0; i < 4; i++) {
    const paid = meter.start()
    await paid.run(async () => void (joules += 2))
    // Waiting for a turn costs nothing.
    joules += 100
    await paid.run(async () => void (joules += 3))
    paid.enter(i < 3 ? 'skill' : 'canary', 10)
  }
  assert.equal(meter.report().epochs, 0)
  assert.equal(meter.report().total.verdicts, 4)
  meter.turn(2n)
  meter.start().enter('skill', 1_000)
  meter.earn(1n, 800)
  meter.earn(1n, 800)
  const report = meter.report()
  assert.equal(report.epochs, 1)
  assert.equal(report.kinds.skill?.verdicts, 3)
  assert.equal(report.kinds.skill?.tokens, 30)
  assert.equal(report.kinds.canary?.joules, 5)
  assert.equal(report.total.joules, 20)
  assert.equal(report.earnedPerVerdict, 200)
  assert.ok(report.total.seconds >= 0 && report.total.cpuSeconds >= 0)
})

test('only the newest eight finished epochs count', () => {
  const meter = new CostMeter(undefined)
  for (let epoch = 0n; epoch < 20n; epoch++) {
    meter.turn(epoch)
    meter.start().enter('skill', Number(epoch))
    meter.earn(epoch, 1)
  }
  const { epochs, total, earned } = meter.report()
  assert.equal(epochs, 8)
  assert.equal(total.tokens, 11 + 12 + 13 + 14 + 15 + 16 + 17 + 18)
  assert.equal(total.joules, undefined)
  // The last epoch runs on; what it earned is no part of what is finished.
  assert.equal(earned, 8)
})

test('tokens are read from usage, and from nothing else', () => {
  assert.equal(tokensOf({ usage: { total_tokens: 12 } }), 12)
  const nothing = [
    undefined,
    null,
    7,
    'x',
    {},
    { usage: null },
    { usage: {} },
    { usage: { total_tokens: '9' } },
  ]
  for (const one of [...nothing, { usage: { total_tokens: -1 } }, { usage: { total_tokens: 1.5 } }])
    assert.equal(tokensOf(one), 0)
})

test('packages are added up, their parts are not, and a counter that wraps goes on', () =>
  inFolder(async folder => {
    const write = (zone: string, uj: number): void => {
      mkdirSync(`${folder}/${zone}`, { recursive: true })
      writeFileSync(`${folder}/${zone}/energy_uj`, `${uj}\n`)
      writeFileSync(`${folder}/${zone}/max_energy_range_uj`, '10000000\n')
    }
    write('intel-rapl:0', 9_000_000)
    write('intel-rapl:1', 1_000_000)
    write('intel-rapl:0:0', 5_000_000)
    const meter = openEnergyMeter(folder)
    assert.ok(meter)
    assert.equal(meter(), 0)
    write('intel-rapl:0', 500_000)
    write('intel-rapl:1', 3_000_000)
    write('intel-rapl:0:0', 9_000_000)
    assert.equal(meter(), 3.5)
    assert.equal(meter(), 3.5)
    assert.equal(openEnergyMeter(`${folder}/none`), undefined)
    mkdirSync(`${folder}/empty`)
    assert.equal(openEnergyMeter(`${folder}/empty`), undefined)
  }))

test('the power is one minus the chance to escape every probe', () => {
  const p = fc.constantFrom(0, 0.1, 0.5, 0.9, 1)
  const n = fc.integer({ min: 0, max: 5 })
  fc.assert(
    fc.property(fc.tuple(p, p), fc.tuple(n, n), ([p1, p2], [n1, n2]) => {
      const profile = { name: 'cheat', perProbe: { a: p1, b: p2 }, evidence: '' }
      let missed = 1
      for (let i = 0; i < n1; i++) missed *= 1 - p1
      for (let i = 0; i < n2; i++) missed *= 1 - p2
      assert.ok(Math.abs(detectionPower(profile, { a: n1, b: n2, other: 9 }) - (1 - missed)) < 1e-12)
      assert.ok(detectionPower(profile, { a: n1 + 1, b: n2 }) >= detectionPower(profile, { a: n1, b: n2 }))
    }),
    { numRuns: RUNS },
  )
})

test('lines tell the mean over the miners and the least probed one', () => {
  const profile = { name: 'cache', perProbe: { skill: 0.5 }, evidence: 'test' }
  assert.deepEqual(detectionLines([profile], [{ skill: 1 }, { skill: 2 }, {}]), [
    { adversary: 'cache', power: (0.5 + 0.75 + 0) / 3, least: 0 },
  ])
  assert.deepEqual(detectionLines([profile], []), [])
})
