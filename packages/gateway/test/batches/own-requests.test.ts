// Lines as requests of the gateway's own: the app sees whose they are, answers as ever, and is told when nobody waits any more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { type Caller, freeCaller } from '../../src/accounts/index.ts'
import { batchCaller, linesBy } from '../../src/batches/index.ts'

const app = new Hono()
app.post('/v1/embeddings', async context =>
  context.json({ caller: batchCaller(context.env)?.id, asked: await context.req.json() }, 207, {
    'x-request-id': 'req-7',
  }),
)
const given = { up: 0 }
app.post('/v1/moderations', context => {
  const { signal } = context.req.raw
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => {
      given.up++
      reject(new Error('freed'))
    }),
  )
})
app.onError((error, context) => context.json({ error: error.message }, 500))

test('a line is answered as its endpoint answers', async () => {
  const run = linesBy((request, env) => app.fetch(request, env))
  const caller: Caller = { ...freeCaller, id: 'key_1' }
  const answer = await run('/v1/embeddings', { input: 'x' }, caller, new AbortController().signal)
  assert.deepEqual(answer, {
    status: 207,
    body: { caller: 'key_1', asked: { input: 'x' } },
    requestId: 'req-7',
  })
})

test('nobody from outside is taken for one', async () => {
  for (const env of [undefined, null, {}, { caller: freeCaller }, { incoming: {} }])
    assert.equal(batchCaller(env), undefined)
})

test('a line that is given up frees whoever works on it', async () => {
  const run = linesBy((request, env) => app.fetch(request, env))
  const control = new AbortController()
  const answer = run('/v1/moderations', {}, freeCaller, control.signal)
  control.abort()
  await answer.catch(() => undefined)
  assert.equal(given.up, 1)
})
