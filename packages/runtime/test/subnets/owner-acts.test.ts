// start_call, set_tempo, set_activity_cutoff_factor, trigger_epoch (chain-registry §3.1, §3.5; chain-emission §1.7).
import assert from 'node:assert/strict'
import test from 'node:test'
import {
  setActivityCutoffFactor,
  setTempo,
  startCall,
  triggerEpoch,
} from '../../src/chapters/subnets/owner-acts.ts'
import {
  ActivityCutoffFactorMilli,
  CommitRevealWeightsEnabled,
  FirstEmissionBlockNumber,
  LastEpochBlock,
  LastRateLimitedBlock,
  NetworkRegisteredAt,
  NetworksAdded,
  PendingEpochAt,
  StartCallDelay,
  SubnetOwner,
  SubtokenEnabled,
  Tempo,
  TransactionKeyLastBlock,
} from '../../src/chapters/subnets/table.ts'
import { type Origin, root, signed } from '../../src/world.ts'
import { market, ONE, owner } from '../staking/market.ts'
import { testOrder } from '../staking/steps.ts'
import { accountOf, refusalOf, type TestWorld } from '../world.ts'

/** In the middle of a tempo of 1000, far from any epoch. */
function scene(): { world: TestWorld; origin: Origin } {
  const world = market()
  world.block = 20_000
  Tempo.put(world, ONE, 1_000)
  LastEpochBlock.put(world, ONE, 19_500n)
  CommitRevealWeightsEnabled.put(world, ONE, false)
  return { world, origin: signed(owner) }
}

const noSubnet = {
  error: 'SubnetNotExists',
  break: ({ world }: { world: TestWorld }) => NetworksAdded.remove(world, ONE),
}
const stranger = {
  error: 'BadOrigin',
  break: ({ world }: { world: TestWorld }) => SubnetOwner.put(world, ONE, accountOf('somebody')),
}

testOrder(
  'start_call',
  () => {
    const one = scene()
    FirstEmissionBlockNumber.remove(one.world, ONE)
    return one
  },
  [
    noSubnet,
    stranger,
    {
      error: 'FirstEmissionBlockNumberAlreadySet',
      break: ({ world }) => FirstEmissionBlockNumber.put(world, ONE, 5n),
    },
    { error: 'NeedWaitingMoreBlocksToStarCall', break: ({ world }) => StartCallDelay.put(world, 20_000n) },
  ],
  ({ world, origin }) => startCall(world, origin, ONE),
)

test('start_call opens the token, with emission from the next block, exactly when the delay is over', () => {
  const { world, origin } = scene()
  FirstEmissionBlockNumber.remove(world, ONE)
  SubtokenEnabled.put(world, ONE, false)
  NetworkRegisteredAt.put(world, ONE, 19_000n)
  StartCallDelay.put(world, 1_000n)
  world.block = 19_999
  assert.equal(refusalOf(world, () => startCall(world, origin, ONE))?.name, 'NeedWaitingMoreBlocksToStarCall')
  world.block = 20_000
  startCall(world, origin, ONE)
  assert.equal(FirstEmissionBlockNumber.get(world, ONE), 20_001n)
  assert.equal(SubtokenEnabled.get(world, ONE), true)
  assert.deepEqual(world.events.at(-1)?.fields, { netuid: ONE, block: 20_001n })
})

testOrder(
  'set_tempo',
  () => ({ ...scene(), tempo: 720 }),
  [
    noSubnet,
    stranger,
    {
      error: 'TempoOutOfBounds',
      break: one => {
        one.tempo = 359
      },
    },
    {
      error: 'TxRateLimitExceeded',
      break: ({ world }) => TransactionKeyLastBlock.put(world, owner, ONE, 11, 20_000n - 359n),
    },
    {
      error: 'AdminActionProhibitedDuringWeightsWindow',
      break: ({ world }) => LastEpochBlock.put(world, ONE, 19_009n),
    },
  ],
  ({ world, origin, tempo }) => setTempo(world, origin, ONE, tempo),
)

test('set_tempo restarts the cycle; an owner chooses 360 to 50400 every 360 blocks, root anything at once', () => {
  const { world, origin } = scene()
  setTempo(world, origin, ONE, 360)
  assert.equal(Tempo.get(world, ONE), 360)
  assert.equal(LastEpochBlock.get(world, ONE), 20_000n)
  assert.deepEqual(world.events.at(-1)?.fields, { netuid: ONE, value: 360 })
  const after = (blocks: number, tempo: number) => {
    world.block = 20_000 + blocks
    LastEpochBlock.put(world, ONE, BigInt(world.block))
    return refusalOf(world, () => setTempo(world, origin, ONE, tempo))?.name
  }
  assert.equal(after(359, 361), 'TxRateLimitExceeded')
  assert.equal(after(360, 50_401), 'TempoOutOfBounds')
  assert.equal(after(360, 50_400), undefined)
  setTempo(world, root, ONE, 1)
  LastEpochBlock.put(world, ONE, BigInt(world.block) + 100n)
  setTempo(world, root, ONE, 0)
  assert.equal(Tempo.get(world, ONE), 0)
})

const recently = {
  type: 'OwnerHyperparamUpdate',
  value: { netuid: ONE, hyperparameter: 'EpochTrigger' },
} as const

testOrder(
  'trigger_epoch',
  scene,
  [
    noSubnet,
    stranger,
    {
      error: 'DynamicTempoBlockedByCommitReveal',
      break: ({ world }) => CommitRevealWeightsEnabled.put(world, ONE, true),
    },
    { error: 'EpochTriggerAlreadyPending', break: ({ world }) => PendingEpochAt.put(world, ONE, 1n) },
    { error: 'AutoEpochAlreadyImminent', break: ({ world }) => LastEpochBlock.put(world, ONE, 19_009n) },
    {
      error: 'TxRateLimitExceeded',
      break: ({ world }) => LastRateLimitedBlock.put(world, recently, 20_000n - 1_999n),
    },
  ],
  ({ world, origin }) => triggerEpoch(world, origin, ONE),
)

test('an epoch out of turn is asked for ten blocks ahead, every two tempos, by the owner alone', () => {
  const { world, origin } = scene()
  assert.equal(refusalOf(world, () => triggerEpoch(world, root, ONE))?.name, 'BadOrigin')
  // The epoch in turn is exactly a freeze window away.
  LastEpochBlock.put(world, ONE, 19_010n)
  LastRateLimitedBlock.put(world, recently, 18_000n)
  triggerEpoch(world, origin, ONE)
  assert.equal(PendingEpochAt.get(world, ONE), 20_010n)
  assert.equal(LastRateLimitedBlock.get(world, recently), 20_000n)
})

const paced = {
  type: 'OwnerHyperparamUpdate',
  value: { netuid: ONE, hyperparameter: 'ActivityCutoffFactor' },
} as const

testOrder(
  'set_activity_cutoff_factor',
  () => ({ ...scene(), factor: 50_000 }),
  [
    noSubnet,
    stranger,
    {
      error: 'ActivityCutoffFactorMilliOutOfBounds',
      break: one => {
        one.factor = 999
      },
    },
    {
      error: 'TxRateLimitExceeded',
      break: ({ world }) => LastRateLimitedBlock.put(world, paced, 20_000n - 1_999n),
    },
    {
      error: 'AdminActionProhibitedDuringWeightsWindow',
      break: ({ world }) => LastEpochBlock.put(world, ONE, 19_009n),
    },
  ],
  ({ world, origin, factor }) => setActivityCutoffFactor(world, origin, ONE, factor),
)

test('root sets the activity factor at any time, within its bounds', () => {
  const { world } = scene()
  LastEpochBlock.put(world, ONE, 19_009n)
  setActivityCutoffFactor(world, root, ONE, 1_000)
  setActivityCutoffFactor(world, root, ONE, 2_000)
  assert.equal(ActivityCutoffFactorMilli.get(world, ONE), 2_000)
  assert.equal(LastRateLimitedBlock.get(world, paced), 0n)
  assert.equal(
    refusalOf(world, () => setActivityCutoffFactor(world, root, ONE, 50_001))?.name,
    'ActivityCutoffFactorMilliOutOfBounds',
  )
})
