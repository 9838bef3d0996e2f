// Lines as requests of the gateway's own: the app sees whose they are, answers as ever, and is told when nobody waits any more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Caller, freeCaller } from '../../src/accounts/index.ts'
import { linesBy } from '../../src/batches/index.ts'
import { type Arrival, jsonAnswer } from '../../src/http/call.ts'

test('a line is answered as its endpoint answers', async () => {
  const run = linesBy(async (arrival: Arrival) => {
    const bytes = await arrival.bytes(1_000)
    const asked: unknown = JSON.parse(Buffer.from(bytes ?? []).toString())
    const { method, path, batch, remote } = arrival
    const about = { method, path, caller: batch?.id, remote: remote ?? null, host: arrival.header('host') }
    return jsonAnswer({ ...about, asked }, 207, { 'x-request-id': 'req-7' })
  })
  const caller: Caller = { ...freeCaller, id: 'key_1' }
  const answer = await run('/v1/embeddings', { input: 'x' }, caller, new AbortController().signal)
  assert.deepEqual(answer, {
    status: 207,
    body: {
      method: 'POST',
      path: '/v1/embeddings',
      caller: 'key_1',
      remote: null,
      host: 'localhost',
      asked: { input: 'x' },
    },
    requestId: 'req-7',
  })
})

test('an answer of nothing, of bytes and of pieces are read too', async () => {
  const pieces = ['{"a"', Buffer.from(':1'), '}']
  const bodies = [
    [undefined, null],
    [Buffer.from('{"a":1}'), { a: 1 }],
    [{ next: async () => pieces.shift(), cancel() {} }, { a: 1 }],
  ] as const
  for (const [body, wanted] of bodies) {
    const run = linesBy(async () => ({ status: 200, headers: {}, body }))
    const given = await run('/v1/moderations', {}, freeCaller, new AbortController().signal)
    assert.deepEqual(given, { status: 200, body: wanted })
  }
})

test('a line that is given up frees whoever works on it', async () => {
  let freed = 0
  const run = linesBy(
    ({ signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          freed++
          reject(new Error('freed'))
        }),
      ),
  )
  const control = new AbortController()
  const answer = run('/v1/moderations', {}, freeCaller, control.signal)
  control.abort()
  await answer.catch(() => undefined)
  assert.equal(freed, 1)
})
