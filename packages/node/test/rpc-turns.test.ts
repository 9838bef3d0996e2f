// A batch of long questions holds nobody up: between them the event loop goes round, and of many batches one goes on in
// each round. Neither does a message of many megabytes, nor a long answer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storageKey } from '@taonet/wire'
import { Dispatcher } from '../src/rpc/dispatch.ts'
import { finished } from '../src/rpc/runtime-call.ts'
import { type Row, readRows } from '../src/rpc/storage.ts'
import { Turn, Turns } from '../src/rpc/turns.ts'

const CALLER = { subscriptions: undefined, origin: undefined, backlog: () => 0 }
const LONG_MS = 12

/** Keeps the thread as a long read does. */
function work(): number {
  const until = performance.now() + LONG_MS
  while (performance.now() < until);
  return 1
}

const batch = (count: number): Buffer =>
  Buffer.from(
    JSON.stringify(Array.from({ length: count }, (_, id) => ({ jsonrpc: '2.0', id, method: 'work' }))),
  )

test('between two long requests of batches everything else has its turn', async () => {
  let rounds = 0
  let inRound = 0
  let most = 0
  let running = true
  const count = (): void => {
    most = Math.max(most, inRound)
    inRound = 0
    rounds++
    if (running) setImmediate(count)
  }
  const long = (): number => {
    inRound++
    return work()
  }
  const dispatcher = new Dispatcher({ work: long }, () => {})
  setImmediate(count)
  const replies = await Promise.all([0, 1, 2].map(() => dispatcher.answer(batch(5), CALLER)))
  running = false
  for (const { text } of replies) {
    const answers: { id: number; result: number }[] = JSON.parse(text ?? '')
    assert.deepEqual(
      answers.map(({ id, result }) => [id, result]),
      [0, 1, 2, 3, 4].map(id => [id, 1]),
    )
  }
  // All three begin at once; from then on one goes on in each round.
  assert.ok(most <= 4, `${most} long requests in one round`)
  assert.ok(rounds >= 12, `only ${rounds} rounds for 15 long requests`)
})

/** How often the loop went round until it was answered. */
async function roundsOf(answering: () => unknown): Promise<number> {
  let rounds = 0
  let running = true
  const count = (): void => {
    rounds++
    if (running) setImmediate(count)
  }
  setImmediate(count)
  await answering()
  running = false
  return rounds
}

test('a message of 16 MB is read, parsed and answered in a round each; a short one in none', async () => {
  const dispatcher = new Dispatcher({ length: params => params.text(0, 'text').length }, () => {})
  const message = (length: number): Buffer =>
    Buffer.from(JSON.stringify({ id: 1, method: 'length', params: ['f'.repeat(length)] }))
  for (const [length, least] of [
    [15_000_000, 3],
    [1_000, 0],
  ] as const) {
    let reply = ''
    const rounds = await roundsOf(async () => {
      const answer = dispatcher.answer(message(length), CALLER)
      assert.equal(answer instanceof Promise, least > 0)
      reply = (await answer).text ?? ''
    })
    assert.equal(JSON.parse(reply).result, length)
    assert.ok(rounds >= least, `${rounds} rounds`)
  }
})

test('who reads many rows lets others have their turn, and reads them all', async () => {
  const key = storageKey('0x00')
  const value = Uint8Array.of(7)
  const view = {
    get(): Uint8Array {
      work()
      return value
    },
    *keys() {},
  }
  let rows: readonly Row[] = []
  const rounds = await roundsOf(async () => {
    rows = await readRows(view, Array(20).fill(key), new Turn(new Turns()))
  })
  assert.deepEqual(rows, Array(20).fill(['0x00', '0x07']))
  assert.ok(rounds >= 4, `${rounds} rounds`)
})

test('an answer made in long steps lets others have their turn; a short one is there at once', async () => {
  function* steps(long: boolean): Generator<undefined, Uint8Array> {
    const made: number[] = []
    for (let i = 0; i < 10; i++) {
      made.push(long ? i * work() : i)
      yield
    }
    return Uint8Array.from(made)
  }
  const whole = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  let bytes: number[] = []
  const rounds = await roundsOf(async () => {
    bytes = await finished(steps(true), new Turn(new Turns()), Array.from<number>)
  })
  assert.deepEqual(bytes, whole)
  assert.ok(rounds >= 9, `${rounds} rounds`)
  const turn = new Turn(new Turns())
  turn.pause = () => undefined
  assert.deepEqual(finished(steps(false), turn, Array.from<number>), whole)
})
