// Many miners and validators of one subnet: the work grows with what is asked, and weights tell the recorded models apart.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { type ScaleRun, scaleRun } from './scale/network.ts'
import { readRecordings } from './scale/recording.ts'

const VALIDATORS = 4
const SIZES = [10, 30]
const EPOCHS = 2

describe('validators of one subnet', () => {
  const runs: ScaleRun[] = []
  before(async () => {
    for (const miners of SIZES) runs.push(await scaleRun({ miners, validators: VALIDATORS }, EPOCHS))
  })

  test('answers were recorded from five models at least', () => {
    const recordings = readRecordings()
    assert.ok(new Set(recordings.map(one => one.sha256)).size >= 5)
    for (const { answers } of recordings) assert.equal(answers.length, recordings[0]?.answers.length)
  })

  test('each validator opens one session a miner and keeps it', () => {
    for (const [i, { epochs }] of runs.entries()) {
      const pairs = VALIDATORS * (SIZES[i] ?? 0)
      const opened = epochs.reduce((sum, one) => sum + one.sessions, 0)
      assert.ok(opened <= pairs && opened >= 0.9 * pairs, `${opened} sessions of ${pairs} pairs`)
    }
  })

  test('requests and evidence grow with the number of miners, no faster', () => {
    const [few, many] = runs.map(({ epochs }) => epochs[1])
    assert.ok(few && many)
    const growth = (SIZES[1] ?? 1) / (SIZES[0] ?? 1)
    // A validator that is done goes on until the last one is: more probes than asked for, never fewer.
    assert.ok(few.probes >= VALIDATORS * (SIZES[0] ?? 0) && many.probes >= VALIDATORS * (SIZES[1] ?? 0))
    for (const cost of [few, many]) {
      assert.ok(cost.requests / cost.probes >= 2 && cost.requests / cost.probes <= 3)
      assert.ok(
        cost.evidenceBytes / cost.probes < 16_000,
        `${cost.evidenceBytes / cost.probes} bytes a probe`,
      )
    }
    assert.ok(many.requests / few.requests < 2 * growth, `${few.requests} → ${many.requests}`)
    const perProbe = (cost: typeof few): number => cost.evidenceBytes / cost.probes
    assert.ok(perProbe(many) / perProbe(few) < 1.2, 'evidence of a probe does not grow with the subnet')
  })

  test('all validators weigh all miners, and the models alike', () => {
    const run = runs.at(-1)
    assert.ok(run)
    const byModel = new Map<string, number[]>()
    for (const given of run.weights) {
      const weights: ScaleRun['weights'][number] = given.filter(([uid]) => run.recordingOf.has(uid))
      assert.equal(weights.length, SIZES.at(-1))
      for (const [uid, weight] of weights) {
        const model = run.recordingOf.get(uid)?.model ?? ''
        byModel.set(model, [...(byModel.get(model) ?? []), weight])
      }
    }
    const means = [...byModel].map(([model, all]) => ({
      model,
      mean: all.reduce((a, b) => a + b, 0) / all.length,
    }))
    means.sort((a, b) => b.mean - a.mean)
    assert.equal(byModel.size, readRecordings().length)
    // The one that was trained on a single family knows least of all of them.
    assert.equal(means.at(-1)?.model, 'taonet-sums', JSON.stringify(means))
    assert.ok((means[0]?.mean ?? 0) > 2 * (means.at(-1)?.mean ?? 0), JSON.stringify(means))
  })
})
