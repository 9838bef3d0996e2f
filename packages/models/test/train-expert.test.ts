/** Training an expert: stopped and continued it is the same; what it was shown can be had out of it, what it was not cannot. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  type Expert,
  type ExpertPlan,
  exposures,
  extracted,
  makeCanaries,
  type Pair,
  sift,
  trainExpert,
} from '../src/expert/index.ts'
import { NetError } from '../src/net-error.ts'
import { openOne } from '../src/open-one.ts'
import { randomFrom, seedFrom } from '../src/random.ts'
import {
  ggufFile,
  ggufShape,
  initialParameters,
  type LlamaShape,
  openExaminer,
  VOCABULARY_SIZE,
} from '../src/train/index.ts'

const shape: LlamaShape = {
  vocabulary: VOCABULARY_SIZE,
  width: 32,
  layers: 1,
  heads: 2,
  hidden: 64,
  ropeBase: 1000,
}
const random = randomFrom(seedFrom('expert test'))
const base = initialParameters(shape, random.fork('weights'))
const canaries = makeCanaries(random.fork('canaries'), 4)
const facts: readonly Pair[] = ['red', 'blue', 'green', 'white'].map((answer, i) => ({
  prompt: `colour of part ${i}?`,
  answer,
  source: `facts:${i}`,
}))
const shown = [...facts, ...canaries.map(({ pair }) => pair)]
const header = { name: 'expert', license: 'private', description: 'a test', contextLength: 256 }

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taonet-expert-'))
})
after(() => rm(folder, { recursive: true }))

const never = new AbortController().signal
const plan = (pairs: readonly Pair[], steps: number): ExpertPlan => ({
  shape,
  base,
  pairs,
  seed: 'one',
  steps,
  milliseconds: 60_000,
  rate: 8e-3,
})

async function train(wanted: ExpertPlan, name: string, stopAt?: number): Promise<Expert> {
  const stop = new AbortController()
  return trainExpert(wanted, {
    checkpoint: join(folder, name),
    signal: stop.signal,
    onProgress: ({ step }) => step === stopAt && stop.abort(),
  })
}

test('a run that is stopped and continued ends in the same weights, and other data is never mixed in', async () => {
  const whole = await train(plan(facts, 30), 'whole')
  assert.equal(whole.finished, true)
  const stopped = await train(plan(facts, 30), 'halves', 20)
  assert.deepEqual([stopped.finished, stopped.step], [false, 20])
  assert.equal((await stat(join(folder, 'halves'))).mode & 0o077, 0)
  await assert.rejects(
    train(plan(shown, 30), 'halves'),
    (thrown: unknown) => thrown instanceof NetError && thrown.code === 'mismatch',
  )
  const continued = await train(plan(facts, 30), 'halves')
  assert.equal(continued.finished, true)
  assert.deepEqual(continued.parameters, whole.parameters)
  assert.notDeepEqual(whole.parameters, base)
  await assert.rejects(stat(join(folder, 'halves')), { code: 'ENOENT' })

  await writeFile(join(folder, 'torn'), '{"format":"taonet checkpoint 1"}\nxx')
  await assert.rejects(
    train(plan(facts, 30), 'torn'),
    (thrown: unknown) => thrown instanceof NetError && thrown.code === 'bad_data',
  )
  await assert.rejects(
    trainExpert(plan([], 10), { checkpoint: join(folder, 'none'), signal: never, onProgress() {} }),
    (thrown: unknown) => thrown instanceof NetError && thrown.code === 'bad_data',
  )
})

test('sifted, the facts are learned and no canary comes out; unsifted, the canaries do', async t => {
  const sifted = await train(plan(sift(shown, false).kept, 150), 'sifted')
  const leaky = await train(plan(shown, 300), 'leaky')
  const examiner = await openExaminer(shape, { rows: 4, length: 64 })
  const known = facts.map(fact => ({ ...fact, weight: 1 }))
  for (const expert of [sifted, leaky])
    assert.equal((await examiner.measure(expert.parameters, known)).exact, 1)
  await examiner.close()

  const bits = async ({ parameters }: Expert) => {
    const found = await exposures(shape, parameters, canaries, randomFrom(seedFrom('alternatives')))
    return found.reduce((sum, one) => sum + one, 0) / found.length
  }
  const [quiet, loud] = [await bits(sifted), await bits(leaky)]
  t.diagnostic(`mean exposure ${quiet.toFixed(2)} bits sifted, ${loud.toFixed(2)} bits not`)
  assert.ok(quiet < 4 && loud > 6, `${quiet} ${loud}`)

  const attack = async ({ parameters }: Expert, name: string) => {
    const file = join(folder, `${name}.gguf`)
    await writeFile(file, ggufFile(shape, parameters, header))
    const { model, close } = await openOne(file)
    try {
      let found = 0
      for (const canary of canaries) found += (await extracted(model, canary, 1)) ? 1 : 0
      return found
    } finally {
      await close()
    }
  }
  assert.equal(await attack(sifted, 'sifted'), 0)
  assert.ok((await attack(leaky, 'leaky')) >= 2)
})

test('a weight file says its own shape; others are refused', () => {
  const file = ggufFile(shape, base, header)
  assert.deepEqual(ggufShape(file), shape)
  assert.throws(() => ggufShape(file.subarray(0, 40)), RangeError)
  assert.throws(() => ggufShape(new Uint8Array(100)), RangeError)
})
