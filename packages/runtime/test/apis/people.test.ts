// Neurons, stakes and delegates, against the rows themselves.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { U64F64 } from '@taonet/wire'
import { delegateInfoApi } from '../../src/apis/delegate-info.ts'
import { neuronInfoApi } from '../../src/apis/neuron-info.ts'
import { stakeInfoApi } from '../../src/apis/stake-info.ts'
import { rollForward } from '../../src/chapters/locks/conviction.ts'
import { lockStake, setPerpetual } from '../../src/chapters/locks/lock.ts'
import { feeOf, valueAtSpot } from '../../src/chapters/staking/pool.ts'
import { hotkeyStake, stakeOf } from '../../src/chapters/staking/stake.ts'
import { StakingHotkeys, TotalHotkeyAlpha } from '../../src/chapters/staking/table.ts'
import { Alpha, NetUid, ROOT, Uid } from '../../src/nouns.ts'
import {
  alice,
  aliceHot,
  bob,
  bobHot,
  charlie,
  charlieHot,
  ONE,
  owner,
  ownerHotkey,
  TAO,
  TWO,
} from '../staking/market.ts'
import { ask, axon, metrics, scene } from './scene.ts'

const world = scene()

test('a neuron with its weights and bonds, a neuron without', () => {
  const full = ask(world, neuronInfoApi, 'get_neurons', { netuid: ONE })
  const lite = ask(world, neuronInfoApi, 'get_neurons_lite', { netuid: ONE })
  assert.deepEqual(
    full.map(({ weights: _, bonds: __, ...rest }) => rest),
    lite,
  )
  assert.deepEqual(lite[1], {
    hotkey: aliceHot,
    coldkey: alice,
    uid: 1,
    netuid: 1,
    active: true,
    axon_info: {
      ...{ block: 0n, version: 0, ip: 0n, port: 0, ip_type: 0, protocol: 0 },
      ...{ placeholder1: 0, placeholder2: 0 },
    },
    prometheus_info: { block: 0n, version: 0, ip: 0n, port: 0, ip_type: 0 },
    stake: [[alice, hotkeyStake(world, aliceHot, ONE)]],
    rank: 0,
    emission: 5_000n,
    incentive: 7,
    consensus: 2,
    trust: 0,
    validator_trust: 60_000,
    dividends: 65_535,
    last_update: 12n,
    validator_permit: true,
    pruning_score: 0,
  })
  assert.deepEqual([lite[2]?.axon_info, lite[2]?.prometheus_info], [axon, metrics])
  assert.deepEqual(full[1]?.weights, [
    [2, 65_535],
    [0, 0],
  ])
  assert.deepEqual(full[1]?.bonds, [[2, 30_000]])
  assert.deepEqual([full[0]?.weights, full[0]?.bonds], [[], []])
  for (const uid of [0, 1, 2].map(Uid)) {
    assert.deepEqual(ask(world, neuronInfoApi, 'get_neuron', { netuid: ONE, uid }), full[uid])
    assert.deepEqual(ask(world, neuronInfoApi, 'get_neuron_lite', { netuid: ONE, uid }), lite[uid])
  }
})

test('stake: what there is of a coldkey, and one position even when it is empty', () => {
  const all = ask(world, stakeInfoApi, 'get_stake_info_for_coldkey', { coldkey_account: bob })
  assert.deepEqual(
    all.map(({ hotkey, netuid, stake }) => [hotkey, netuid, stake]),
    StakingHotkeys.get(world, bob).map(hotkey => [hotkey, ONE, stakeOf(world, hotkey, bob, ONE)]),
  )
  assert.deepEqual(all[0], {
    hotkey: aliceHot,
    coldkey: bob,
    netuid: ONE,
    stake: stakeOf(world, aliceHot, bob, ONE),
    locked: 0n,
    emission: 4_000n,
    tao_emission: 0n,
    drain: 0n,
    is_registered: true,
  })
  const several = ask(world, stakeInfoApi, 'get_stake_info_for_coldkeys', {
    coldkey_accounts: [bob, charlie, alice],
  })
  assert.deepEqual(several[0], [bob, all])
  assert.deepEqual(several[1], [charlie, []])
  assert.deepEqual(
    several[2]?.[1].map(({ netuid }) => netuid),
    [ROOT, ONE],
  )
  const one = (coldkey_account: typeof bob, hotkey_account: typeof aliceHot, netuid: NetUid) =>
    ask(world, stakeInfoApi, 'get_stake_info_for_hotkey_coldkey_netuid', {
      hotkey_account,
      coldkey_account,
      netuid,
    })
  assert.deepEqual(one(bob, aliceHot, ONE), all[0])
  assert.equal(one(charlie, charlieHot, ONE)?.stake, 0n)
  assert.equal(one(charlie, charlieHot, ONE)?.is_registered, false)
  assert.equal(one(bob, aliceHot, NetUid(3)), undefined)
})

test('what is locked is told at the hotkey it is locked for', () => {
  const other = scene()
  lockStake(other, bob, aliceHot, ONE, Alpha(TAO))
  const found = ask(other, stakeInfoApi, 'get_stake_info_for_coldkey', { coldkey_account: bob })
  assert.deepEqual(
    found.map(({ hotkey, locked }) => [hotkey, locked]),
    [
      [aliceHot, TAO],
      [bobHot, 0n],
    ],
  )
})

test('a lock is told as of the block that is asked about, and dust is none', () => {
  const other = scene()
  const told = () => ask(other, stakeInfoApi, 'get_coldkey_lock', { coldkey: bob, netuid: ONE })
  assert.equal(told(), undefined)
  lockStake(other, bob, aliceHot, ONE, Alpha(TAO))
  const first = { locked_mass: TAO, conviction: 0n, last_update: BigInt(other.block) }
  assert.deepEqual(told(), first)
  const rates = { unlock: 934_866n, maturity: 934_866n }
  const decaying = { perpetual: false, ownerLock: false }
  other.block += 648_000
  const { mass, conviction } = rollForward({ mass: TAO, conviction: U64F64.zero }, 648_000n, rates, decaying)
  assert.deepEqual(told(), { locked_mass: mass, conviction, last_update: BigInt(other.block) })
  // Half of it is left after ninety days, rounded down.
  assert.ok(mass > (TAO * 49_999n) / 100_000n && mass <= TAO / 2n)
  assert.equal(ask(other, stakeInfoApi, 'get_coldkey_lock', { coldkey: bob, netuid: TWO }), undefined)
  assert.equal(ask(other, stakeInfoApi, 'get_coldkey_lock', { coldkey: alice, netuid: ONE }), undefined)
  setPerpetual(other, bob, ONE, true)
  other.block += 648_000
  assert.equal(told()?.locked_mass, mass)
  setPerpetual(other, bob, ONE, false)
  other.block += 40 * 934_866
  assert.equal(told(), undefined)
})

test('the fee of a stake, of an unstake and of a move is the pool’s', () => {
  const fee = (origin: NetUid | undefined, destination: NetUid | undefined) =>
    ask(world, stakeInfoApi, 'get_stake_fee', {
      origin: origin === undefined ? undefined : [aliceHot, origin],
      origin_coldkey_account: alice,
      destination: destination === undefined ? undefined : [aliceHot, destination],
      destination_coldkey_account: alice,
      amount: TAO,
    })
  const pools = feeOf(world, ONE, TAO)
  assert.ok(pools > 0n)
  assert.deepEqual([fee(undefined, ONE), fee(ONE, undefined), fee(ONE, ROOT)], [pools, pools, pools])
  assert.deepEqual([fee(undefined, ROOT), fee(undefined, undefined)], [0n, 0n])
  assert.deepEqual([fee(ROOT, ONE), fee(ONE, ONE), fee(ROOT, undefined)], [pools, 0n, 0n])
})

test('a delegate: who nominates, where it sits, what it earns in a day', () => {
  const delegates = ask(world, delegateInfoApi, 'get_delegates', {})
  const info = ask(world, delegateInfoApi, 'get_delegate', { delegate_account: aliceHot })
  assert.deepEqual(delegates, [info])
  assert.ok(info)
  assert.deepEqual(
    [info.delegate_ss58, info.take, info.owner_ss58, info.registrations, info.validator_permits],
    [aliceHot, 6_553, alice, [ONE], [ONE]],
  )
  const nominators = new Map(info.nominators)
  assert.deepEqual(nominators.get(bob), [[ONE, stakeOf(world, aliceHot, bob, ONE)]])
  assert.deepEqual(
    [...(nominators.get(alice) ?? [])].sort(([a], [b]) => a - b),
    [
      [ROOT, stakeOf(world, aliceHot, alice, ROOT)],
      [ONE, stakeOf(world, aliceHot, alice, ONE)],
    ],
  )
  // 5000 alpha-rao an epoch, 20 epochs of 360 blocks a day.
  const daily = valueAtSpot(world, ONE, Alpha(5_000n)) * 20n
  assert.equal(info.total_daily_return, daily)
  const kept = (daily * (65_535n - 6_553n)) / 65_535n
  assert.equal(info.return_per_1000, (kept * 1_000n * TAO) / stakeOf(world, aliceHot, alice, ROOT))
  world.state.begin()
  TotalHotkeyAlpha.put(world, aliceHot, ROOT, Alpha(0n))
  assert.equal(
    ask(world, delegateInfoApi, 'get_delegate', { delegate_account: aliceHot })?.return_per_1000,
    0n,
  )
  world.state.rollback()
  assert.equal(ask(world, delegateInfoApi, 'get_delegate', { delegate_account: ownerHotkey }), undefined)
})

test('where a coldkey’s nominations lie: one entry for each subnet', () => {
  const info = ask(world, delegateInfoApi, 'get_delegate', { delegate_account: aliceHot })
  const of = (delegatee_account: typeof bob) =>
    ask(world, delegateInfoApi, 'get_delegated', { delegatee_account })
  assert.deepEqual(of(bob), [[info, [ONE, stakeOf(world, aliceHot, bob, ONE)]]])
  assert.deepEqual(
    of(alice).map(([, position]) => position),
    [
      [ROOT, 50n * TAO],
      [ONE, stakeOf(world, aliceHot, alice, ONE)],
    ],
  )
  assert.deepEqual(of(owner), [])
  assert.equal(stakeOf(world, aliceHot, alice, TWO), 0n)
})
