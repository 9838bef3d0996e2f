// What answers about a subnet say, against the rows themselves.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode, I64F64 } from '@taonet/wire'
import fc from 'fast-check'
import { subnetInfoApi } from '../../src/apis/subnet-info.ts'
import { subnetRegistrationApi } from '../../src/apis/subnet-registration.ts'
import { type Metagraph, SelectiveMetagraph } from '../../src/apis/types/metagraph.ts'
import { Registration } from '../../src/chapters/commitments/data.ts'
import { ValidatorPermit } from '../../src/chapters/epoch/table.ts'
import { BlockAtRegistration } from '../../src/chapters/neurons/table.ts'
import { setAutoStakeDestination } from '../../src/chapters/staking/auto-stake.ts'
import { inheritedStake } from '../../src/chapters/staking/stake.ts'
import {
  StakeThreshold,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetTAO,
  SubnetVolume,
} from '../../src/chapters/staking/table.ts'
import { networkLockCost } from '../../src/chapters/subnets/price.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import {
  BlocksSinceLastStep,
  LastEpochBlock,
  NetworkRegisteredAt,
  PendingEpochAt,
  Tempo,
  TokenSymbol,
} from '../../src/chapters/subnets/table.ts'
import { MechId, NetUid, ROOT, Uid } from '../../src/nouns.ts'
import { alice, aliceHot, bob, bobHot, ONE, owner, ownerHotkey, TWO } from '../staking/market.ts'
import { accountOf } from '../world.ts'
import { ask, axon, commitment, identity, person, SECOND, scene, utf8 } from './scene.ts'

const world = scene()
const hotkeys = [ownerHotkey, aliceHot, bobHot]

function present<T>(value: T | undefined): T {
  assert.ok(value !== undefined)
  return value
}
const metagraph = present(ask(world, subnetInfoApi, 'get_metagraph', { netuid: ONE }))
const dynamic = present(ask(world, subnetInfoApi, 'get_dynamic_info', { netuid: ONE }))
const state = present(ask(world, subnetInfoApi, 'get_subnet_state', { netuid: ONE }))

test('a metagraph: the subnet, its token, its pool, its emission', () => {
  const expected: Partial<Metagraph> = {
    name: utf8('Größe'),
    symbol: TokenSymbol.get(world, ONE),
    identity,
    network_registered_at: NetworkRegisteredAt.get(world, ONE),
    owner_hotkey: ownerHotkey,
    owner_coldkey: owner,
    block: BigInt(world.block),
    tempo: 360,
    last_step: 12n,
    blocks_since_last_step: BigInt(world.block) - 12n,
    alpha_in: SubnetAlphaIn.get(world, ONE),
    alpha_out: SubnetAlphaOut.get(world, ONE),
    tao_in: SubnetTAO.get(world, ONE),
    subnet_volume: SubnetVolume.get(world, ONE),
  }
  assert.equal(metagraph.netuid, 1)
  for (const [name, value] of Object.entries(expected))
    assert.deepEqual(metagraph[name as keyof Metagraph], value, name)
  assert.deepEqual(
    [
      metagraph.subnet_emission,
      metagraph.tao_in_emission,
      metagraph.alpha_in_emission,
      metagraph.alpha_out_emission,
      metagraph.pending_alpha_emission,
      metagraph.pending_root_emission,
      metagraph.moving_price,
    ],
    [340n, 300n, 600n, 1_000n, 70n, 9n, (3n << 32n) / 8n],
  )
})

test('a metagraph: columns in the order of uids', () => {
  assert.deepEqual(metagraph.hotkeys, hotkeys)
  assert.deepEqual(metagraph.coldkeys, [owner, alice, bob])
  assert.deepEqual(metagraph.identities, [undefined, person, undefined])
  assert.deepEqual(metagraph.axons[2], axon)
  assert.equal(metagraph.axons[1]?.port, 0)
  assert.deepEqual(metagraph.active, [true, true, true])
  assert.deepEqual(metagraph.validator_permit, [true, true, false])
  assert.deepEqual(metagraph.last_update, [11n, 12n, 13n])
  assert.deepEqual(metagraph.emission, [0n, 5_000n, 7_000n])
  assert.deepEqual(metagraph.dividends, [0, 65_535, 3])
  assert.deepEqual(metagraph.incentives, [6, 7, 65_000])
  assert.deepEqual(metagraph.consensus, [1, 2, 65_535])
  for (const gone of [metagraph.rank, metagraph.trust, metagraph.pruning_score])
    assert.deepEqual(gone, [0, 0, 0])
  assert.deepEqual(
    metagraph.block_at_registration,
    hotkeys.map((_, uid) => BlockAtRegistration.get(world, ONE, Uid(uid))),
  )
  assert.deepEqual(
    metagraph.alpha_dividends_per_hotkey,
    hotkeys.map(hotkey => [hotkey, hotkey === aliceHot ? 4_000n : 0n]),
  )
})

test('stakes are those an epoch starts from, lent and borrowed ones included', () => {
  const stakes = hotkeys.map(hotkey => inheritedStake(world, hotkey, ONE))
  assert.deepEqual(
    metagraph.alpha_stake,
    stakes.map(({ alpha }) => alpha),
  )
  assert.deepEqual(
    metagraph.tao_stake,
    stakes.map(({ tao }) => tao),
  )
  assert.deepEqual(
    metagraph.total_stake,
    stakes.map(({ total }) => I64F64.toU64(total)),
  )
  assert.ok((metagraph.tao_stake[2] ?? 0n) > 0n, 'Bob borrows root stake from Alice')
  assert.ok((metagraph.total_stake[1] ?? 0n) > (metagraph.alpha_stake[1] ?? 0n))
})

test('a subnet without a name of its own is called by its number', () => {
  const name = (netuid: number) =>
    ask(world, subnetInfoApi, 'get_dynamic_info', { netuid: NetUid(netuid) })?.subnet_name
  assert.deepEqual(name(0), utf8('root'))
  assert.deepEqual(name(2), utf8('subnet 2'))
})

test('dynamic info, short info and state say the same as the metagraph', () => {
  const { subnet_name, token_symbol, subnet_identity, emission, netuid, ...rest } = dynamic
  assert.equal(netuid, ONE)
  assert.deepEqual([subnet_name, token_symbol, subnet_identity], [metagraph.name, metagraph.symbol, identity])
  assert.equal(emission, metagraph.subnet_emission)
  for (const [name, value] of Object.entries(rest))
    assert.deepEqual(value, metagraph[name as keyof Metagraph], name)

  const { emission_history, netuid: _, ...columns } = state
  for (const [name, value] of Object.entries(columns))
    assert.deepEqual(value, metagraph[name as keyof Metagraph], name)
  // Root, subnet 1, subnet 2, where only the owner's hotkey sits.
  assert.deepEqual(emission_history, [
    [0n, 0n, 0n],
    [0n, 5_000n, 7_000n],
    [0n, 0n, 0n],
  ])

  const short = present(ask(world, subnetInfoApi, 'get_subnet_info_v2', { netuid: ONE }))
  assert.deepEqual(
    [short.netuid, short.owner, short.subnetwork_n, short.max_allowed_uids, short.max_allowed_validators],
    [ONE, owner, 3, 128, metagraph.max_validators],
  )
  assert.deepEqual([short.emission_value, short.burn, short.identity], [340n, metagraph.burn, identity])
  assert.equal(short.blocks_since_last_step, BlocksSinceLastStep.get(world, ONE))
  assert.notEqual(short.blocks_since_last_step, metagraph.blocks_since_last_step)
  const first = present(ask(world, subnetInfoApi, 'get_subnet_info', { netuid: ONE }))
  const { emission_value, identity: __, ...common } = short
  assert.deepEqual(first, { ...common, emission_values: emission_value })
})

test('the answers about all subnets are those about each, in the order of netuids', () => {
  const each = <T>(one: (netuid: NetUid) => T): T[] => [ROOT, ONE, TWO].map(one)
  assert.deepEqual(
    ask(world, subnetInfoApi, 'get_all_dynamic_info', {}),
    each(netuid => ask(world, subnetInfoApi, 'get_dynamic_info', { netuid })),
  )
  assert.deepEqual(
    ask(world, subnetInfoApi, 'get_all_metagraphs', {}),
    each(netuid => ask(world, subnetInfoApi, 'get_metagraph', { netuid })),
  )
  assert.deepEqual(
    ask(world, subnetInfoApi, 'get_subnets_info_v2', {}),
    each(netuid => ask(world, subnetInfoApi, 'get_subnet_info_v2', { netuid })),
  )
  assert.deepEqual(
    ask(world, subnetInfoApi, 'get_subnets_info', {}),
    each(netuid => ask(world, subnetInfoApi, 'get_subnet_info', { netuid })),
  )
})

test('a mechanism has incentives and updates of its own, and its storage index for a netuid', () => {
  const second = present(ask(world, subnetInfoApi, 'get_mechagraph', { netuid: ONE, mecid: MechId(1) }))
  assert.equal(second.netuid, 4_097)
  assert.deepEqual(second, {
    ...metagraph,
    netuid: SECOND,
    incentives: [8, 9, 64_000],
    last_update: [14n, 15n, 16n],
  })
  assert.deepEqual(ask(world, subnetInfoApi, 'get_mechagraph', { netuid: ONE, mecid: MechId(0) }), metagraph)
  const all = ask(world, subnetInfoApi, 'get_all_mechagraphs', {})
  assert.deepEqual(
    all.map(one => one?.netuid),
    [0, 1, 4_097, 2],
  )
})

const selected = (numbers: number[], netuid = ONE) =>
  ask(world, subnetInfoApi, 'get_selective_metagraph', { netuid, metagraph_indexes: numbers })
const names =
  SelectiveMetagraph.shape.kind === 'composite'
    ? SelectiveMetagraph.shape.fields.map(({ name = '' }) => name)
    : []

test('any choice of fields is that part of the whole, and nothing else', () => {
  const extra = {
    validators: [1],
    commitments: [[bobHot, encode(Registration, commitment)]],
  }
  const whole: Readonly<Record<string, unknown>> = { ...metagraph, ...extra }
  const numbers = fc.array(fc.oneof(fc.nat(73), fc.nat(65_535)))
  fc.assert(
    fc.property(numbers, chosen => {
      const wanted = new Set(['netuid', ...chosen.map(number => names[number] ?? '')])
      const part = Object.fromEntries(Object.entries(whole).filter(([name]) => wanted.has(name)))
      assert.deepEqual(selected(chosen), part)
    }),
    { numRuns: 200 },
  )
  assert.deepEqual(selected(Array.from({ length: 74 }, (_, number) => number)), whole)
})

test('an identity that was asked for and is not there is told from one that was not asked for', () => {
  const without = present(selected([3], TWO))
  assert.ok(Object.hasOwn(without, 'identity'))
  assert.equal(without.identity, undefined)
  assert.ok(!Object.hasOwn(present(selected([], TWO)), 'identity'))
})

test('validators are those with a permit and more stake than the threshold, the least first', () => {
  const other = scene()
  const listed = () =>
    present(ask(other, subnetInfoApi, 'get_selective_metagraph', { netuid: ONE, metagraph_indexes: [72] }))
      .validators
  const [none, more = 0n, less = 0n] = metagraph.total_stake
  assert.ok(none === 0n && more > less && less > 0n)
  ValidatorPermit.put(other, ONE, [true, true, true])
  assert.deepEqual(listed(), [2, 1])
  ValidatorPermit.put(other, ONE, [true, false, true])
  assert.deepEqual(listed(), [2])
  ValidatorPermit.put(other, ONE, [true, true, true])
  // The columns drop what stands behind the point.
  StakeThreshold.put(other, less + 1n)
  assert.deepEqual(listed(), [1])
  StakeThreshold.put(other, more + 1n)
  assert.deepEqual(listed(), [])
})

test('a commitment is the whole record: deposit, block, one field, its tag, its bytes', () => {
  const [[who, bytes] = [undefined, new Uint8Array()]] = present(present(selected([73])).commitments)
  assert.equal(who, bobHot)
  assert.equal(bytes.length, 8 + 4 + 1 + 1 + 5)
  assert.deepEqual(bytes.subarray(14), utf8('hello'))
})

test('a mechanism’s choice takes incentives from the mechanism', () => {
  const chosen = { netuid: ONE, subid: MechId(1), metagraph_indexes: [62] }
  assert.deepEqual(ask(world, subnetInfoApi, 'get_selective_mechagraph', chosen), {
    netuid: 4_097,
    incentives: [8, 9, 64_000],
  })
})

test('the next epoch: in turn, out of turn, overdue, never', () => {
  const other = scene()
  const next = () => ask(other, subnetInfoApi, 'get_next_epoch_start_block', { netuid: ONE })
  LastEpochBlock.put(other, ONE, 15n)
  assert.equal(next(), 375n)
  PendingEpochAt.put(other, ONE, 30n)
  assert.equal(next(), 30n)
  other.block = 40
  assert.equal(next(), 41n)
  PendingEpochAt.remove(other, ONE)
  Tempo.put(other, ONE, 0)
  assert.equal(next(), undefined)
})

test('accounts and prices beside a subnet', () => {
  assert.equal(ask(world, subnetInfoApi, 'get_subnet_account_id', { netuid: TWO }), subnetAccount(TWO))
  assert.equal(ask(world, subnetInfoApi, 'get_subnet_account_id', { netuid: NetUid(3) }), undefined)
  assert.equal(ask(world, subnetRegistrationApi, 'get_network_registration_cost', {}), networkLockCost(world))
  const other = scene()
  setAutoStakeDestination(other, bob, ONE, aliceHot)
  const destination = (coldkey: typeof bob, netuid: NetUid) =>
    ask(other, subnetInfoApi, 'get_coldkey_auto_stake_hotkey', { coldkey, netuid })
  assert.equal(destination(bob, ONE), aliceHot)
  assert.equal(destination(bob, TWO), undefined)
  assert.equal(destination(accountOf('nobody'), ONE), undefined)
})
