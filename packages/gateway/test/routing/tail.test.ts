// The promise about the slow end: a fifth of the miners stalls and a twentieth dies, and callers hardly notice. In virtual
// time, so that the figures are the routing's own.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ready } from '@taonet/wire'
import { type Routing, routingOf } from '../../src/router.ts'
import { type Behaviour, candidate, drawing, VirtualClock, virtualMiners } from './virtual.ts'

await ready()
const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)

const MINERS = 20
const STALLING = new Set([3, 7, 11, 16])
const DYING = 5
const DIES_AT = 10_000
const STALL_MS = 5_000

interface Run {
  readonly p50: number
  readonly p99: number
  readonly failed: number
  readonly asked: number
  readonly requests: number
  readonly routing: Routing
}

/** Requests that come at random, 60 a second, each with its own order of miners. */
async function run(seed: number, requests: number, isHurt: boolean): Promise<Run> {
  const clock = new VirtualClock()
  const draw = drawing(seed)
  const behaviour: Behaviour = (uid, now) => {
    if (isHurt && STALLING.has(uid)) return { after: STALL_MS }
    if (isHurt && uid === DYING && now >= DIES_AT) return { after: 1, code: 'unreachable' }
    const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
    return { after: 80 * Math.exp(0.5 * normal) }
  }
  const miners = virtualMiners(clock, behaviour)
  const routing = routingOf({ subnets: [], validators: [miners.validator] }, { clock })
  const candidates = Array.from({ length: MINERS }, (_, uid) => candidate(uid))
  const times: number[] = []
  let failed = 0
  let open = 0
  const ask = async (): Promise<void> => {
    const started = clock.now()
    open++
    try {
      const order = candidates
        .map(one => ({ one, at: draw() }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one)
      await routing.router({
        model: 'auto',
        candidates: order,
        path: '/v1/chat/completions',
        body: { messages: [] },
        caller: `caller ${Math.floor(draw() * 10)}`,
        signal: new AbortController().signal,
        deadline: 30_000,
        accept: reply => reply.json(),
      })
      times.push(clock.now() - started)
    } catch {
      failed++
    }
    open--
  }
  let come = 0
  const comes = (): void => {
    void ask()
    if (++come < requests) clock.after((-1_000 / 60) * Math.log(1 - draw()), comes)
  }
  comes()
  await clock.passUntil(() => come === requests && open === 0)
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.floor(share * times.length)] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), failed, asked: miners.asked.length, requests, routing }
}

describe('a fifth of the miners stalls for five seconds, a twentieth dies', () => {
  for (let seed = 1; seed <= 2 * Math.min(EFFORT, 10); seed++) {
    test(`p99 stays under twice the healthy one, and nothing fails: seed ${seed}`, async () => {
      const healthy = await run(seed, 4_000, false)
      const hurt = await run(seed, 4_000, true)
      assert.equal(healthy.failed + hurt.failed, 0)
      assert.ok(hurt.p99 < 2 * healthy.p99, `${hurt.p99} ms against ${healthy.p99} ms`)
      const { counts, miners } = hurt.routing.state()
      assert.ok(counts.hedges + counts.trials <= 0.05 * hurt.requests + 10)
      assert.ok(counts.hedgesWon > 0)
      const bad = miners.filter(one => one.breaker !== 'closed').map(one => one.uid)
      assert.deepEqual(
        bad.sort((a, b) => a - b),
        [...STALLING, DYING].sort((a, b) => a - b),
      )
      // A healthy pool is asked twice no more than is allowed, and by far not without end.
      const extra = healthy.routing.state().counts
      assert.ok(extra.hedges + extra.trials <= 0.05 * healthy.requests + 10)
      assert.equal(healthy.asked, healthy.requests + extra.hedges + extra.trials)
    })
  }
})
