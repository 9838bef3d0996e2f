/** Packing and the training loop: what counts in the loss, that it falls, and that a seed gives one result. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomFrom, seedFrom } from '../src/random.ts'
import {
  type Example,
  initialParameters,
  type LlamaShape,
  openExaminer,
  type Parameters,
  packBatch,
  train,
  VOCABULARY_SIZE,
} from '../src/train/index.ts'
import { ASSISTANT, END, USER } from '../src/train/vocabulary.ts'

const word = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 })

test('a batch holds whole examples, and only their answers count', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ prompt: word, answer: word }), { minLength: 1, maxLength: 8 }),
      pairs => {
        const size = { rows: 3, length: 40 }
        let next = 0
        const batch = packBatch(() => ({ ...pairs[next++ % pairs.length]!, weight: 1 }), size)
        assert.ok(Math.abs(batch.weights.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-5)
        let read = 0
        for (let row = 0; row < size.rows; row++) {
          const at = (i: number) => batch.tokens[row * size.length + i]
          for (let i = 0; i < size.length && at(i) === USER; ) {
            const { prompt, answer } = pairs[read++ % pairs.length]!
            const wanted = [USER, ...Buffer.from(prompt), ASSISTANT, ...Buffer.from(answer), END]
            assert.deepEqual(
              wanted.map((_, j) => at(i + j)),
              wanted,
            )
            const first = i + 1 + Buffer.byteLength(prompt)
            for (let j = i; j < i + wanted.length - 1; j++) {
              assert.equal(batch.targets[row * size.length + j], at(j + 1))
              assert.equal(batch.weights[row * size.length + j]! > 0, j >= first)
            }
            i += wanted.length
          }
        }
        assert.ok(read >= size.rows)
      },
    ),
    { numRuns: 300 },
  )
})

test('examples that fit no row are passed over, and a source of nothing else is refused', () => {
  const long: Example = { prompt: 'x'.repeat(50), answer: 'y', weight: 1 }
  const short: Example = { prompt: 'x', answer: 'y', weight: 1 }
  let turn = 0
  const batch = packBatch(() => (turn++ % 2 === 0 ? long : short), { rows: 1, length: 16 })
  assert.equal(batch.tokens.filter(token => token === USER).length, 3)
  assert.throws(() => packBatch(() => long, { rows: 1, length: 16 }), RangeError)
})

const shape: LlamaShape = {
  vocabulary: VOCABULARY_SIZE,
  width: 32,
  layers: 1,
  heads: 2,
  hidden: 48,
  ropeBase: 1000,
}
const PAIRS = [
  ['cat', 'meow'],
  ['dog', 'woof'],
  ['cow', 'moo'],
] as const

async function teach(seed: string): Promise<{ parameters: Parameters; losses: number[] }> {
  const random = randomFrom(seedFrom(seed))
  const losses: number[] = []
  const draw = () => {
    const [prompt, answer] = random.pick(PAIRS)
    return { prompt, answer, weight: 1 }
  }
  const phases = [
    { size: { rows: 4, length: 12 }, steps: 60, draw },
    { size: { rows: 2, length: 24 }, steps: 60, draw },
  ]
  const plan = { shape, phases, rate: 1e-2, warmup: 10 }
  const parameters = initialParameters(shape, random.fork('weights'))
  await train(plan, parameters, {
    every: 20,
    report: (_, loss) => void losses.push(loss),
  })
  return { parameters, losses }
}

test('a small network learns three animals by heart, and one seed gives one network', async () => {
  const [one, same, other] = [await teach('farm'), await teach('farm'), await teach('zoo')]
  assert.equal(one.losses.length, 6)
  assert.ok((one.losses[0] ?? 0) > 1 && (one.losses.at(-1) ?? 9) < 0.1, String(one.losses))
  assert.deepEqual(same, one)
  assert.notDeepEqual(other.parameters, one.parameters)

  const examiner = await openExaminer(shape, { rows: 2, length: 16 })
  const right = PAIRS.map(([prompt, answer]) => ({ prompt, answer, weight: 1 }))
  assert.equal((await examiner.measure(one.parameters, right)).exact, 1)
  const wrong = [{ prompt: 'cat', answer: 'moo', weight: 1 }]
  assert.equal((await examiner.measure(one.parameters, wrong)).exact, 0)
  await examiner.close()
})
