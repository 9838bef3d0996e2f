// A subnet passes to the most convicted (chain-weights-staking §5.9).
import assert from 'node:assert/strict'
import test from 'node:test'
import { U64F64 } from '@taonet/wire'
import { issue } from '../../src/chapters/balances/ledger.ts'
import { runEpochs } from '../../src/chapters/emission/drain.ts'
import { PendingOwnerCut } from '../../src/chapters/emission/table.ts'
import { OWNER_CHANGE_AGE } from '../../src/chapters/locks/conviction.ts'
import { locksInvariants } from '../../src/chapters/locks/invariants.ts'
import { lockStake, setPerpetual } from '../../src/chapters/locks/lock.ts'
import { changeOwnerByConviction, convictions } from '../../src/chapters/locks/owner-change.ts'
import { DecayingHotkeyLock, HotkeyLock, OwnerLock } from '../../src/chapters/locks/table.ts'
import { registerNeuron, uidOf } from '../../src/chapters/neurons/registry.ts'
import { MaxAllowedUids, NetworkRegistrationAllowed } from '../../src/chapters/neurons/table.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { mintAlphaOut } from '../../src/chapters/staking/pool.ts'
import { coldkeyStake, stakeOf } from '../../src/chapters/staking/stake.ts'
import { Owner, SubnetAlphaOut } from '../../src/chapters/staking/table.ts'
import { changeOwnerHotkey } from '../../src/chapters/subnets/owner-hotkey.ts'
import {
  AdminFreezeWindow,
  LastEpochBlock,
  NetworkRegisteredAt,
  OwnerCutAutoLockEnabled,
  SubnetOwner,
  SubnetOwnerHotkey,
} from '../../src/chapters/subnets/table.ts'
import { Alpha, Tao } from '../../src/nouns.ts'
import {
  alice,
  aliceHot,
  bob,
  bobHot,
  charlieHot,
  market,
  ONE,
  owner,
  ownerHotkey,
  TAO,
} from '../staking/market.ts'
import { eventNames, type TestWorld } from '../world.ts'

/** Subnet 1 comes of age at OLD. Alice and Bob have locked for good, early enough for conviction to be all but the mass. */
const OLD = 10 + Number(OWNER_CHANGE_AGE)

function scene(): TestWorld {
  const world = market()
  for (const [coldkey, hotkey, tao] of [
    [alice, aliceHot, 100n],
    [bob, bobHot, 60n],
    [owner, ownerHotkey, 20n],
  ] as const) {
    issue(world, coldkey, Tao(1000n * TAO))
    addStake(world, coldkey, hotkey, ONE, Tao(tao * TAO))
    setPerpetual(world, coldkey, ONE, true)
    lockStake(world, coldkey, hotkey, ONE, coldkeyStake(world, coldkey, ONE))
  }
  assert.equal(NetworkRegisteredAt.get(world, ONE), 10n)
  world.block = OLD
  return world
}

const ownership = (world: TestWorld) => [SubnetOwner.get(world, ONE), SubnetOwnerHotkey.get(world, ONE)]
const KEPT = [owner, ownerHotkey]
const TAKEN = [alice, aliceHot]

test('the king is seated, crowned, and his sums become the owner’s', () => {
  const world = scene()
  const before = convictions(world, ONE, BigInt(world.block))
  changeOwnerByConviction(world, ONE)
  assert.deepEqual(ownership(world), TAKEN)
  assert.ok(uidOf(world, ONE, aliceHot) !== undefined)
  assert.deepEqual(eventNames(world).slice(-2), ['NeuronRegistered', 'SubnetOwnerChanged'])
  const mass = coldkeyStake(world, alice, ONE)
  assert.deepEqual(OwnerLock.get(world, ONE), {
    locked_mass: mass,
    conviction: U64F64.fromInteger(mass),
    last_update: BigInt(OLD),
  })
  assert.equal(HotkeyLock.has(world, ONE, aliceHot), false)
  // What was the owner's is the former hotkey's own, with the conviction it had.
  assert.equal(HotkeyLock.get(world, ONE, ownerHotkey)?.conviction, before.get(ownerHotkey))
  const after = convictions(world, ONE, BigInt(world.block))
  assert.equal(after.get(aliceHot), U64F64.fromInteger(mass))
  assert.equal(after.get(bobHot), before.get(bobHot))
  locksInvariants(world)
  changeOwnerByConviction(world, ONE)
  assert.deepEqual(ownership(world), TAKEN, 'and stays until somebody has more')
})

const REFUSED: Readonly<Record<string, (world: TestWorld) => void>> = {
  'a block too young': world => {
    world.block -= 1
  },
  'nothing is out': world => SubnetAlphaOut.put(world, ONE, Alpha(0n)),
  'the king has no owner': world => Owner.remove(world, aliceHot),
  'the king is a second hotkey of the owner': world => Owner.put(world, aliceHot, owner),
  'no seat can be had': world => MaxAllowedUids.put(world, ONE, 1),
}
for (const [why, change] of Object.entries(REFUSED)) {
  test(`nothing changes: ${why}`, () => {
    const world = scene()
    change(world)
    const mark = world.events.length
    changeOwnerByConviction(world, ONE)
    assert.deepEqual(ownership(world), KEPT)
    assert.equal(world.events.length, mark)
    assert.ok(HotkeyLock.has(world, ONE, aliceHot))
  })
}

test('exactly a tenth of what is out is enough, a rao more out is not', () => {
  for (const [extra, expected] of [
    [0n, TAKEN],
    [1n, KEPT],
  ] as const) {
    const world = scene()
    const sum = [...convictions(world, ONE, BigInt(OLD)).values()].reduce((all, one) => all + one, 0n)
    const most = U64F64.floor(U64F64.fromBits(sum * 10n))
    SubnetAlphaOut.put(world, ONE, Alpha(most + extra))
    changeOwnerByConviction(world, ONE)
    assert.deepEqual(ownership(world), expected)
  }
})

test('all sums count, decaying and the owner’s too, as of this block', () => {
  const world = scene()
  // 110 TAO that decay since the last hundred blocks have hardly any conviction yet.
  addStake(world, alice, charlieHot, ONE, Tao(TAO))
  world.block -= 100
  issue(world, bob, Tao(1000n * TAO))
  const late = { before: convictions(world, ONE, BigInt(OLD)) }
  setPerpetual(world, bob, ONE, false)
  world.block = OLD
  const now = convictions(world, ONE, BigInt(OLD))
  assert.ok(DecayingHotkeyLock.has(world, ONE, bobHot))
  const [was, is] = [late.before.get(bobHot) ?? 0n, now.get(bobHot) ?? 0n]
  assert.ok(is > 0n && (is > was ? is - was : was - is) < was / 1000n)
  assert.equal(now.get(ownerHotkey), U64F64.fromInteger(coldkeyStake(world, owner, ONE)))
})

test('on a tie the greater bytes win', () => {
  const world = market()
  const same = Alpha(30n * TAO)
  for (const [coldkey, hotkey] of [
    [alice, aliceHot],
    [bob, bobHot],
  ] as const) {
    addStake(world, coldkey, hotkey, ONE, Tao(100n * TAO))
    setPerpetual(world, coldkey, ONE, true)
    lockStake(world, coldkey, hotkey, ONE, same)
  }
  world.block = OLD
  changeOwnerByConviction(world, ONE)
  assert.equal(SubnetOwnerHotkey.get(world, ONE), aliceHot > bobHot ? aliceHot : bobHot)
})

test('a king who has a seat keeps it', () => {
  const world = scene()
  const uid = registerNeuron(world, ONE, aliceHot)
  changeOwnerByConviction(world, ONE)
  assert.deepEqual(ownership(world), TAKEN)
  assert.equal(uidOf(world, ONE, aliceHot), uid)
})

test('it happens when the epoch is drained: the cut of this epoch is the new owner’s', () => {
  const world = scene()
  NetworkRegistrationAllowed.put(world, ONE, true)
  mintAlphaOut(world, ONE, Alpha(7n * TAO))
  PendingOwnerCut.put(world, ONE, Alpha(7n * TAO))
  OwnerCutAutoLockEnabled.put(world, ONE, true)
  LastEpochBlock.put(world, ONE, 0n)
  const held = { new: stakeOf(world, aliceHot, alice, ONE), old: stakeOf(world, ownerHotkey, owner, ONE) }
  runEpochs(world)
  assert.deepEqual(ownership(world), TAKEN)
  assert.equal(stakeOf(world, ownerHotkey, owner, ONE), held.old)
  const paid = stakeOf(world, aliceHot, alice, ONE) - held.new
  assert.ok(paid >= 7n * TAO - 1n && paid <= 7n * TAO)
  assert.equal(
    OwnerLock.get(world, ONE)?.locked_mass,
    coldkeyStake(world, alice, ONE),
    'locked as it is paid',
  )
  locksInvariants(world)
})

test('an owner who names another hotkey takes the sums along', () => {
  const world = scene()
  AdminFreezeWindow.put(world, 0)
  const sums = { owner: OwnerLock.get(world, ONE)?.locked_mass, alice: coldkeyStake(world, alice, ONE) }
  changeOwnerHotkey(world, ONE, aliceHot, 'root')
  assert.equal(HotkeyLock.get(world, ONE, ownerHotkey)?.locked_mass, sums.owner)
  assert.equal(OwnerLock.get(world, ONE)?.locked_mass, sums.alice)
  locksInvariants(world)
  changeOwnerHotkey(world, ONE, charlieHot, 'root')
  assert.equal(HotkeyLock.get(world, ONE, aliceHot)?.locked_mass, sums.alice)
  assert.equal(OwnerLock.has(world, ONE), false)
  locksInvariants(world)
})
