// Voting power in the state: the vectors through the rows, and the calls (chain-epoch §2.12, vectors/README.md).
import assert from 'node:assert/strict'
import test from 'node:test'
import type { AccountId } from '@taonet/wire'
import { epochCalls } from '../../src/chapters/epoch/calls.ts'
import { runEpochStep } from '../../src/chapters/epoch/step.ts'
import {
  VotingPower,
  VotingPowerDisableAtBlock,
  VotingPowerEmaAlpha,
  VotingPowerTrackingEnabled,
} from '../../src/chapters/epoch/table.ts'
import { keepVotingPower } from '../../src/chapters/epoch/voting-power-rows.ts'
import { registerNeuron } from '../../src/chapters/neurons/registry.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { inheritedStake } from '../../src/chapters/staking/stake.ts'
import { StakeThreshold } from '../../src/chapters/staking/table.ts'
import { MaxAllowedValidators } from '../../src/chapters/subnets/table.ts'
import { Alpha, NetUid, Tao } from '../../src/nouns.ts'
import { type Origin, root, signed } from '../../src/world.ts'
import { alice, aliceHot, bob, bobHot, market, ONE, owner, TAO } from '../staking/market.ts'
import { cases, vectorTest } from '../vectors/vector-file.ts'
import { accountOf, eventNames, refusalOf, type TestWorld, testWorld } from '../world.ts'

const powers = (world: TestWorld, netuid: NetUid): Record<AccountId, bigint> =>
  Object.fromEntries([...VotingPower.entries(world, netuid)].map(([[, hotkey], rao]) => [hotkey, rao]))

interface Case {
  readonly name: string
  readonly input: {
    tracking_enabled: boolean
    disable_at: number
    block: number
    ema_alpha: string
    stake_threshold: string
    voting_power: Record<string, string>
    hotkeys: { id: string; permit: boolean; stake: string }[]
  }
  readonly expected: { tracking_enabled: boolean; disable_at: number; voting_power: Record<string, string> }
}

vectorTest('voting_power.json', {
  cases: cases<Case>(['name', 'input', 'expected'], ({ input, expected }) => {
    const world = testWorld({ block: input.block })
    if (input.tracking_enabled) VotingPowerTrackingEnabled.put(world, ONE, true)
    if (input.disable_at > 0) VotingPowerDisableAtBlock.put(world, ONE, BigInt(input.disable_at))
    VotingPowerEmaAlpha.put(world, ONE, BigInt(input.ema_alpha))
    StakeThreshold.put(world, BigInt(input.stake_threshold))
    for (const [id, rao] of Object.entries(input.voting_power)) {
      VotingPower.put(world, ONE, accountOf(id), BigInt(rao))
    }
    VotingPower.put(world, NetUid(2), accountOf('a'), 7n)
    keepVotingPower(
      world,
      ONE,
      input.hotkeys.map(({ id, permit, stake }) => ({ hotkey: accountOf(id), permit, stake: BigInt(stake) })),
    )
    assert.equal(VotingPowerTrackingEnabled.get(world, ONE), expected.tracking_enabled)
    assert.equal(VotingPowerDisableAtBlock.get(world, ONE), BigInt(expected.disable_at))
    const left = Object.entries(expected.voting_power).map(([id, rao]) => [accountOf(id), BigInt(rao)])
    assert.deepEqual(powers(world, ONE), Object.fromEntries(left))
    assert.deepEqual(powers(world, NetUid(2)), { [accountOf('a')]: 7n }, 'another subnet')
  }),
})

const { enable_voting_power_tracking, disable_voting_power_tracking, sudo_set_voting_power_ema_alpha } =
  epochCalls.handlers

test('the owner asks for it and gives it up; the end can be called off, and comes with an epoch', () => {
  const world = market()
  const call = (handler: typeof enable_voting_power_tracking, origin: Origin, netuid = ONE) =>
    refusalOf(world, () => handler?.(world, origin, { netuid }))?.name
  assert.equal(call(enable_voting_power_tracking, signed(alice)), 'BadOrigin')
  assert.equal(call(enable_voting_power_tracking, root, NetUid(9)), 'SubnetNotExists')
  assert.equal(call(disable_voting_power_tracking, signed(owner)), 'VotingPowerTrackingNotEnabled')
  assert.equal(call(enable_voting_power_tracking, signed(owner)), undefined)
  VotingPower.put(world, ONE, aliceHot, 5n)
  assert.equal(call(disable_voting_power_tracking, signed(alice)), 'BadOrigin')
  assert.equal(call(disable_voting_power_tracking, root), undefined)
  assert.equal(VotingPowerDisableAtBlock.get(world, ONE), 20n + 100_800n)
  assert.equal(call(enable_voting_power_tracking, root), undefined)
  assert.equal(VotingPowerDisableAtBlock.get(world, ONE), 0n)
  assert.equal(call(disable_voting_power_tracking, signed(owner)), undefined)
  world.block = 100_819
  keepVotingPower(world, ONE, [{ hotkey: aliceHot, permit: true, stake: 5n }])
  assert.deepEqual(powers(world, ONE), { [aliceHot]: 5n })
  world.block = 100_820
  keepVotingPower(world, ONE, [{ hotkey: aliceHot, permit: true, stake: 5n }])
  assert.deepEqual(powers(world, ONE), {})
  assert.deepEqual(eventNames(world).slice(-5), [
    'VotingPowerTrackingEnabled',
    'VotingPowerTrackingDisableScheduled',
    'VotingPowerTrackingEnabled',
    'VotingPowerTrackingDisableScheduled',
    'VotingPowerTrackingDisabled',
  ])
  assert.equal(call(disable_voting_power_tracking, signed(owner)), 'VotingPowerTrackingNotEnabled')
})

test('the pace is root’s alone, at most the whole', () => {
  const world = market()
  const set = (origin: Origin, alpha: bigint) =>
    refusalOf(world, () => sudo_set_voting_power_ema_alpha?.(world, origin, { netuid: ONE, alpha }))?.name
  assert.equal(set(signed(owner), 1n), 'BadOrigin')
  assert.equal(set(root, 10n ** 18n + 1n), 'InvalidVotingPowerEmaAlpha')
  assert.equal(set(root, 10n ** 18n), undefined)
  assert.equal(VotingPowerEmaAlpha.get(world, ONE), 10n ** 18n)
})

test('an epoch counts the permits it gives, and stake below the threshold too', () => {
  const world = market()
  for (const [coldkey, hotkey, tao] of [
    [alice, aliceHot, 100n],
    [bob, bobHot, 50n],
  ] as const) {
    registerNeuron(world, ONE, hotkey)
    addStake(world, coldkey, hotkey, ONE, Tao(tao * TAO))
  }
  enable_voting_power_tracking?.(world, signed(owner), { netuid: ONE })
  VotingPowerEmaAlpha.put(world, ONE, 10n ** 18n)
  VotingPower.put(world, ONE, bobHot, 9n)
  MaxAllowedValidators.put(world, ONE, 1)
  runEpochStep(world, ONE, Alpha(0n))
  const stake = inheritedStake(world, aliceHot, ONE).alpha
  assert.deepEqual(powers(world, ONE), { [aliceHot]: stake })
  assert.ok(stake > 90n * TAO)
})
