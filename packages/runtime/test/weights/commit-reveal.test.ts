// Commit and reveal by hash: the hash, the window, the queue, against a naive model (chain-weights-staking §4.2).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { accountId, hash32, ss58Decode } from '@taonet/wire'
import fc from 'fast-check'
import { deferEpoch } from '../../src/chapters/subnets/schedule.ts'
import {
  CommitRevealWeightsEnabled,
  PendingEpochAt,
  RevealPeriodEpochs,
  WeightsSetRateLimit,
} from '../../src/chapters/subnets/table.ts'
import { weightsCalls } from '../../src/chapters/weights/calls.ts'
import { commitWeights, revealWeights, revealWeightsBatch } from '../../src/chapters/weights/commit-reveal.ts'
import { commitHash, type Reveal } from '../../src/chapters/weights/hash.ts'
import { weightsInvariants } from '../../src/chapters/weights/invariants.ts'
import { LastUpdate, WeightCommits, Weights } from '../../src/chapters/weights/table.ts'
import { MechId, NetUid, StorageIndex, Uid } from '../../src/nouns.ts'
import { signed } from '../../src/world.ts'
import { testOrder } from '../staking/steps.ts'
import { accountOf, eventNames, refusalOf, type TestWorld } from '../world.ts'
import { BLOCK, FIRST, member, NET, nextEpoch, subnet, TEMPO } from './subnet.ts'

const INDEX = StorageIndex(3)
const validator = member(1)

/** Different weights, and so another hash, for every number. */
const reveal = (salt: number): Reveal => ({
  uids: [2, 3],
  values: [salt + 1, 7],
  salt: [salt],
  versionKey: 0n,
})
const hashOf = (salt: number) => commitHash(validator, INDEX, reveal(salt))
const commit = (world: TestWorld, salt: number) =>
  refusalOf(world, () => commitWeights(world, validator, NET, FIRST, hashOf(salt)))?.name
const show = (world: TestWorld, salt: number) =>
  refusalOf(world, () => revealWeights(world, validator, NET, FIRST, reveal(salt)))?.name
const argsOf = (salt: number) => {
  const { uids, values, salt: salts, versionKey } = reveal(salt)
  return { netuid: NET, uids, values, salt: salts, version_key: versionKey }
}
const guard = (world: TestWorld, salt: number) =>
  refusalOf(world, () => weightsCalls.guards.reveal_weights?.(world, signed(validator), argsOf(salt)))?.name

test('the hash is the one that clients compute', () => {
  const file = new URL('../../../../vectors/wire-vectors.json', import.meta.url)
  const { weightCommit } = JSON.parse(readFileSync(file, 'utf8'))
  const { who, netuidIndex, uids, values, salt, version_key, hash } = weightCommit
  const hotkey = accountId(ss58Decode(who).publicKey)
  const computed = commitHash(hotkey, StorageIndex(netuidIndex), {
    uids,
    values,
    salt,
    versionKey: BigInt(version_key),
  })
  assert.equal(computed, hash)
})

testOrder(
  'commit_weights',
  () => {
    const world = subnet(true)
    world.block += 10
    return { world, hotkey: validator, netuid: NET as NetUid, mechanism: FIRST }
  },
  [
    {
      error: 'MechanismDoesNotExist',
      break: one => {
        one.mechanism = MechId(1)
      },
    },
    {
      error: 'CommitRevealDisabled',
      break: ({ world }) => CommitRevealWeightsEnabled.put(world, NET, false),
    },
    {
      error: 'HotKeyNotRegisteredInSubNet',
      break: one => {
        one.hotkey = accountOf('stranger')
      },
      without: [4],
    },
    { error: 'CommittingWeightsTooFast', break: ({ world }) => WeightsSetRateLimit.put(world, NET, 11n) },
    {
      error: 'TooManyUnrevealedCommits',
      break: ({ world }) =>
        WeightCommits.put(
          world,
          INDEX,
          validator,
          Array.from({ length: 10 }, (_, i) => [hashOf(i), 0n, 0n, 0n]),
        ),
    },
  ],
  ({ world, hotkey, netuid, mechanism }) => commitWeights(world, hotkey, netuid, mechanism, hashOf(0)),
)

test('a commit is revealed in the next epoch, neither earlier nor later, and only once', () => {
  const world = subnet(true)
  assert.equal(commit(world, 0), undefined)
  assert.equal(show(world, 0), 'RevealTooEarly')
  nextEpoch(world)
  assert.equal(show(world, 1), 'InvalidRevealCommitHashNotMatch')
  const mark = world.events.length
  assert.equal(show(world, 0), undefined)
  assert.deepEqual(eventNames(world, mark), ['WeightsSet', 'WeightsRevealed'])
  assert.equal(Weights.get(world, INDEX, Uid(1)).length, 2)
  assert.equal(LastUpdate.get(world, INDEX)[1], BigInt(BLOCK), 'the time of the commit')
  assert.equal(show(world, 0), 'NoWeightsCommitFound')
  assert.equal(commit(world, 2), undefined)
  nextEpoch(world)
  nextEpoch(world)
  assert.equal(show(world, 2), 'ExpiredWeightCommit', 'the call itself')
  assert.equal(guard(world, 2), 'RevealTooEarly', 'the guard before it')
  assert.equal(guard(world, 3), 'NoWeightsCommitFound')
})

test('a late reveal beside an open commit is expired too', () => {
  const world = subnet(true)
  commit(world, 0)
  nextEpoch(world)
  commit(world, 1)
  nextEpoch(world)
  assert.equal(show(world, 0), 'ExpiredWeightCommit')
  assert.equal(show(world, 1), undefined)
})

test('a reveal takes earlier commits with it and leaves later ones', () => {
  const world = subnet(true)
  for (const salt of [0, 1, 2]) commit(world, salt)
  nextEpoch(world)
  assert.equal(show(world, 1), undefined)
  assert.equal(show(world, 0), 'InvalidRevealCommitHashNotMatch')
  assert.equal(show(world, 2), undefined)
  assert.equal(WeightCommits.has(world, INDEX, validator), false)
})

test('a reveal that sets no weights keeps its commit', () => {
  const world = subnet(true)
  const empty: Reveal = { uids: [], values: [], salt: [1], versionKey: 0n }
  commitWeights(world, validator, NET, FIRST, commitHash(validator, INDEX, empty))
  nextEpoch(world)
  const refused = refusalOf(world, () => revealWeights(world, validator, NET, FIRST, empty))
  assert.equal(refused?.name, 'WeightVecLengthIsLow')
  assert.equal(WeightCommits.get(world, INDEX, validator)?.length, 1)
})

test('in the block of a due epoch commits and reveals belong to the next one; a trigger put off does not count', () => {
  const world = subnet(true)
  commit(world, 0)
  world.block += TEMPO
  // Due and not yet run: as in a deferred block.
  deferEpoch(world, NET)
  assert.equal(commit(world, 1), undefined)
  assert.deepEqual(
    WeightCommits.get(world, INDEX, validator)?.map(([, epoch]) => epoch),
    [0n, 1n],
  )
  assert.equal(show(world, 0), undefined)

  const triggered = subnet(true)
  triggered.block += 10
  PendingEpochAt.put(triggered, NET, BigInt(triggered.block))
  deferEpoch(triggered, NET)
  commit(triggered, 0)
  assert.equal(WeightCommits.get(triggered, INDEX, validator)?.[0]?.[1], 0n)
})

test('a batch of reveals is all or nothing', () => {
  const world = subnet(true)
  for (const salt of [0, 1, 2]) commit(world, salt)
  nextEpoch(world)
  const batch = (...salts: number[]) =>
    refusalOf(world, () => revealWeightsBatch(world, validator, NET, salts.map(reveal)))?.name
  assert.equal(batch(0, 9), 'InvalidRevealCommitHashNotMatch')
  assert.equal(batch(0, 0), 'InvalidRevealCommitHashNotMatch')
  assert.equal(WeightCommits.get(world, INDEX, validator)?.length, 3)
  const mark = world.events.length
  assert.equal(batch(2, 0), undefined)
  assert.deepEqual(eventNames(world, mark), ['WeightsSet', 'WeightsSet', 'WeightsBatchRevealed'])
  assert.deepEqual(
    WeightCommits.get(world, INDEX, validator)?.map(([hash]) => hash),
    [hashOf(1)],
  )
  assert.deepEqual(
    Weights.get(world, INDEX, Uid(1))[0],
    [2, Math.round(65_535 / 7)],
    'the last of the batch stands',
  )
})

test('batches of commits stand each for itself; lists of unequal length refuse', () => {
  const world = subnet(true)
  const call = (netuids: NetUid[], salts: number[]) =>
    refusalOf(world, () =>
      weightsCalls.handlers.batch_commit_weights?.(world, signed(validator), {
        netuids,
        commit_hashes: salts.map(hashOf),
      }),
    )?.name
  assert.equal(call([NET], [0, 1]), 'InputLengthsUnequal')
  const mark = world.events.length
  assert.equal(call([NetUid(9), NET], [0, 1]), undefined)
  assert.deepEqual(eventNames(world, mark), [
    'BatchWeightItemFailed',
    'WeightsCommitted',
    'BatchCompletedWithErrors',
    'BatchWeightsCompleted',
  ])
})

test('each mechanism has its own queue and hash', () => {
  const world = subnet(true)
  const other = hash32(new Uint8Array(32).fill(1))
  assert.notEqual(commitHash(validator, StorageIndex(4099), reveal(0)), hashOf(0))
  commitWeights(world, validator, NET, FIRST, other)
  assert.equal(WeightCommits.has(world, StorageIndex(4099), validator), false)
})

/** What §4.2 says, without storage: the open commits, the epoch, the period. */
class Model {
  commits: { salt: number; epoch: number }[] = []
  epoch = 0
  period = 1

  #split() {
    const cut = this.commits.findIndex(one => this.epoch <= one.epoch + this.period)
    const at = cut === -1 ? this.commits.length : cut
    return { expired: this.commits.slice(0, at), open: this.commits.slice(at) }
  }
  commit(salt: number): string | undefined {
    const { open } = this.#split()
    if (open.length >= 10) return 'TooManyUnrevealedCommits'
    this.commits = [...open, { salt, epoch: this.epoch }]
    return undefined
  }
  reveal(salt: number): string | undefined {
    const { open, expired } = this.#split()
    const late = expired.some(one => one.salt === salt)
    if (open.length === 0) return late ? 'ExpiredWeightCommit' : 'NoWeightsCommitFound'
    const at = open.findIndex(one => one.salt === salt)
    const found = open[at]
    if (!found) return late ? 'ExpiredWeightCommit' : 'InvalidRevealCommitHashNotMatch'
    if (this.epoch !== found.epoch + this.period) return 'RevealTooEarly'
    this.commits = open.slice(at + 1)
    return undefined
  }
}

test('any sequence of commits, reveals, epochs and changed periods follows the model', () => {
  const salt = fc.integer({ min: 0, max: 5 })
  const act = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constant('commit' as const), salt) },
    { weight: 4, arbitrary: fc.tuple(fc.constant('reveal' as const), salt) },
    { weight: 2, arbitrary: fc.tuple(fc.constant('epoch' as const), fc.constant(0)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('period' as const), fc.integer({ min: 1, max: 4 })) },
  )
  const seen = new Set<string | undefined>()
  fc.assert(
    fc.property(fc.array(act, { minLength: 20, maxLength: 60 }), acts => {
      const world = subnet(true)
      const model = new Model()
      for (const [what, which] of acts) {
        switch (what) {
          case 'commit':
            assert.equal(commit(world, which), model.commit(which))
            break
          case 'reveal': {
            const expected = model.reveal(which)
            seen.add(expected)
            assert.equal(show(world, which), expected)
            break
          }
          case 'epoch':
            nextEpoch(world)
            model.epoch += 1
            break
          case 'period':
            RevealPeriodEpochs.put(world, NET, BigInt(which))
            model.period = which
        }
        weightsInvariants(world)
      }
    }),
    { numRuns: 300 },
  )
  assert.equal(seen.size, 5, 'every outcome was met')
})
