// `include: ["routing", "receipt"]` at every endpoint of text, whole and streamed: told to those who ask, and to nobody else.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { talker } from './services.ts'
import { type Caller, callerOf, isRecord, json, seat } from './serving.ts'

let caller: Caller

before(async () => {
  const seats = [await seat(talker('a'), { uid: 0, incentive: 1 }), await seat(talker('b'), { uid: 1 })]
  caller = callerOf({ text: seats })
})

const ENDPOINTS = {
  '/v1/chat/completions': { messages: [{ role: 'user', content: 'one two' }] },
  '/v1/completions': { prompt: 'one two' },
  '/v1/responses': { input: 'one two' },
}

/** Objects of a streamed body. */
async function eventsOf(response: Response): Promise<readonly Record<string, unknown>[]> {
  const text = await response.text()
  return [...text.matchAll(/^data: (\{.*)$/gm)].map(([, data = '']) => JSON.parse(data))
}

/** Routing, wherever in an event or a body it is told. */
function routingIn(value: Record<string, unknown>): unknown {
  const holder = isRecord(value.response) ? value.response : value
  return isRecord(holder.taonet) ? holder.taonet.routing : undefined
}

for (const [path, fields] of Object.entries(ENDPOINTS)) {
  describe(path, () => {
    const ask = (rest: object): Promise<Response> => caller.post(path, { model: 'auto', ...fields, ...rest })

    test('tells why these experts', async () => {
      const whole = routingIn(await json(await ask({ include: ['routing'] })))
      assert.ok(isRecord(whole) && Array.isArray(whole.candidates) && Array.isArray(whole.served))
      const events = await eventsOf(await ask({ include: ['routing'], stream: true }))
      const streamed = events.map(routingIn).find(one => one !== undefined)
      assert.ok(isRecord(streamed) && Array.isArray(streamed.candidates))
    })

    test('tells nobody who does not ask', async () => {
      const whole = await ask({})
      assert.ok(!(await whole.text()).includes('taonet'))
      const streamed = await ask({ stream: true })
      assert.ok(!(await streamed.text()).includes('taonet'))
    })

    test('ends a stream with its receipt', async () => {
      const events = await eventsOf(await ask({ include: ['receipt'], stream: true }))
      assert.deepEqual(
        events.flatMap((one, at) => (one.object === 'taonet.receipt' ? [at] : [])),
        [events.length - 1],
      )
    })
  })
}
