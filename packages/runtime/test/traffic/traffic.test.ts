// Anything that ten people may do, in any order, on one chain that goes on: TAO and every alpha are conserved to the unit,
// what fails does nothing, no way through the pools and back pays, and all invariants hold after every block.
// TAONET_SEED replays a run.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ready } from '@taonet/wire'
import { KINDS, sum, traffic } from './traffic.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
/** A million in the full tier. */
const CALLS = EFFORT < 10 ? 10_000 * EFFORT : 100_000 * EFFORT
/** The quick tier is the same every time; longer runs go somewhere new. */
const SEED = Number(process.env.TAONET_SEED ?? (EFFORT === 1 ? 1 : Math.floor(Math.random() * 2 ** 31)))

await ready()

test(`${CALLS} calls of ${KINDS.length} kinds by ten people`, t => {
  t.diagnostic(`seed ${SEED}`)
  const { tried, done, refused, trips } = traffic(SEED, CALLS)
  t.diagnostic(
    `${sum(done)} of ${sum(tried)} succeeded, ${trips} ways through the pools, ${refused.size} refusals`,
  )
  assert.equal(sum(tried), CALLS)
  assert.ok(KINDS.length >= 25)
  assert.ok(sum(done) >= 0.4 * CALLS, `only ${sum(done)} succeeded`)
  // Kinds are steered to equal shares, of nearly one in a hundred; a tenth of that is asked.
  const rare = KINDS.map(({ name }) => [name, done.get(name) ?? 0] as const).filter(
    ([, n]) => n < CALLS / 1_000,
  )
  assert.deepEqual(rare, [])
  assert.ok(trips >= CALLS / 1_000, `only ${trips} ways through the pools`)
})
