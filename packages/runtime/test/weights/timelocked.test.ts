// Timelocked commits: nothing opens them here, and whoever sends one hears what is wrong with it first
// (chain-weights-staking §4.3).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CommitRevealWeightsEnabled,
  CommitRevealWeightsVersion,
  WeightsSetRateLimit,
} from '../../src/chapters/subnets/table.ts'
import { weightsCalls } from '../../src/chapters/weights/calls.ts'
import { noteUpdate } from '../../src/chapters/weights/rows.ts'
import { MechId, StorageIndex, Uid } from '../../src/nouns.ts'
import { signed } from '../../src/world.ts'
import { accountOf, refusalOf, type TestWorld } from '../world.ts'
import { member, NET, subnet } from './subnet.ts'

const INDEX = StorageIndex(3)
const args = { netuid: NET, mecid: MechId(0), commit: new Uint8Array(90), reveal_round: 1000n }

const answer = (world: TestWorld, name: string, more: object, hotkey = member(1)): string | undefined =>
  refusalOf(world, () => weightsCalls.handlers[name]?.(world, signed(hotkey), { ...args, ...more }))?.name

test('every form of the call is refused with CallDisabled, after its own faults', () => {
  for (const name of ['commit_timelocked_weights', 'commit_timelocked_mechanism_weights']) {
    const world = subnet(true)
    const send = (more: object = {}, hotkey = member(1)) =>
      answer(world, name, { commit_reveal_version: 4, ...more }, hotkey)
    CommitRevealWeightsEnabled.put(world, NET, false)
    assert.equal(send(), 'CommitRevealDisabled')
    CommitRevealWeightsEnabled.put(world, NET, true)
    assert.equal(send({ commit_reveal_version: 3 }), 'IncorrectCommitRevealVersion')
    assert.equal(send({}, accountOf('stranger')), 'HotKeyNotRegisteredInSubNet')
    assert.equal(send(), 'CallDisabled')
    WeightsSetRateLimit.put(world, NET, 100n)
    noteUpdate(world, INDEX, Uid(1))
    assert.equal(send(), 'CommittingWeightsTooFast')
  }
})

test('the older form means version 4', () => {
  const world = subnet(true)
  assert.equal(answer(world, 'commit_crv3_mechanism_weights', {}), 'CallDisabled')
  assert.equal(answer(world, 'commit_crv3_mechanism_weights', { mecid: MechId(9) }), 'MechanismDoesNotExist')
  CommitRevealWeightsVersion.put(world, 5)
  assert.equal(answer(world, 'commit_crv3_mechanism_weights', {}), 'IncorrectCommitRevealVersion')
})
