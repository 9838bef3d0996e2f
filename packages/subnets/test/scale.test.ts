// Many miners and validators of one subnet: the work grows with what is asked, and weights tell the recorded models apart.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { type ScaleRun, scaleRun } from './scale/network.ts'
import { pooledSteps, questionOf, readRecordings } from './scale/recording.ts'

const VALIDATORS = 4
const SIZES = [10, 30]
const EPOCHS = 2
const GENERAL = ['taonet-allround', 'taonet-numbers', 'taonet-words']
/** Trained on the same, between them and the rest. */
const HALF_SIZE = 'taonet-small'

describe('validators of one subnet', () => {
  const runs: ScaleRun[] = []
  before(async () => {
    for (const miners of SIZES) runs.push(await scaleRun({ miners, validators: VALIDATORS }, EPOCHS))
  })

  test('five models at least answered what is asked today', () => {
    const asked = pooledSteps().map(questionOf)
    const answering = readRecordings().filter(({ answers }) => asked.every(one => one in answers))
    const digests = new Set(answering.map(one => one.sha256))
    assert.equal(digests.size, answering.length)
    // Whoever changes what the subnet asks records again: `scale/record.ts`.
    assert.ok(digests.size >= 5, `${digests.size} models of ${readRecordings().length}`)
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
    const means = new Map(
      [...byModel].map(([model, all]) => [model, all.reduce((a, b) => a + b, 0) / all.length]),
    )
    const shown = JSON.stringify([...means])
    assert.equal(means.size, readRecordings().length)
    // Ours that were trained on all of this stand before the specialists of one family, and before other people's: together,
    // as two epochs are too few to tell each of them from each of those.
    const general = GENERAL.reduce((sum, model) => sum + (means.get(model) ?? 0), 0) / GENERAL.length
    for (const [model, mean] of means)
      assert.ok(GENERAL.includes(model) || model === HALF_SIZE || mean < general, shown)
    assert.ok(Math.max(...means.values()) > 2 * Math.min(...means.values()), shown)
  })
})
