// Simulated networks through the executive: registering, staking, judging, epochs, pay; every empty block is held against
// a plain reading of the specification, and the invariants of all chapters after every block.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AccountId, hash32, U64_MAX, weightCommitHash } from '@taonet/wire'
import fc from 'fast-check'
import { Alpha, NetUid, ROOT, StorageIndex, Tao } from '../../src/nouns.ts'
import { callValue, composeCall, storage } from '../../src/tables.ts'
import { TAO } from '../frame/chain.ts'
import { naiveBlock } from '../oracle/naive-block.ts'
import { Rows } from '../oracle/rows.ts'
import { hot, hotkey, miner, Network, OWNER, validator } from './network.ts'

const S = storage.SubtensorModule
const [ONE, TWO] = [NetUid(1), NetUid(2)]
/** Moving prices follow at once, so that both subnets get TAO and root sells from the first blocks on. */
const QUICK = { EMAPriceHalvingBlocks: 1 }
const FAST = { 'SubtensorModule.SubnetMovingAlpha': String(1n << 32n), 'SubtensorModule.NumRootClaim': 0 }

/** Empty blocks, each compared with the expectation made from the state before it. */
function passAndCompare(network: Network, blocks: number): void {
  for (let i = 0; i < blocks; i++) {
    const expected = Rows.of(network)
    naiveBlock(network, expected, network.number + 1)
    network.block()
    assert.deepEqual(Rows.of(network).sorted(), expected.sorted(), `block ${network.number}`)
  }
}

/** Up to and including the block of the next epoch. */
function passToEpoch(network: Network): void {
  do passAndCompare(network, 1)
  while (S.LastEpochBlock.get(network, ONE) !== BigInt(network.number))
}

function staked(network: Network): void {
  for (const [i, name] of network.validators.entries()) {
    network.stake(name, ONE, BigInt(i + 1) * 100n * TAO)
    network.stake(name, TWO, BigInt(3 - i) * 150n * TAO)
    network.stakeOnRoot(name, BigInt(i) * 1000n * TAO + TAO)
  }
  network.stake(miner(0), ONE, 30n * TAO, validator(1))
}

test('open weights on two subnets, four tempos, to the rao', () => {
  const network = new Network({
    subnets: 2,
    validators: 3,
    miners: 4,
    tempo: 10,
    values: FAST,
    newSubnet: QUICK,
  })
  staked(network)
  passAndCompare(network, 12)
  for (let tempo = 0; tempo < 4; tempo++) {
    for (const [i, name] of network.validators.entries()) {
      network.weigh(name, ONE, [
        [4, 1000],
        [5, 500 + 100 * i],
        [6, 10 * tempo],
      ])
      network.weigh(name, TWO, [
        [7, 10],
        [4 + i, 30],
      ])
    }
    passAndCompare(network, 8)
  }
  const earned = network.miners.map(name => S.TotalHotkeyAlpha.get(network, hotkey(name), ONE))
  assert.ok(earned[0]! > earned[1]! && earned[1]! > earned[2]! && earned[2]! > 0n && earned[3] === 0n)
  assert.ok(network.validators.every(name => S.RootClaimable.get(network, hotkey(name)).length === 2))
  const events = network.events().map(({ event }) => event.name)
  assert.ok(!events.includes('BlockStepRefused'))
})

test('commit and reveal: nothing is judged before the reveal, afterwards to the rao', () => {
  const network = new Network({
    subnets: 1,
    validators: 2,
    miners: 3,
    tempo: 12,
    values: FAST,
    newSubnet: { ...QUICK, CommitRevealWeightsEnabled: true },
  })
  for (const name of network.validators) network.stake(name, ONE, 200n * TAO)
  passToEpoch(network)
  const reveal = (name: string) => ({
    hotkey: hotkey(name),
    storageIndex: 1,
    uids: [3, 4],
    values: [65_535, name === validator(0) ? 20_000 : 30_000],
    salt: [1, 2, 3],
    versionKey: 0n,
  })
  for (const round of [0, 1, 2]) {
    for (const name of network.validators) {
      const commit_hash = weightCommitHash(reveal(name))
      network.must(hot(name), composeCall('SubtensorModule', 'commit_weights', { netuid: ONE, commit_hash }))
    }
    if (round === 0) assert.ok(S.Incentive.get(network, StorageIndex(1)).every(share => share === 0))
    passToEpoch(network)
    for (const name of network.validators) {
      const { uids, values, salt, versionKey } = reveal(name)
      const args = { netuid: ONE, uids, values, salt, version_key: versionKey }
      network.must(hot(name), composeCall('SubtensorModule', 'reveal_weights', args))
    }
    passToEpoch(network)
  }
  const incentive = S.Incentive.get(network, StorageIndex(1))
  assert.ok(incentive[3]! > incentive[4]! && incentive[4]! > 0)
})

test('five subnets due at once: two an epoch block, the others wait their turn', () => {
  const network = new Network({
    subnets: 5,
    validators: 1,
    miners: 1,
    tempo: 50,
    values: FAST,
    newSubnet: QUICK,
  })
  network.stake(validator(0), ONE, 100n * TAO)
  const calls = network.netuids.map(netuid => callValue('AdminUtils', 'sudo_set_tempo', { netuid, tempo: 6 }))
  network.sudo(callValue('Utility', 'batch_all', { calls }))
  const restarted = network.number
  passAndCompare(network, 5)
  const told = (name: string) =>
    network.events().flatMap(({ event }) => (event.name === name ? [event.fields.netuid] : []))
  const turns: unknown[] = []
  for (let i = 0; i < 3; i++) {
    passAndCompare(network, 1)
    turns.push([network.number - restarted, told('IncentiveAlphaEmittedToMiners'), told('EpochDeferred')])
  }
  assert.deepEqual(turns, [
    [6, [1, 2], [3, 4, 5]],
    [7, [3, 4], [5]],
    [8, [5], []],
  ])
  passAndCompare(network, 12)
})

test('a triggered epoch runs in its block and the cycle starts from there', () => {
  const network = new Network({
    subnets: 1,
    validators: 1,
    miners: 1,
    tempo: 100,
    newSubnet: QUICK,
    values: { ...FAST, 'SubtensorModule.AdminFreezeWindow': 4 },
  })
  const before = S.SubnetEpochIndex.get(network, ONE)
  network.must(OWNER, composeCall('SubtensorModule', 'trigger_epoch', { netuid: ONE }))
  passAndCompare(network, 3)
  assert.equal(S.SubnetEpochIndex.get(network, ONE), before)
  passAndCompare(network, 1)
  assert.equal(S.SubnetEpochIndex.get(network, ONE), before + 1n)
  assert.equal(S.LastEpochBlock.get(network, ONE), BigInt(network.number))
  assert.equal(S.PendingEpochAt.get(network, ONE), 0n)
})

test('children, voting power and locked cuts, asked for by calls, to the rao', () => {
  const network = new Network({
    subnets: 2,
    validators: 3,
    miners: 2,
    tempo: 6,
    values: { ...FAST, 'SubtensorModule.PendingChildKeyCooldown': 3 },
    newSubnet: { ...QUICK, OwnerCutAutoLockEnabled: true },
  })
  staked(network)
  for (const netuid of [ONE, TWO]) {
    network.must(OWNER, composeCall('SubtensorModule', 'enable_voting_power_tracking', { netuid }))
    network.weigh(validator(0), netuid, [[4, 1]])
    network.weigh(validator(1), netuid, [[5, 1]])
  }
  const name = (at: number, children: [bigint, AccountId][], netuid = ONE): void =>
    network.must(
      validator(at),
      composeCall('SubtensorModule', 'set_children', { hotkey: hotkey(validator(at)), netuid, children }),
    )
  name(2, [
    [U64_MAX / 2n, hotkey(validator(0))],
    [U64_MAX / 3n, hotkey(validator(1))],
  ])
  name(1, [[U64_MAX, hotkey(validator(0))]], TWO)
  network.must(
    validator(0),
    composeCall('SubtensorModule', 'set_childkey_take', {
      hotkey: hotkey(validator(0)),
      netuid: TWO,
      take: 9_000,
    }),
  )
  assert.deepEqual(S.ChildKeys.get(network, hotkey(validator(2)), ONE), [])
  passAndCompare(network, 40)
  assert.equal(S.ChildKeys.get(network, hotkey(validator(2)), ONE).length, 2)
  assert.ok(S.VotingPower.get(network, ONE, hotkey(validator(0))) > 0n)
  const owners = hotkey(OWNER)
  const cut = S.TotalHotkeyAlpha.get(network, owners, ONE)
  const locked = S.DecayingOwnerLock.get(network, ONE)?.locked_mass ?? 0n
  // The rest are dividends of the owner's own hotkey.
  assert.ok(locked > TAO && locked <= cut, `${locked} of ${cut}`)
  const claim = { hotkey: owners, netuid: ONE, amount_unstaked: Alpha(cut) }
  const refused = network.send(OWNER, composeCall('SubtensorModule', 'remove_stake', claim))
  assert.equal(refused.dispatch?.name, 'StakeUnavailable')
  const [give, take] = [hotkey(validator(0)), hotkey(validator(1))]
  network.must(
    validator(0),
    composeCall('SubtensorModule', 'lock_stake', { hotkey: give, netuid: ONE, amount: Alpha(TAO) }),
  )
  network.must(
    validator(0),
    composeCall('SubtensorModule', 'set_perpetual_lock', { netuid: ONE, enabled: true }),
  )
  network.must(
    validator(0),
    composeCall('SubtensorModule', 'move_lock', { destination_hotkey: take, netuid: ONE }),
  )
  assert.equal(S.HotkeyLock.get(network, ONE, take)?.locked_mass, 999_998_930n, 'one block of decay')
  passAndCompare(network, 8)
})

/** One of the things that may happen; wrong ones are refused and change nothing. */
const act = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const), blocks: fc.integer({ min: 1, max: 6 }) }),
  fc.record({
    kind: fc.constantFrom('add' as const, 'remove' as const),
    who: fc.nat({ max: 4 }),
    to: fc.nat({ max: 4 }),
    netuid: fc.constantFrom(ROOT, ONE, TWO),
    rao: fc.bigInt(2_000_000n, 400n * TAO),
  }),
  fc.record({
    kind: fc.constant('weigh' as const),
    who: fc.nat({ max: 4 }),
    netuid: fc.constantFrom(ONE, TWO),
    row: fc.uniqueArray(fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 65_535 })), {
      selector: ([to]) => to,
      minLength: 1,
      maxLength: 6,
    }),
  }),
  fc.record({
    kind: fc.constantFrom('claim' as const, 'keep' as const, 'unstakeAll' as const),
    who: fc.nat({ max: 4 }),
  }),
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

function extrinsicOf(network: Network, one: Exclude<Act, { kind: 'pass' }>): Uint8Array {
  const people = [...network.validators, ...network.miners]
  const who = people[one.who] ?? OWNER
  switch (one.kind) {
    case 'add':
    case 'remove': {
      const place = { hotkey: hotkey(people[one.to] ?? OWNER), netuid: one.netuid }
      return network.extrinsic(
        who,
        one.kind === 'add'
          ? composeCall('SubtensorModule', 'add_stake', { ...place, amount_staked: Tao(one.rao) })
          : composeCall('SubtensorModule', 'remove_stake', { ...place, amount_unstaked: Alpha(one.rao) }),
      )
    }
    case 'weigh': {
      const [dests, weights] = [one.row.map(([to]) => to), one.row.map(([, weight]) => weight)]
      const args = { netuid: one.netuid, dests, weights, version_key: 0n }
      return network.extrinsic(hot(who), composeCall('SubtensorModule', 'set_weights', args))
    }
    case 'claim':
      return network.extrinsic(who, composeCall('SubtensorModule', 'claim_root', { subnets: [ONE, TWO] }))
    case 'keep': {
      const args = { new_root_claim_type: { type: 'Keep', value: undefined } } as const
      return network.extrinsic(who, composeCall('SubtensorModule', 'set_root_claim_type', args))
    }
    case 'unstakeAll':
      return network.extrinsic(
        who,
        composeCall('SubtensorModule', 'unstake_all', { hotkey: hotkey(people[one.who] ?? OWNER) }),
      )
  }
}

/** Claims go on by themselves here; what only the invariants of every chapter watch. */
const busy = (): Network =>
  new Network({
    subnets: 2,
    validators: 2,
    miners: 3,
    tempo: 4,
    newSubnet: QUICK,
    values: { 'SubtensorModule.SubnetMovingAlpha': String(1n << 32n) },
  })

function play(network: Network, acts: readonly Act[]): void {
  for (const one of acts) {
    if (one.kind === 'pass') network.pass(one.blocks)
    else network.block(extrinsicOf(network, one))
    assert.ok(!network.eventNames().includes('BlockStepRefused'))
  }
}

test('whatever is sent, TAO and alpha are conserved in every block', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 10, maxLength: 40 }), acts => {
      play(busy(), acts)
    }),
    { numRuns: 25 },
  )
})

test('the same blocks make the same state', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 10, maxLength: 25 }), acts => {
      const [first, second] = [busy(), busy()]
      play(first, acts)
      play(second, acts)
      assert.equal(first.head, second.head)
      assert.equal(first.state.root(), second.state.root())
    }),
    { numRuns: 6 },
  )
  assert.notEqual(busy().head, hash32(new Uint8Array(32)))
})
