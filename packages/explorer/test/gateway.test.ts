// What the page reads of `/v1/status`, whatever stands there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { statusOf } from '../src/state/gateway.ts'

const told = {
  object: 'gateway.status',
  window_seconds: 300,
  routes: [
    { route: '/v1/chat/completions', answered: 12, p50_ms: 80.2, p95_ms: 200, p99_ms: 240 },
    { route: 7 },
    { route: '/v1/embeddings', answered: '12' },
  ],
  error_budget: { objective: 0.995, window_seconds: 3_600, requests: 400, failed: 1, left: 0.5 },
  in_flight: 3,
  hedging: { requests: 400, hedged: 8, won: 4, trials: 2, share: 0.025, allowed: 0.05 },
  queues: [
    { netuid: 1, subnet: 'text', running: 2, limit: 64, waiting: 1, waiting_batch: 0, refused: 0 },
    { netuid: 2, subnet: 'embeddings', running: 1, limit: 64, waiting: 0, waiting_batch: 0, refused: 0 },
  ],
  breakers: { closed: 7, open: 1, 'half-open': 0 },
  failing: [{ miner: 'text/3', breaker: 'open' }, {}],
}

test('figures come through, queues are summed, and entries of another shape are left out', () => {
  const status = statusOf(told)
  assert.deepEqual(status?.routes, [
    { route: '/v1/chat/completions', answered: 12, p50: 80.2, p95: 200, p99: 240 },
  ])
  assert.deepEqual(status?.queue, { waiting: 1, running: 3, places: 128 })
  assert.deepEqual(status?.failing, ['text/3'])
  assert.deepEqual([status?.window, status?.budget.left, status?.hedging.share], [300, 0.5, 0.025])
})

test('a body of another shape tells nothing, and breaks nothing', () => {
  for (const missing of ['error_budget', 'hedging', 'window_seconds'])
    assert.equal(statusOf({ ...told, [missing]: undefined }), undefined)
  const bare = statusOf({ ...told, routes: 'none', queues: null, failing: 7 })
  assert.deepEqual([bare?.routes, bare?.queue.places, bare?.failing], [[], 0, []])
  fc.assert(
    fc.property(fc.jsonValue(), body => {
      statusOf(body)
    }),
  )
})
