// Prices of neurons and subnets, and locks (vectors/README.md: burn.json, lock_cost.json, conviction.json).
import assert from 'node:assert/strict'
import { U64_MAX, U64F64 } from '@taonet/wire'
import { expDecay, OWNER_CHANGE_AGE, rollForward } from '../../src/chapters/locks/conviction.ts'
import { bumpedBurn, burnDecayFactor, decayedBurn } from '../../src/chapters/neurons/burn.ts'
import { lockCost } from '../../src/chapters/subnets/lock-cost.ts'
import { lockInState } from '../locks/in-state.ts'
import { cases, near, value, vectorTest } from './vector-file.ts'

const UNBOUNDED = { min: 0n, max: U64_MAX }

vectorTest('burn.json', {
  decay_factor_q32: cases<{ half_life: number; factor: number }>(['half_life', 'factor'], one => {
    assert.equal(burnDecayFactor(one.half_life), one.factor)
  }),
  sequences: cases<{
    burn: number
    half_life: number
    blocks: number
    min?: number
    max?: number
    expected?: number[]
    expected_last?: number
    source: string
  }>(['burn', 'half_life', 'blocks', 'min', 'max', 'expected', 'expected_last', 'source'], one => {
    const bounds = { min: BigInt(one.min ?? 0), max: one.max === undefined ? U64_MAX : BigInt(one.max) }
    const burns: number[] = []
    let burn = BigInt(one.burn)
    for (let i = 0; i < one.blocks; i++) {
      burn = decayedBurn(burn, BigInt(2 + i), one.half_life, bounds)
      burns.push(Number(burn))
    }
    assert.ok(one.expected !== undefined || one.expected_last !== undefined)
    if (one.expected) assert.deepEqual(burns, one.expected)
    if (one.expected_last !== undefined) assert.equal(burns.at(-1), one.expected_last)
  }),
  bumps: cases<{ burn: number; mult: number; expected: number; note?: string }>(
    ['burn', 'mult', 'expected', 'note'],
    one => {
      const multiplier = U64F64.nearest(one.mult)
      if (one.note) assert.ok(one.note.includes(`${multiplier}`), one.note)
      assert.equal(bumpedBurn(BigInt(one.burn), multiplier, UNBOUNDED), BigInt(one.expected))
    },
  ),
})

vectorTest('lock_cost.json', {
  cases: cases<{
    last_lock: string
    last_block: number
    now: number
    interval: number
    min_lock: string
    expected: string
  }>(['last_lock', 'last_block', 'now', 'interval', 'min_lock', 'expected'], one => {
    const cost = lockCost({
      lastLock: BigInt(one.last_lock),
      lastBlock: BigInt(one.last_block),
      block: BigInt(one.now),
      interval: BigInt(one.interval),
      minLock: BigInt(one.min_lock),
    })
    assert.equal(cost, BigInt(one.expected))
  }),
})

vectorTest('conviction.json', {
  exp_decay: cases<{ dt: number; tau: number; expected: number; tol?: number }>(
    ['dt', 'tau', 'expected', 'tol'],
    one =>
      near(U64F64.toNumber(expDecay(BigInt(one.dt), BigInt(one.tau))), one.expected, {
        absolute: one.tol ?? 0,
      }),
  ),
  roll_forward: cases<{
    mass: number
    conviction: number
    dt: number
    unlock_rate: number
    maturity_rate: number
    perpetual: boolean
    owner_lock: boolean
    expected: { mass: number; conviction: number }
    tol_mass: number
    tol_conviction_relative: number
  }>(
    [
      'mass',
      'conviction',
      'dt',
      'unlock_rate',
      'maturity_rate',
      'perpetual',
      'owner_lock',
      'expected',
      'tol_mass',
      'tol_conviction_relative',
    ],
    one => {
      const lock = { mass: BigInt(one.mass), conviction: U64F64.fromInteger(BigInt(one.conviction)) }
      const rates = { unlock: BigInt(one.unlock_rate), maturity: BigInt(one.maturity_rate) }
      const kind = { perpetual: one.perpetual, ownerLock: one.owner_lock }
      const after = rollForward(lock, BigInt(one.dt), rates, kind)
      const { alone, together } = lockInState(lock, one.dt, rates, kind)
      assert.deepEqual(alone ?? { mass: 0n, conviction: 0n }, after, 'as a row')
      assert.equal(together, after.conviction, 'as a sum')
      near(Number(after.mass), one.expected.mass, { absolute: one.tol_mass }, 'mass')
      const relative = one.tol_conviction_relative
      near(U64F64.toNumber(after.conviction), one.expected.conviction, { relative }, 'conviction')
    },
  ),
  year_blocks: value<number>(blocks => assert.equal(OWNER_CHANGE_AGE, BigInt(blocks))),
})
