// Locked alpha that goes to another coldkey with the stake (chain-weights-staking §5.9).
import assert from 'node:assert/strict'
import test from 'node:test'
import { U64F64 } from '@taonet/wire'
import { lockedAlpha } from '../../src/chapters/locks/available.ts'
import { locksCalls } from '../../src/chapters/locks/calls.ts'
import { acceptsLockedAlpha, setRejectLockedAlpha } from '../../src/chapters/locks/handover.ts'
import { locksInvariants } from '../../src/chapters/locks/invariants.ts'
import { lockStake, setPerpetual } from '../../src/chapters/locks/lock.ts'
import { lockOf, replaceLock } from '../../src/chapters/locks/standing.ts'
import { AccountFlags, HotkeyLock } from '../../src/chapters/locks/table.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { moveStake, transferStake } from '../../src/chapters/staking/move.ts'
import { increaseStake, stakeOf } from '../../src/chapters/staking/stake.ts'
import { Alpha, ROOT, Tao } from '../../src/nouns.ts'
import { signed } from '../../src/world.ts'
import {
  alice,
  bob,
  bobHot,
  charlieHot,
  checkBooks,
  market,
  ONE,
  ownerHotkey,
  TAO,
  TWO,
} from '../staking/market.ts'
import { refusalOf, type TestWorld } from '../world.ts'

/** Alice has exactly 100 alpha on Bob's hotkey, and 60 of it locked for Charlie's with a conviction of 30. */
function scene(): TestWorld {
  const world = market()
  addStake(world, bob, charlieHot, ONE, Tao(200n * TAO))
  moveStake(
    world,
    bob,
    { hotkey: charlieHot, netuid: ONE },
    { hotkey: bobHot, netuid: ONE },
    Alpha(100n * TAO),
  )
  transferStake(
    world,
    bob,
    { hotkey: bobHot, netuid: ONE },
    { coldkey: alice, netuid: ONE },
    Alpha(100n * TAO),
  )
  setPerpetual(world, alice, ONE, true)
  setPerpetual(world, bob, ONE, true)
  const conviction = U64F64.fromInteger(30n * TAO)
  replaceLock(world, alice, ONE, { hotkey: charlieHot, mass: 60n * TAO, conviction })
  return world
}

const give = (world: TestWorld, alpha: bigint) =>
  refusalOf(world, () =>
    transferStake(world, alice, { hotkey: bobHot, netuid: ONE }, { coldkey: bob, netuid: ONE }, Alpha(alpha)),
  )?.name

const lockNow = (world: TestWorld, coldkey: typeof alice) => {
  const now = lockOf(world, coldkey, ONE)
  return now && [now.hotkey, now.mass, now.conviction >> 64n]
}

test('what is free goes first, and asks nobody', () => {
  const world = scene()
  assert.equal(give(world, 40n * TAO), undefined)
  assert.deepEqual(lockNow(world, alice), [charlieHot, 60n * TAO, 30n * TAO])
  assert.equal(lockNow(world, bob), undefined)
  assert.equal(give(world, 10n * TAO), 'AccountRejectsLockedAlpha')
})

test('the rest takes its mass along and its part of the conviction', () => {
  const world = scene()
  setRejectLockedAlpha(world, bob, false)
  assert.equal(give(world, 60n * TAO), undefined)
  assert.deepEqual(lockNow(world, alice), [charlieHot, 40n * TAO, 20n * TAO])
  assert.deepEqual(lockNow(world, bob), [charlieHot, 20n * TAO, 10n * TAO])
  assert.equal(give(world, 40n * TAO), undefined)
  assert.equal(lockNow(world, alice), undefined)
  assert.deepEqual(lockNow(world, bob), [charlieHot, 60n * TAO, 30n * TAO])
  assert.equal(stakeOf(world, bobHot, bob, ONE), 100n * TAO)
  assert.equal(HotkeyLock.get(world, ONE, charlieHot)?.locked_mass, 60n * TAO)
  locksInvariants(world)
  checkBooks(world)
})

test('whoever has a lock on another hotkey takes none', () => {
  const world = scene()
  setRejectLockedAlpha(world, bob, false)
  lockStake(world, bob, bobHot, ONE, Alpha(TAO))
  assert.equal(give(world, 50n * TAO), 'LockHotkeyMismatch')
  assert.equal(give(world, 40n * TAO), undefined)
})

test('it adds to a lock on the same hotkey', () => {
  const world = scene()
  setRejectLockedAlpha(world, bob, false)
  lockStake(world, bob, charlieHot, ONE, Alpha(5n * TAO))
  assert.equal(give(world, 70n * TAO), undefined)
  assert.deepEqual(lockNow(world, bob), [charlieHot, 35n * TAO, 15n * TAO])
  locksInvariants(world)
})

test('on the hotkey that stands for the owner, conviction stays the mass', () => {
  const world = scene()
  replaceLock(world, alice, ONE, { hotkey: ownerHotkey, mass: 60n * TAO, conviction: U64F64.zero })
  setRejectLockedAlpha(world, bob, false)
  assert.equal(give(world, 70n * TAO), undefined)
  assert.deepEqual(lockNow(world, alice), [ownerHotkey, 30n * TAO, 30n * TAO])
  assert.deepEqual(lockNow(world, bob), [ownerHotkey, 30n * TAO, 30n * TAO])
  locksInvariants(world)
})

test('decay is counted in, and what arrives obeys the other one’s mode', () => {
  const world = scene()
  setPerpetual(world, alice, ONE, false)
  setRejectLockedAlpha(world, bob, false)
  world.block += 648_000
  // Half of it has decayed: 30 alpha are locked, 70 free.
  const locked = lockedAlpha(world, alice, ONE)
  assert.ok(locked > 29_999_000_000n && locked < 30_001_000_000n)
  assert.equal(give(world, 100n * TAO - 10n * TAO), undefined)
  assert.equal(lockNow(world, bob)?.[1], locked - 10n * TAO)
  world.block += 648_000
  assert.equal(lockNow(world, bob)?.[1], locked - 10n * TAO, 'his locks are perpetual')
  assert.ok(lockedAlpha(world, alice, ONE) < 6n * TAO)
  locksInvariants(world)
})

test('a lock never leaves the subnet, and moving between hotkeys leaves it alone', () => {
  const world = scene()
  setRejectLockedAlpha(world, bob, false)
  const from = { hotkey: bobHot, netuid: ONE }
  for (const netuid of [TWO, ROOT]) {
    const leave = () => transferStake(world, alice, from, { coldkey: bob, netuid }, Alpha(41n * TAO))
    assert.equal(refusalOf(world, leave)?.name, 'StakeUnavailable')
  }
  moveStake(world, alice, from, { hotkey: charlieHot, netuid: ONE }, Alpha(100n * TAO))
  assert.deepEqual(lockNow(world, alice), [charlieHot, 60n * TAO, 30n * TAO])
})

test('a position that was floored below its lock gives all of itself as locked', () => {
  const world = scene()
  setRejectLockedAlpha(world, bob, false)
  const mass = stakeOf(world, bobHot, alice, ONE) + 1n
  replaceLock(world, alice, ONE, { hotkey: charlieHot, mass, conviction: U64F64.zero })
  assert.equal(give(world, mass - 1n), undefined)
  assert.equal(lockNow(world, bob)?.[1], mass - 1n)
  increaseStake(world, bobHot, bob, ONE, Alpha(1n))
  locksInvariants(world)
})

test('accounts reject until they say otherwise; rejecting again leaves no row', () => {
  const world = market()
  const set = (enabled: boolean) =>
    locksCalls.handlers.set_reject_locked_alpha?.(world, signed(bob), { enabled })
  assert.equal(acceptsLockedAlpha(world, bob), false)
  set(false)
  assert.equal(AccountFlags.get(world, bob), 1n)
  assert.deepEqual([acceptsLockedAlpha(world, bob), acceptsLockedAlpha(world, alice)], [true, false])
  set(true)
  assert.equal(AccountFlags.has(world, bob), false)
  assert.equal(acceptsLockedAlpha(world, bob), false)
})
