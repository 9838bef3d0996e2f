// POST /v1/moderations: as many results as texts, and nobody else waits for a long one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callerOf, json } from './serving.ts'

const PATH = '/v1/moderations'
const prose = (characters: number): string =>
  'The mill turns slowly where the river bends. '.repeat(characters / 45)

test('each text has its result, in order, short or long', async () => {
  const caller = callerOf({})
  const harm = 'I will kill you and everyone you love.'
  const { results } = await json(
    await caller.post(PATH, { input: ['Hello', harm, prose(2_000), `${harm} `.repeat(20)] }),
  )
  assert.ok(Array.isArray(results))
  assert.deepEqual(
    results.map(one => one.flagged),
    [false, true, false, true],
  )
})

test('a request beside long texts is answered before they are', async () => {
  const caller = callerOf({})
  await caller.post(PATH, { input: prose(400) })
  const order: string[] = []
  const long = caller.post(PATH, { input: Array.from({ length: 12 }, (_, i) => `${i} ${prose(15_000)}`) })
  const ended = long.then(() => order.push('long'))
  await new Promise(resolve => setTimeout(resolve, 5))
  for (let i = 0; i < 3; i++) {
    assert.equal((await caller.post(PATH, { input: 'Hello' })).status, 200)
    order.push('short')
  }
  await ended
  assert.deepEqual(order, ['short', 'short', 'short', 'long'])
})
