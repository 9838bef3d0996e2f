// Edges at which a chain could be halted or robbed: each was found by hostile arguments, or by asking where a number may
// leave its type.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type AccountId, I96F32, idAddress, U64_MAX } from '@taonet/wire'
import { balancesInvariants } from '../../src/chapters/balances/invariants.ts'
import { freeBalance, transfer } from '../../src/chapters/balances/ledger.ts'
import { emissionInvariants } from '../../src/chapters/emission/invariants.ts'
import { StakingColdkeys } from '../../src/chapters/emission/table.ts'
import { registerNeuron } from '../../src/chapters/neurons/registry.ts'
import { RAORecycledForRegistration } from '../../src/chapters/neurons/table.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { stakingInvariants } from '../../src/chapters/staking/invariants.ts'
import { removeStake } from '../../src/chapters/staking/remove.ts'
import { hotkeyStake, stakeOf } from '../../src/chapters/staking/stake.ts'
import { staking } from '../../src/chapters/staking/table.ts'
import { SUBNETS_PER_MECHANISM, storageIndex, subnetAccount } from '../../src/chapters/subnets/registry.ts'
import * as hyper from '../../src/chapters/subnets/table.ts'
import { noteUpdate } from '../../src/chapters/weights/rows.ts'
import { setWeightsRow } from '../../src/chapters/weights/set.ts'
import { Alpha, MechId, NetUid, ROOT, StorageIndex, Tao, ZERO_ACCOUNT } from '../../src/nouns.ts'
import { callValue, composeCall, storage } from '../../src/tables.ts'
import { coldkeyOf, HOTKEYS, link, openChain, stake, step } from '../emission/hand-made.ts'
import { hot, hotkey, Network, OWNER } from '../emission/network.ts'
import { account, TAO } from '../frame/chain.ts'
import { alice, bobHot, checkBooks, market, setNominatorMinimum } from '../staking/market.ts'
import { accountOf } from '../world.ts'

const ONE = NetUid(1)
const small = (): Network => new Network({ subnets: 1, validators: 1, miners: 1, tempo: 4 })

describe('mechanisms that cannot exist (chain-epoch §2.1)', () => {
  for (const mecid of [2, 15, 16, 255].map(MechId)) {
    test(`mechanism ${mecid}: the pool refuses a reveal, a commit and weights, or the call does`, () => {
      const net = small()
      const empty = { uids: [], values: [], salt: [], version_key: 0n }
      const calls = [
        composeCall('SubtensorModule', 'reveal_mechanism_weights', { netuid: ONE, mecid, ...empty }),
        composeCall('SubtensorModule', 'commit_mechanism_weights', {
          netuid: ONE,
          mecid,
          commit_hash: net.head,
        }),
        composeCall('SubtensorModule', 'set_mechanism_weights', {
          netuid: ONE,
          mecid,
          dests: [0],
          weights: [1],
          version_key: 0n,
        }),
      ]
      const outcomes = calls.map(call => {
        const [applied] = net.block(net.extrinsic(hot('validator 0'), call))
        return applied?.ok ? applied.dispatch?.name : applied?.rejection
      })
      assert.deepEqual(outcomes, [
        { kind: 'invalid', reason: 'Custom', code: 16 },
        'MechanismDoesNotExist',
        'MechanismDoesNotExist',
      ])
    })
  }

  test('every subnet and mechanism that can exist has an index of its own; the others share the last', () => {
    const seen = new Set<number>()
    for (let mechanism = 0; mechanism < 16; mechanism++)
      for (const netuid of [0, 1, 255, 256, SUBNETS_PER_MECHANISM - 1])
        seen.add(storageIndex(MechId(mechanism), NetUid(netuid)))
    assert.equal(seen.size, 16 * 5)
    assert.equal(Math.max(...seen), 65_535)
    assert.equal(storageIndex(MechId(255), NetUid(65_535)), 65_535)
  })
})

test('a registration after root set the sum of all registrations to the largest number', () => {
  const net = small()
  net.sudo(callValue('AdminUtils', 'sudo_set_rao_recycled', { netuid: ONE, rao_recycled: Tao(U64_MAX) }))
  net.must(OWNER, composeCall('SubtensorModule', 'burned_register', { netuid: ONE, hotkey: account('late') }))
  assert.equal(RAORecycledForRegistration.get(net, ONE), U64_MAX)
})

test('children may wait for ever: a cooldown of the largest number does not overflow', () => {
  const net = small()
  net.sudo(callValue('SubtensorModule', 'set_pending_childkey_cooldown', { cooldown: U64_MAX }))
  const children: [bigint, AccountId][] = [[U64_MAX, account('child')]]
  const args = { hotkey: hotkey('validator 0'), netuid: ONE, children }
  net.must('validator 0', composeCall('SubtensorModule', 'set_children', args))
  const [, from] = storage.SubtensorModule.PendingChildKeys.get(net, ONE, hotkey('validator 0'))
  assert.equal(from, U64_MAX)
  net.pass(9)
})

test('an owner may name the account of zeros as his hotkey, and the epochs go on', () => {
  const net = small()
  net.must(
    OWNER,
    composeCall('AdminUtils', 'sudo_set_sn_owner_hotkey', { netuid: ONE, hotkey: ZERO_ACCOUNT }),
  )
  const before = storage.SubtensorModule.SubnetEpochIndex.get(net, ONE)
  net.pass(9)
  assert.ok(storage.SubtensorModule.SubnetEpochIndex.get(net, ONE) > before)
})

for (const alpha of [I96F32.min, I96F32.fromBits(-1n), I96F32.fromInteger(2n), I96F32.max]) {
  test(`moving prices go on under a moving alpha of ${alpha} / 2^32`, () => {
    const net = small()
    net.sudo(callValue('AdminUtils', 'sudo_set_subnet_moving_alpha', { alpha }))
    net.sudo(callValue('AdminUtils', 'sudo_set_ema_price_halving_period', { netuid: ONE, ema_halving: 0n }))
    net.pass(6)
    assert.ok(storage.SubtensorModule.SubnetMovingPrice.get(net, ONE) >= 0n)
  })
}

test('a small root stake whose holder has no account any more is erased, and leaves the index', () => {
  const world = market()
  addStake(world, alice, bobHot, ROOT, Tao(2_000_100n))
  removeStake(world, alice, bobHot, ROOT, Alpha(2_000_000n))
  transfer(world, alice, accountOf('elsewhere'), freeBalance(world, alice), false)
  assert.equal(stakeOf(world, bobHot, alice, ROOT), 100n)
  assert.equal(StakingColdkeys.has(world, alice), true)
  // 100 rao cannot bring the account back into being.
  setNominatorMinimum(world, 1_000n)
  assert.equal(stakeOf(world, bobHot, alice, ROOT), 0n)
  assert.equal(StakingColdkeys.has(world, alice), false)
  checkBooks(world)
  emissionInvariants(world)
})

test("a subnet's own account is nobody's: root neither sets it, moves it nor acts as it", () => {
  const net = small()
  const own = idAddress(subnetAccount(ONE))
  const dest = idAddress(account('thief'))
  const before = freeBalance(net, subnetAccount(ONE))
  // As an event tells it: by its number alone.
  const refusal = { ...staking.error.CannotUseSystemAccount, name: '' }
  const asRoot = [
    callValue('Balances', 'force_set_balance', { who: own, new_free: Tao(0n) }),
    callValue('Balances', 'force_transfer', { source: own, dest, value: Tao(TAO) }),
  ]
  for (const call of asRoot) {
    net.send('sudo', composeCall('Sudo', 'sudo', { call }))
    const sudid = net.events().find(({ event }) => event.name === 'Sudid')
    assert.deepEqual(sudid?.event.fields.sudo_result, { type: 'Err', value: refusal })
  }
  const call = callValue('Balances', 'transfer_allow_death', { dest, value: Tao(TAO) })
  const { dispatch } = net.send('sudo', composeCall('Sudo', 'sudo_as', { who: own, call }))
  assert.equal(dispatch?.name, 'CannotUseSystemAccount')
  // Emission alone has moved it.
  assert.ok(freeBalance(net, subnetAccount(ONE)) >= before)
})

test('a CKBurn of everything burns what parents earned, and takes no more than the pots hold', () => {
  const world = openChain(1)
  const [parent, child, miner] = [HOTKEYS[0]!, HOTKEYS[1]!, HOTKEYS[2]!]
  const [childUid, minerUid] = [child, miner].map(hotkey => registerNeuron(world, ONE, hotkey))
  for (const [at, one] of [parent, child].entries()) stake(world, one, coldkeyOf(at), ONE, 10n * TAO)
  // Nearly all alpha is root's, and root does not sell: almost nothing waits for validators.
  stake(world, parent, coldkeyOf(0), ROOT, 10_000_000n * TAO)
  hyper.CKBurn.put(world, U64_MAX)
  hyper.Tempo.put(world, ONE, 2)
  link(world, parent, child, ONE, U64_MAX)
  step(world)
  setWeightsRow(world, StorageIndex(ONE), childUid!, [minerUid!], [1])
  noteUpdate(world, StorageIndex(ONE), childUid!)
  const earned = hotkeyStake(world, miner, ONE)
  for (let i = 0; i < 12; i++) {
    step(world)
    assert.ok(!world.events.some(({ name }) => name === 'BlockStepRefused'))
    balancesInvariants(world)
    stakingInvariants(world)
    emissionInvariants(world)
  }
  assert.ok(hotkeyStake(world, miner, ONE) > earned, 'the miner was paid')
})
