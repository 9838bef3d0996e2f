// Expected amounts of chain-cases C (numbers in the names), each on a network of its own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { I96F32, U64_MAX } from '@taonet/wire'
import { issue, totalIssuance } from '../../src/chapters/balances/ledger.ts'
import { emitBlock } from '../../src/chapters/emission/coinbase.ts'
import { distribute } from '../../src/chapters/emission/distribution.ts'
import {
  MinerBurned,
  PendingOwnerCut,
  PendingRootAlphaDivs,
  PendingServerEmission,
  PendingValidatorEmission,
  SubnetMovingPrice,
} from '../../src/chapters/emission/table.ts'
import { Dividends, epoch, Incentive, ValidatorPermit } from '../../src/chapters/epoch/table.ts'
import { registerNeuron } from '../../src/chapters/neurons/registry.ts'
import { Keys } from '../../src/chapters/neurons/table.ts'
import { mintAlphaOut } from '../../src/chapters/staking/pool.ts'
import { hotkeyStake, increaseStake, stakeOf } from '../../src/chapters/staking/stake.ts'
import {
  AutoStakeDestination,
  Delegates,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetTAO,
  TaoWeight,
  TotalStake,
} from '../../src/chapters/staking/table.ts'
import * as hyper from '../../src/chapters/subnets/table.ts'
import { LastUpdate, Weights } from '../../src/chapters/weights/table.ts'
import { Alpha, NetUid, ROOT, StorageIndex, Tao, Uid } from '../../src/nouns.ts'
import { accountOf, type TestWorld } from '../world.ts'
import { coldkeyOf, HOTKEYS, link, openChain, owner, ownerHotkey, stake, step, TAO } from './hand-made.ts'

const netuids = (count: number): NetUid[] => Array.from({ length: count }, (_, at) => NetUid(at + 1))
const near = (actual: bigint, expected: bigint, by: bigint): void => {
  const off = actual > expected ? actual - expected : expected - actual
  assert.ok(off <= by, `${actual} is not within ${by} of ${expected}`)
}

/** Subnets of fixed price 1 and no pool, on root so much stake that injection is never capped. */
function stableChain(count: number): TestWorld {
  const world = openChain(count)
  for (const netuid of netuids(count)) hyper.SubnetMechanism.put(world, netuid, 0)
  stake(world, HOTKEYS[0]!, coldkeyOf(0), ROOT, 1_000_000n * TAO)
  return world
}

/** Brings the issuance to where the block emission is `rao`, which must be 1e9 / 2^n. */
function setEmission(world: TestWorld, rao: bigint): void {
  let left = 21_000_000n * TAO
  for (let minted = 1_000_000_000n; minted > rao; minted >>= 1n) left /= 2n
  const more = 21_000_000n * TAO - left - totalIssuance(world)
  if (more > 0n) issue(world, accountOf('hoard'), Tao(more))
}

const changeOf = (read: () => bigint, act: () => void): bigint => {
  const before = read()
  act()
  return read() - before
}

test('32, 33: what is minted is on the subnet, to the last rao', () => {
  for (const rao of [500_000_000n, 1_953_125n, 1n]) {
    const world = stableChain(1)
    setEmission(world, rao)
    const emit = () => emitBlock(world)
    const [tao, all, staked] = [SubnetTAO.get(world, NetUid(1)), totalIssuance(world), TotalStake.get(world)]
    emit()
    assert.equal(SubnetTAO.get(world, NetUid(1)) - tao, rao)
    assert.equal(totalIssuance(world) - all, rao)
    assert.equal(TotalStake.get(world) - staked, rao)
  }
})

test('34: three equal subnets share equally; the rest of a rao is not minted', () => {
  const world = stableChain(3)
  const before = totalIssuance(world)
  const gains = netuids(3).map(netuid => -SubnetTAO.get(world, netuid))
  emitBlock(world)
  const gained = netuids(3).map((netuid, i) => SubnetTAO.get(world, netuid) + gains[i]!)
  for (const one of gained) near(one, 333_333_333n, 1n)
  assert.equal(
    totalIssuance(world) - before,
    gained.reduce((sum, one) => sum + one, 0n),
  )
})

test('35: a subnet without emission gets no TAO, its share goes to the others, its alpha is minted', () => {
  const world = stableChain(3)
  hyper.SubnetEmissionEnabled.put(world, NetUid(2), false)
  const read = (netuid: NetUid) => [SubnetTAO.get(world, netuid), SubnetAlphaOut.get(world, netuid)] as const
  const before = netuids(3).map(read)
  emitBlock(world)
  const [tao, alpha] = [0, 1].map(part =>
    netuids(3).map((netuid, i) => read(netuid)[part as 0 | 1] - before[i]![part as 0 | 1]),
  )
  assert.deepEqual(tao, [500_000_000n, 0n, 500_000_000n])
  assert.ok(alpha![1]! > 0n)
})

test('37: alpha is injected at the price: equal prices, then prices 1 and 2', () => {
  // Twice the TAO of the other for the same alpha, and twice its moving price.
  for (const [second, expected] of [
    [1n, [500_000_000n, 500_000_000n]],
    [2n, [333_333_333n, 333_333_333n]],
  ] as const) {
    const world = openChain(2)
    stake(world, HOTKEYS[0]!, coldkeyOf(0), ROOT, 1_000_000n * TAO)
    const [one, two] = [NetUid(1), NetUid(2)]
    SubnetTAO.put(world, one, Tao(1000n * TAO))
    SubnetTAO.put(world, two, Tao(second * 1000n * TAO))
    for (const netuid of [one, two]) SubnetAlphaIn.put(world, netuid, Alpha(1000n * TAO))
    SubnetMovingPrice.put(world, one, I96F32.fromInteger(1n))
    SubnetMovingPrice.put(world, two, I96F32.fromInteger(second))
    const before = [one, two].map(netuid => SubnetAlphaIn.get(world, netuid))
    emitBlock(world)
    for (const [i, netuid] of [one, two].entries()) {
      near(SubnetAlphaIn.get(world, netuid) - before[i]!, expected[i]!, 1n)
    }
  }
})

test('40: the owner takes nothing at cut 0 and everything at cut 65535', () => {
  for (const [cut, expected] of [
    [0, 0n],
    [65_535, 1_000_000_000n],
  ] as const) {
    const world = openChain(1)
    hyper.SubnetOwnerCut.put(world, cut)
    emitBlock(world)
    assert.equal(PendingOwnerCut.get(world, NetUid(1)), expected)
  }
  const world = openChain(1)
  hyper.OwnerCutEnabled.put(world, NetUid(1), false)
  emitBlock(world)
  assert.equal(PendingOwnerCut.get(world, NetUid(1)), 0n)
})

test('41: at a root proportion of 1/4, an eighth of the alpha waits for root; unsold, it is recycled', () => {
  for (const sells of [true, false]) {
    const world = openChain(1)
    const netuid = NetUid(1)
    hyper.SubnetOwnerCut.put(world, 0)
    TaoWeight.put(world, U64_MAX)
    // The block's own alpha counts: 999,999 before, 1,000,000 alpha after it.
    stake(world, HOTKEYS[0]!, coldkeyOf(0), ROOT, 333_333_333_333_333n)
    hyper.SubnetEmissionEnabled.put(world, netuid, false)
    mintAlphaOut(
      world,
      netuid,
      Alpha(999_999n * TAO - SubnetAlphaIn.get(world, netuid) - SubnetAlphaOut.get(world, netuid)),
    )
    SubnetMovingPrice.put(world, netuid, sells ? I96F32.fromInteger(2n) : I96F32.one)
    const out = changeOf(
      () => SubnetAlphaOut.get(world, netuid),
      () => emitBlock(world),
    )
    near(PendingServerEmission.get(world, netuid), 500_000_000n, 1n)
    near(PendingValidatorEmission.get(world, netuid), 375_000_000n, 1n)
    near(PendingRootAlphaDivs.get(world, netuid), sells ? 125_000_000n : 0n, 1n)
    near(out, sells ? 1_000_000_000n : 875_000_000n, 1n)
  }
})

/** Hotkeys with equal alpha of their own and permits, on a subnet whose owner takes nothing. */
function validators(count: number, alpha: bigint): TestWorld {
  const world = openChain(1)
  const netuid = NetUid(1)
  for (const [at, hotkey] of HOTKEYS.entries()) {
    Delegates.put(world, hotkey, 0)
    registerNeuron(world, netuid, hotkey)
    if (at >= count) continue
    mintAlphaOut(world, netuid, Alpha(alpha))
    increaseStake(world, hotkey, coldkeyOf(at), netuid, Alpha(alpha))
  }
  ValidatorPermit.update(world, netuid, permits => permits.map((_, uid) => uid > 0 && uid <= count))
  world.block = 100
  return world
}

const NOTHING = { server: 0n, validator: 0n, root: 0n, ownerCut: 0n }

function pay(world: TestWorld, pending: Partial<typeof NOTHING>): void {
  const all = { ...NOTHING, ...pending }
  mintAlphaOut(world, NetUid(1), Alpha(all.server + all.validator + all.root + all.ownerCut))
  distribute(world, NetUid(1), all)
}

test('43: without root alpha, equal alpha earns equally whatever the root stake', () => {
  const world = validators(2, 1000n * TAO)
  stake(world, HOTKEYS[1]!, coldkeyOf(1), ROOT, 10_000n * TAO)
  const before = HOTKEYS.slice(0, 2).map(hotkey => hotkeyStake(world, hotkey, NetUid(1)))
  pay(world, { validator: 1_000_000_000n })
  for (const [i, hotkey] of HOTKEYS.slice(0, 2).entries()) {
    near(hotkeyStake(world, hotkey, NetUid(1)) - before[i]!, 500_000_000n, 10n)
  }
})

test('46: half lent to a child with a take of 20 %: the parent gets 9/20, the child 11/20', () => {
  const world = validators(2, 1000n * TAO)
  const [parent, child] = [HOTKEYS[0]!, HOTKEYS[1]!]
  const netuid = NetUid(1)
  hyper.MinChildkeyTakePerSubnet.put(world, netuid, 13_107)
  link(world, parent, child, netuid, U64_MAX / 2n)
  const before = [parent, child].map(hotkey => hotkeyStake(world, hotkey, netuid))
  pay(world, { validator: 1_000_000_000n })
  const gained = [parent, child].map((hotkey, i) => hotkeyStake(world, hotkey, netuid) - before[i]!)
  // A quarter by its own weight, and four fifths of a third of the child's three quarters.
  near(gained[0]!, 450_000_000n, 10n)
  near(gained[1]!, 550_000_000n, 10n)
})

/** One validator judges miner `to` alone. */
function judged(to: number): TestWorld {
  const world = validators(1, 1000n * TAO)
  LastUpdate.update(world, StorageIndex(1), list => list.map(() => 100n))
  Weights.put(world, StorageIndex(1), Uid(1), [[Uid(to), 65_535]])
  return world
}

test("49: the owner's hotkeys earn nothing by mining; it is burnt or recycled, and lowers the subnet's share", () => {
  for (const uid of [0, HOTKEYS.length]) {
    for (const recycle of [false, true]) {
      const world = judged(uid)
      const netuid = NetUid(1)
      const withheldFrom = Keys.get(world, netuid, Uid(uid))
      assert.ok(uid === 0 ? withheldFrom === ownerHotkey : coldkeyOf(HOTKEYS.indexOf(withheldFrom)) === owner)
      hyper.RecycleOrBurn.put(world, netuid, { type: recycle ? 'Recycle' : 'Burn', value: undefined })
      const before = hotkeyStake(world, withheldFrom, netuid)
      const out = changeOf(
        () => SubnetAlphaOut.get(world, netuid),
        () => pay(world, { server: TAO, validator: TAO }),
      )
      assert.equal(hotkeyStake(world, withheldFrom, netuid), before)
      assert.equal(out, recycle ? TAO : 2n * TAO)
      assert.equal(MinerBurned.get(world, netuid), I96F32.one as bigint)
      assert.equal(Incentive.get(world, StorageIndex(1))[uid], 65_535)
    }
  }
})

test("50: incentive goes to the destination's pool, for the miner's own coldkey", () => {
  const world = judged(3)
  const netuid = NetUid(1)
  const [destination, mining] = [HOTKEYS[1]!, HOTKEYS[2]!]
  AutoStakeDestination.put(world, coldkeyOf(2), netuid, destination)
  pay(world, { server: TAO, validator: TAO })
  assert.equal(hotkeyStake(world, mining, netuid), 0n)
  assert.equal(stakeOf(world, destination, coldkeyOf(2), netuid), TAO)
  assert.equal(stakeOf(world, destination, coldkeyOf(1), netuid), 0n)
  const told = world.events.filter(({ name }) => name === 'AutoStakeAdded').map(({ fields }) => fields)
  assert.deepEqual(told, [{ netuid, destination, hotkey: mining, owner: coldkeyOf(2), incentive: TAO }])
})

test('takes and nominators: the owner of a hotkey has its take, the rest is everybody’s', () => {
  const world = validators(1, 300n * TAO)
  const [netuid, hotkey] = [NetUid(1), HOTKEYS[0]!]
  mintAlphaOut(world, netuid, Alpha(700n * TAO))
  increaseStake(world, hotkey, coldkeyOf(4), netuid, Alpha(700n * TAO))
  Delegates.put(world, hotkey, 6_554)
  pay(world, { validator: 100n * TAO })
  const take = (100n * TAO * 6_554n) / 65_535n
  const own = 300n * TAO + take
  const rest = 100n * TAO - take
  // The take is staked first, and shares in the rest.
  near(stakeOf(world, hotkey, coldkeyOf(0), netuid), own + (rest * own) / (own + 700n * TAO), 100n)
  near(
    stakeOf(world, hotkey, coldkeyOf(4), netuid),
    700n * TAO + (rest * 700n * TAO) / (own + 700n * TAO),
    100n,
  )
})

test('20: a single staker without weights gets all, miners and validators together', () => {
  const world = validators(1, 1000n * TAO)
  const gained = changeOf(
    () => hotkeyStake(world, HOTKEYS[0]!, NetUid(1)),
    () => pay(world, { server: TAO, validator: TAO }),
  )
  near(gained, 2n * TAO, 1000n)
  assert.deepEqual(new Set(Dividends.get(world, NetUid(1))), new Set([0]))
})

test('two uids of one hotkey: the epoch is left out, what waits stays, the turn passes', () => {
  const world = openChain(1)
  const netuid = NetUid(1)
  for (const hotkey of HOTKEYS) registerNeuron(world, netuid, hotkey)
  hyper.Tempo.put(world, netuid, 5)
  hyper.LastEpochBlock.put(world, netuid, 1n)
  const kept = Keys.get(world, netuid, Uid(1))
  Keys.put(world, netuid, Uid(1), HOTKEYS[3]!)
  while (world.block < 6) step(world)
  const names = world.events.map(event => event.name)
  assert.ok(names.includes('EpochSkipped') && !names.includes('IncentiveAlphaEmittedToMiners'))
  assert.ok(PendingServerEmission.get(world, netuid) > 0n)
  assert.equal(hyper.SubnetEpochIndex.get(world, netuid), 1n)
  assert.equal(hyper.BlocksSinceLastStep.get(world, netuid), 5n)
  assert.equal(hyper.LastMechansimStepBlock.get(world, netuid), 0n)
  Keys.put(world, netuid, Uid(1), kept)
  while (world.block < 11) step(world)
  assert.equal(PendingServerEmission.get(world, netuid), 0n)
  assert.equal(hyper.LastMechansimStepBlock.get(world, netuid), 11n)
  assert.ok(world.events.some(event => event.name === epoch.literal.events[104].name))
})
