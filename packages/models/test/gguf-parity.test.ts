/** The same weights through our graph and through llama.cpp: the two must foretell alike. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import { randomFrom, seedFrom } from '../src/random.ts'
import {
  ggufFile,
  ggufParameters,
  initialParameters,
  type LlamaShape,
  openScorer,
  VOCABULARY_SIZE,
} from '../src/train/index.ts'

const shape: LlamaShape = {
  vocabulary: VOCABULARY_SIZE,
  width: 64,
  layers: 2,
  heads: 4,
  hidden: 96,
  ropeBase: 1000,
}
const LENGTH = 48
/** llama.cpp keeps keys and values in half precision. */
const TOLERANCE = 2e-3

test('llama.cpp and our own graph agree on log-probabilities', async () => {
  const random = randomFrom(seedFrom('parity'))
  // Half as much again as the weights of a fresh network: sharp distributions, as after training.
  const drawn = [...initialParameters(shape, random)].map(
    ([name, values]) => [name, /norm/i.test(name) ? values : values.map(value => 1.5 * value)] as const,
  )
  // The file holds half-precision matrices, so our graph gets the same rounded numbers.
  const parameters = new Map(
    drawn.map(([name, values]) => [name, Float32Array.from(new Float16Array(values))]),
  )
  const text = Array.from({ length: LENGTH }, () => String.fromCharCode(random.between(32, 126))).join('')
  const scorer = await openScorer(shape, { rows: 1, length: LENGTH })
  const ours = await scorer.logProbabilities(parameters, Int32Array.from(Buffer.from(text)))
  await scorer.close()

  const directory = await mkdtemp(join(tmpdir(), 'taonet-parity-'))
  const llama = await getLlama({ build: 'never', gpu: false, maxThreads: 1, logLevel: LlamaLogLevel.error })
  try {
    const modelPath = join(directory, 'parity.gguf')
    const header = { name: 'parity', license: 'apache-2.0', description: '', contextLength: 64 }
    await writeFile(modelPath, ggufFile(shape, parameters, header))
    const model = await llama.loadModel({ modelPath })
    const tokens = model.tokenize(text, true)
    assert.deepEqual(tokens.map(Number), [...Buffer.from(text)], 'a token is a byte')

    const context = await model.createContext({ contextSize: 64, threads: 1, flashAttention: false })
    const whole = { temperature: 1, topK: 0, topP: 1, minP: 0 }
    const generateNext = { probabilities: true, options: whole }
    const results = await context
      .getSequence()
      .controlledEvaluate(tokens.map(token => [token, { generateNext }]))
    let worst = 0
    for (const [position, result] of results.entries()) {
      const theirs = result?.next.probabilities
      assert.ok(theirs !== undefined && theirs.size === VOCABULARY_SIZE)
      for (const [token, probability] of theirs) {
        const mine = ours[position * VOCABULARY_SIZE + token] ?? Number.NaN
        worst = Math.max(worst, Math.abs(Math.log(probability) - mine))
      }
    }
    assert.ok(worst <= TOLERANCE, `largest difference ${worst} nats`)
    // The comparison means something only if the network says something: the distribution must not be flat.
    assert.ok(Math.max(...ours.slice(0, VOCABULARY_SIZE)) > -Math.log(VOCABULARY_SIZE) + 0.05)
    await model.dispose()
  } finally {
    await llama.dispose()
    await rm(directory, { recursive: true })
  }
})

test('a file read back holds the same parameters, rounded to half precision', () => {
  const parameters = initialParameters(shape, randomFrom(seedFrom('round trip')))
  const file = ggufFile(shape, parameters, { name: 'x', license: 'x', description: '', contextLength: 64 })
  const read = ggufParameters(shape, file)
  assert.deepEqual([...read.keys()], [...parameters.keys()])
  for (const [name, values] of parameters)
    assert.deepEqual(read.get(name), Float32Array.from(new Float16Array(values)))
  assert.throws(() => ggufParameters({ ...shape, layers: 9 }, file), RangeError)
})
