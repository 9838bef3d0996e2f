// When epochs run and when hyperparameters are frozen (chain-emission §1.7, chain-registry §3.5).
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import {
  blocksUntilEpoch,
  currentEpoch,
  deferEpoch,
  epochDue,
  inFreezeWindow,
  noteBlock,
  noteEpoch,
  noteStep,
  skipEpoch,
} from '../../src/chapters/subnets/schedule.ts'
import {
  AdminFreezeWindow,
  BlocksSinceLastStep,
  LastEpochBlock,
  LastMechansimStepBlock,
  PendingEpochAt,
  SubnetEpochIndex,
  Tempo,
} from '../../src/chapters/subnets/table.ts'
import { NetUid } from '../../src/nouns.ts'
import { type TestWorld, testWorld } from '../world.ts'

const ONE = NetUid(1)

interface Clock {
  readonly block: number
  readonly tempo: number
  readonly last?: number
  readonly pending?: number
  readonly idle?: number
}

function at({ block, tempo, last = 0, pending = 0, idle = 0 }: Clock): TestWorld {
  const world = testWorld({ block })
  Tempo.put(world, ONE, tempo)
  LastEpochBlock.put(world, ONE, BigInt(last))
  PendingEpochAt.put(world, ONE, BigInt(pending))
  BlocksSinceLastStep.put(world, ONE, BigInt(idle))
  return world
}

const CASES: readonly (readonly [clock: Clock, due: boolean, frozen: boolean])[] = [
  [{ block: 459, tempo: 360, last: 100 }, false, true],
  [{ block: 460, tempo: 360, last: 100 }, true, true],
  [{ block: 700, tempo: 360, last: 100 }, true, true],
  [{ block: 450, tempo: 360, last: 100 }, false, false],
  [{ block: 451, tempo: 360, last: 100 }, false, true],
  // An epoch out of turn: due at its block, frozen before it; at its block the one in turn decides.
  [{ block: 199, tempo: 360, last: 100, pending: 200 }, false, true],
  [{ block: 200, tempo: 360, last: 100, pending: 200 }, true, false],
  // The safety net.
  [{ block: 200, tempo: 360, last: 100, idle: 50_400 }, false, false],
  [{ block: 200, tempo: 360, last: 100, idle: 50_401 }, true, false],
  // A subnet that never runs is never frozen.
  [{ block: 900, tempo: 0, last: 100, pending: 950, idle: 60_000 }, false, false],
  [{ block: 900, tempo: 0, last: 100, pending: 800 }, false, false],
  // The cycle begins in the future: nothing is due.
  [{ block: 100, tempo: 1, last: 200 }, false, false],
]

for (const [clock, due, frozen] of CASES) {
  test(`epoch ${due ? 'due' : 'not due'}, ${frozen ? 'frozen' : 'open'}: ${JSON.stringify(clock)}`, () => {
    const world = at(clock)
    assert.equal(epochDue(world, ONE), due)
    assert.equal(inFreezeWindow(world, ONE), frozen)
    assert.equal(currentEpoch(world, ONE), due ? 1n : 0n)
  })
}

test('the freeze window is as long as the chain says', () => {
  const world = at({ block: 457, tempo: 360, last: 100 })
  AdminFreezeWindow.put(world, 3)
  assert.equal(inFreezeWindow(world, ONE), false)
  world.block = 458
  assert.equal(inFreezeWindow(world, ONE), true)
  AdminFreezeWindow.put(world, 0)
  world.block = 500
  assert.equal(inFreezeWindow(world, ONE), false)
})

test('without triggers an epoch runs every tempo, the first a tempo after the last', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 500 }), (tempo, last) => {
      const world = at({ block: last, tempo, last })
      const ran: number[] = []
      for (world.block = last + 1; world.block <= last + 3 * tempo; world.block++) {
        const left = blocksUntilEpoch(world, ONE)
        noteBlock(world, ONE)
        assert.equal(epochDue(world, ONE), left === 0n)
        if (left > 0n) continue
        noteEpoch(world, ONE)
        ran.push(world.block - last)
      }
      assert.deepEqual(ran, [tempo, 2 * tempo, 3 * tempo])
      assert.equal(SubnetEpochIndex.get(world, ONE), 3n)
    }),
    { numRuns: 50 },
  )
})

test('an epoch that runs, one that is skipped and one that waits leave different traces', () => {
  const ran = at({ block: 500, tempo: 360, pending: 400, idle: 77 })
  noteEpoch(ran, ONE)
  noteStep(ran, ONE)
  assert.equal(LastEpochBlock.get(ran, ONE), 500n)
  assert.equal(PendingEpochAt.get(ran, ONE), 0n)
  assert.equal(BlocksSinceLastStep.get(ran, ONE), 0n)
  assert.equal(LastMechansimStepBlock.get(ran, ONE), 500n)

  const skipped = at({ block: 500, tempo: 360, pending: 400, idle: 77 })
  skipEpoch(skipped, ONE)
  assert.equal(LastEpochBlock.get(skipped, ONE), 500n)
  assert.equal(PendingEpochAt.get(skipped, ONE), 0n)
  assert.equal(BlocksSinceLastStep.get(skipped, ONE), 77n)
  assert.equal(SubnetEpochIndex.get(skipped, ONE), 1n)
  assert.equal(skipped.events.at(-1)?.name, 'EpochSkipped')

  const waiting = at({ block: 500, tempo: 360, pending: 400, idle: 77 })
  deferEpoch(waiting, ONE)
  assert.equal(PendingEpochAt.get(waiting, ONE), 501n)
  assert.equal(LastEpochBlock.get(waiting, ONE), 0n)
  assert.equal(SubnetEpochIndex.get(waiting, ONE), 0n)
  assert.deepEqual(waiting.events.at(-1)?.fields, { netuid: ONE, block: 501n })
  // Overdue by its cycle too, so commitments belong to the next epoch already.
  assert.equal(currentEpoch(waiting, ONE), 1n)

  const early = at({ block: 300, tempo: 360, last: 200, pending: 300 })
  assert.equal(currentEpoch(early, ONE), 1n)
  deferEpoch(early, ONE)
  // Due only out of turn, and that turn has moved (chain-weights-staking §4.2).
  assert.equal(currentEpoch(early, ONE), 0n)
})
