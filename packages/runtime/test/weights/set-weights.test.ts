// Setting weights openly: order of checks, the row written, guards and batches (chain-weights-staking §4.0, §4.1).
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { ValidatorPermit } from '../../src/chapters/epoch/table.ts'
import { increaseStake } from '../../src/chapters/staking/stake.ts'
import { StakeThreshold } from '../../src/chapters/staking/table.ts'
import {
  CommitRevealWeightsEnabled,
  MechanismCountCurrent,
  WeightsSetRateLimit,
  WeightsVersionKey,
} from '../../src/chapters/subnets/table.ts'
import { weightsCalls } from '../../src/chapters/weights/calls.ts'
import { weightsInvariants } from '../../src/chapters/weights/invariants.ts'
import { setOpenWeights, setWeights, type WeightsSent } from '../../src/chapters/weights/set.ts'
import { LastUpdate, Weights } from '../../src/chapters/weights/table.ts'
import { Alpha, MechId, NetUid, ROOT, StorageIndex, Uid } from '../../src/nouns.ts'
import { signed } from '../../src/world.ts'
import { testOrder } from '../staking/steps.ts'
import { accountOf, eventNames, refusalOf, type TestWorld } from '../world.ts'
import { BLOCK, FIRST, member, NET, subnet } from './subnet.ts'

const INDEX = StorageIndex(3)
const NEXT_INDEX = StorageIndex(4096 + 3)

interface Scene {
  readonly world: TestWorld
  hotkey: ReturnType<typeof member>
  sent: WeightsSent
}
const scene = (): Scene => ({
  world: subnet(false),
  hotkey: member(1),
  sent: { netuid: NET, mechanism: FIRST, uids: [2, 0], values: [1, 2], versionKey: 7n },
})
const change = (one: Scene, part: Partial<WeightsSent>): void => {
  one.sent = { ...one.sent, ...part }
}

testOrder(
  'set_weights',
  scene,
  [
    { error: 'CanNotSetRootNetworkWeights', break: one => change(one, { netuid: ROOT }) },
    { error: 'WeightVecNotEqualSize', break: one => change(one, { values: [1] }), without: [3, 9, 10, 11] },
    { error: 'MechanismDoesNotExist', break: one => change(one, { mechanism: MechId(1) }) },
    {
      error: 'UidsLengthExceedUidsInSubNet',
      break: one => change(one, { uids: [0, 1, 2, 3, 4], values: [1, 1, 1, 1, 1] }),
      without: [9, 10, 11],
    },
    {
      error: 'HotKeyNotRegisteredInSubNet',
      break: one => {
        one.hotkey = accountOf('stranger')
      },
    },
    { error: 'NotEnoughStakeToSetWeights', break: ({ world }) => StakeThreshold.put(world, 1n) },
    { error: 'IncorrectWeightVersionKey', break: ({ world }) => WeightsVersionKey.put(world, NET, 8n) },
    { error: 'SettingWeightsTooFast', break: ({ world }) => WeightsSetRateLimit.put(world, NET, 1n) },
    { error: 'NeuronNoValidatorPermit', break: ({ world }) => ValidatorPermit.put(world, NET, []) },
    {
      error: 'DuplicateUids',
      break: one => change(one, { uids: [9, 9], values: [1, 1] }),
      without: [10, 11],
    },
    {
      error: 'UidVecContainInvalidOne',
      break: one => change(one, { uids: [4], values: [1] }),
      without: [11],
    },
    { error: 'WeightVecLengthIsLow', break: one => change(one, { uids: [2], values: [1] }) },
  ],
  ({ world, hotkey, sent }) => setWeights(world, hotkey, sent),
)

test('the row keeps the order sent and zeros, scaled so that the largest is 65535', () => {
  const { world, sent } = scene()
  setOpenWeights(world, member(1), { ...sent, uids: [3, 0, 2], values: [50, 0, 100] })
  assert.deepEqual(Weights.get(world, INDEX, Uid(1)), [
    [3, 32_768],
    [0, 0],
    [2, 65_535],
  ])
  assert.deepEqual(LastUpdate.get(world, INDEX)[1], BigInt(BLOCK))
  const last = world.events.at(-1)
  assert.deepEqual([last?.name, last?.fields], ['WeightsSet', { netuid_index: INDEX, uid: 1 }])
  setOpenWeights(world, member(1), sent)
  assert.deepEqual(
    Weights.get(world, INDEX, Uid(1)).map(([to]) => to),
    [2, 0],
  )
  weightsInvariants(world)
})

test('a single self weight needs neither permit nor length; the owner needs neither stake nor permit', () => {
  const { world, sent } = scene()
  ValidatorPermit.put(world, NET, [])
  setOpenWeights(world, member(1), { ...sent, uids: [1], values: [9] })
  StakeThreshold.put(world, 1_000n)
  setOpenWeights(world, member(0), sent)
  const poor = refusalOf(world, () => setOpenWeights(world, member(1), { ...sent, uids: [1], values: [9] }))
  assert.equal(poor?.name, 'NotEnoughStakeToSetWeights')
  increaseStake(world, member(1), accountOf('cold'), NET, Alpha(999n))
  assert.ok(refusalOf(world, () => setOpenWeights(world, member(1), { ...sent, uids: [1], values: [9] })))
  // 19 rao on root weigh 1.0008 alpha at the default weight of TAO.
  increaseStake(world, member(1), accountOf('cold'), ROOT, Alpha(19n))
  setOpenWeights(world, member(1), { ...sent, uids: [1], values: [9] })
})

test('pace: exactly the limit later passes, each mechanism by itself', () => {
  const { world, sent } = scene()
  MechanismCountCurrent.put(world, NET, MechId(2))
  WeightsSetRateLimit.put(world, NET, 100n)
  world.block = BLOCK + 99
  assert.equal(refusalOf(world, () => setOpenWeights(world, member(1), sent))?.name, 'SettingWeightsTooFast')
  setOpenWeights(world, member(1), { ...sent, mechanism: MechId(1) })
  assert.equal(LastUpdate.get(world, NEXT_INDEX)[1], BigInt(BLOCK + 99))
  assert.equal(Weights.get(world, INDEX, Uid(1)).length, 0)
  world.block = BLOCK + 100
  setOpenWeights(world, member(1), sent)
})

test('with commit-reveal the calls refuse, the routine neither heeds nor notes the time', () => {
  const { world, sent } = scene()
  CommitRevealWeightsEnabled.put(world, NET, true)
  WeightsSetRateLimit.put(world, NET, 100n)
  world.block += 50
  assert.equal(refusalOf(world, () => setOpenWeights(world, member(1), sent))?.name, 'CommitRevealEnabled')
  setWeights(world, member(1), sent)
  assert.equal(LastUpdate.get(world, INDEX)[1], BigInt(BLOCK))
})

const guardOf = (world: TestWorld, name: string, args: unknown, hotkey = member(1)) =>
  refusalOf(world, () => weightsCalls.guards[name]?.(world, signed(hotkey), args))?.name

test('guards: stake on every subnet, then pace; unregistered hotkeys pass', () => {
  const { world } = scene()
  const args = { netuid: NET, dests: [2], weights: [1, 2], version_key: 0n }
  assert.equal(guardOf(world, 'set_weights', args), undefined)
  WeightsSetRateLimit.put(world, NET, 100n)
  assert.equal(guardOf(world, 'set_weights', args), 'SettingWeightsTooFast')
  assert.equal(
    guardOf(world, 'set_mechanism_weights', { ...args, mecid: MechId(0) }),
    'SettingWeightsTooFast',
  )
  assert.equal(guardOf(world, 'set_weights', args, accountOf('stranger')), undefined)
  CommitRevealWeightsEnabled.put(world, NET, true)
  assert.equal(guardOf(world, 'set_weights', args), undefined)
  assert.equal(guardOf(world, 'commit_weights', { netuid: NET }), 'CommittingWeightsTooFast')
  StakeThreshold.put(world, 1n)
  assert.equal(guardOf(world, 'set_weights', args), 'NotEnoughStakeToSetWeights')
  assert.equal(guardOf(world, 'commit_weights', { netuid: NET }), 'NotEnoughStakeToSetWeights')
  assert.equal(guardOf(world, 'commit_weights', { netuid: NET }, member(0)), 'CommittingWeightsTooFast')
  const batch = { netuids: [NET, NetUid(9)], weights: [[], []], version_keys: [0n] }
  assert.equal(guardOf(world, 'batch_set_weights', batch), 'InputLengthsUnequal')
  // The owner of one subnet is nobody on another.
  const equal = { ...batch, version_keys: [0n, 0n] }
  assert.equal(guardOf(world, 'batch_set_weights', equal, member(0)), 'NotEnoughStakeToSetWeights')
})

test('a batch does what it can and says what failed', () => {
  const { world } = scene()
  const mark = world.events.length
  weightsCalls.handlers.batch_set_weights?.(world, signed(member(1)), {
    netuids: [NET, NetUid(9)],
    weights: [
      [
        [0, 1],
        [2, 1],
      ],
      [[0, 1]],
    ],
    version_keys: [0n, 0n],
  })
  assert.deepEqual(eventNames(world, mark), [
    'WeightsSet',
    'BatchWeightItemFailed',
    'BatchCompletedWithErrors',
    'BatchWeightsCompleted',
  ])
  assert.equal(Weights.get(world, INDEX, Uid(1)).length, 2)
})

test('scaling: the largest becomes 65535 and order of size is kept, for any row', () => {
  const values = fc.array(fc.integer({ min: 0, max: 65_535 }), { minLength: 2, maxLength: 4 })
  fc.assert(
    fc.property(values, given => {
      const { world, sent } = scene()
      setOpenWeights(world, member(1), { ...sent, uids: given.map((_, uid) => uid), values: given })
      const stored = Weights.get(world, INDEX, Uid(1)).map(([, weight]) => weight)
      const max = Math.max(...given)
      for (const [i, weight] of stored.entries()) {
        const exact = max === 0 ? 0 : ((given[i] ?? 0) * 65_535) / max
        assert.ok(Math.abs(weight - exact) <= 0.51, `${given[i]} of ${max} became ${weight}`)
      }
    }),
    { numRuns: 300 },
  )
})
