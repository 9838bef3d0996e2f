// POST /v1/embeddings: numbers or base64, in the order of the inputs, never less than was asked for.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { acting, measurer } from './services.ts'
import { type Caller, callerOf, errorOf, json, type Seat, seat } from './serving.ts'

const PATH = '/v1/embeddings'
let caller: Caller
let miner: Seat

before(async () => {
  miner = await seat(measurer, { netuid: 2, uid: 3 })
  caller = callerOf({ embeddings: [miner] })
})

const ask = (rest: object) => caller.post(PATH, { model: 'embeddings', ...rest })

/** What the miner computes, in the precision it has. */
const vectorOf = (text: string): number[] => [
  ...Float32Array.of(text.length / 7, text.charCodeAt(0), text.charCodeAt(text.length - 1)),
]

describe('embeddings', () => {
  test('come as numbers, one for each input, in order', async () => {
    const response = await ask({ input: ['ab', 'c', 'def'] })
    assert.deepEqual(await json(response), {
      object: 'list',
      model: 'measurer',
      data: ['ab', 'c', 'def'].map((text, index) => ({
        object: 'embedding',
        index,
        embedding: vectorOf(text),
      })),
      usage: { prompt_tokens: 3, total_tokens: 3 },
    })
    assert.equal(response.headers.get('x-taonet-miners'), 'embeddings/3')
    assert.equal(response.headers.get('x-taonet-model'), 'measurer')
  })

  test('come as base64 of little-endian floats when asked', async () => {
    const { data } = await json(await ask({ input: 'hello', encoding_format: 'base64' }))
    assert.ok(Array.isArray(data))
    const bytes = Buffer.from(data[0].embedding, 'base64')
    assert.deepEqual(
      [0, 4, 8].map(at => bytes.readFloatLE(at)),
      vectorOf('hello'),
    )
  })

  test('are asked for in one form, whatever the caller wants', async () => {
    for (const encoding_format of ['float', 'base64', undefined]) {
      await ask({ input: 'x', encoding_format, user: 'me' })
      assert.deepEqual(miner.miner.received.at(-1), { input: ['x'] })
    }
  })

  test('are refused by the name of what is wrong', async () => {
    const cases = [
      [{ input: [] }, 'input', 'empty_array'],
      [{ input: '' }, 'input', 'empty_string'],
      [{ input: ['a', ''] }, 'input.1', 'empty_string'],
      [{ input: [[1, 2, 3]] }, 'input.0', 'invalid_type'],
      [{}, 'input', 'missing_required_parameter'],
      [{ input: 'x', encoding_format: 'hex' }, 'encoding_format', 'invalid_value'],
      [{ input: 'x', dimensions: 2 }, 'dimensions', 'unsupported_parameter'],
    ] as const
    for (const [body, param, code] of cases) {
      const error = await errorOf(await ask(body))
      assert.deepEqual([error.status, error.param, error.code], [400, param, code])
    }
  })

  test("that a miner sends too few of, or crooked, are another miner's task", async () => {
    const item = (embedding: unknown, index = 0) => ({ object: 'embedding', index, embedding })
    const list = (...data: unknown[]) => ({ object: 'list', model: 'm', data })
    const answers = [
      list(),
      list(item([1, 2])),
      list(item([1, 2]), item([1], 1)),
      list(item([1, 2]), item([3, 4])),
    ]
    for (const answer of answers) {
      const bad = await seat(
        acting(async () => answer),
        { netuid: 2, uid: 1, incentive: 1 },
      )
      const response = await callerOf({ embeddings: [bad, miner] }).post(PATH, {
        model: 'auto',
        input: ['a', 'b'],
      })
      assert.equal(response.headers.get('x-taonet-miners'), 'embeddings/3, embeddings/1')
      const alone = await errorOf(
        await callerOf({ embeddings: [bad] }).post(PATH, { model: 'auto', input: ['a', 'b'] }),
      )
      assert.deepEqual([alone.status, alone.code], [502, 'bad-reply'])
    }
  })
})
