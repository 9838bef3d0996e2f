// A batch of long questions holds nobody up: between them the event loop goes round, and of many batches one goes on in
// each round.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Dispatcher } from '../src/rpc/dispatch.ts'

const CALLER = { subscriptions: undefined, origin: undefined, backlog: () => 0 }
const LONG_MS = 12

/** Keeps the thread as a long read does. */
function work(): number {
  const until = performance.now() + LONG_MS
  while (performance.now() < until);
  return 1
}

const batch = (count: number): string =>
  JSON.stringify(Array.from({ length: count }, (_, id) => ({ jsonrpc: '2.0', id, method: 'work' })))

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
