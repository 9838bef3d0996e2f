// The plan of faults: decided by the seed alone, every kind in it, and never two at once that would hide each other.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Fault, type Plan, planOf } from '../../nemesis/plan.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const HOUR = 3_600_000
const plan = (seed: number): Plan => planOf({ seed, validators: 4, ms: HOUR, blockTime: 1000 })

const nodesOf = (fault: Fault): readonly number[] => ('node' in fault ? [fault.node] : [])
const isOfLinks = ({ kind }: Fault): boolean => ['partition', 'delay', 'loss'].includes(kind)

test('a seed is a plan, another seed another one', () => {
  assert.deepEqual(plan(7), plan(7))
  assert.notDeepEqual(plan(7), plan(8))
})

test('a longer run begins as a shorter one', () => {
  const { rounds } = planOf({ seed: 3, validators: 4, ms: 60_000, blockTime: 1000 })
  assert.deepEqual(plan(3).rounds.slice(0, rounds.length), rounds)
})

test('an hour holds every kind, and no round what would blur it', () => {
  for (let seed = 0; seed < 10 * EFFORT; seed++) {
    const { rounds, smallDisk } = plan(seed)
    assert.ok(rounds.reduce((sum, { lasts }) => sum + lasts, 0) >= HOUR)
    const faults = rounds.flatMap(round => round.faults)
    assert.equal(new Set(faults.map(({ kind }) => kind)).size, 11)
    for (const { faults: together } of rounds) {
      assert.ok(together.length === 1 || together.every(({ kind }) => kind !== 'two-down'))
      assert.ok(together.filter(isOfLinks).length <= 1)
      const nodes = together.flatMap(nodesOf)
      assert.equal(new Set(nodes).size, nodes.length)
    }
    for (const fault of faults) if (fault.kind === 'full-disk') assert.equal(fault.node, smallDisk)
  }
})

test('fewer than four validators are refused', () => {
  assert.throws(() => planOf({ seed: 1, validators: 3, ms: HOUR, blockTime: 1000 }), RangeError)
})
