// The owner's cut, locked as it is paid (chain-emission §1.7(6)).
import assert from 'node:assert/strict'
import test from 'node:test'
import { distribute } from '../../src/chapters/emission/distribution.ts'
import { lockedAlpha } from '../../src/chapters/locks/available.ts'
import { locksInvariants } from '../../src/chapters/locks/invariants.ts'
import { lockStake } from '../../src/chapters/locks/lock.ts'
import { DecayingOwnerLock } from '../../src/chapters/locks/table.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { mintAlphaOut } from '../../src/chapters/staking/pool.ts'
import { coldkeyStake, stakeOf } from '../../src/chapters/staking/stake.ts'
import { OwnerCutAutoLockEnabled } from '../../src/chapters/subnets/table.ts'
import { Alpha, Tao } from '../../src/nouns.ts'
import { bobHot, market, ONE, owner, ownerHotkey, TAO } from '../staking/market.ts'
import type { TestWorld } from '../world.ts'

function pay(world: TestWorld, alpha: bigint): void {
  mintAlphaOut(world, ONE, Alpha(alpha))
  const nothing = Alpha(0n)
  distribute(world, ONE, { server: nothing, validator: nothing, root: nothing, ownerCut: Alpha(alpha) })
}

test('where the subnet asks for it, every cut is locked on the owner’s hotkey', () => {
  const world = market()
  pay(world, 5n * TAO)
  assert.equal(lockedAlpha(world, owner, ONE), 0n)
  OwnerCutAutoLockEnabled.put(world, ONE, true)
  pay(world, 3n * TAO)
  assert.equal(lockedAlpha(world, owner, ONE), 3n * TAO)
  pay(world, 2n * TAO)
  assert.equal(lockedAlpha(world, owner, ONE), 5n * TAO)
  assert.equal(DecayingOwnerLock.get(world, ONE)?.locked_mass, 5n * TAO)
  assert.equal(stakeOf(world, ownerHotkey, owner, ONE), 10n * TAO)
  locksInvariants(world)
})

test('shares are floored: with everything locked, what is there of a cut is locked', () => {
  const world = market()
  OwnerCutAutoLockEnabled.put(world, ONE, true)
  addStake(world, owner, ownerHotkey, ONE, Tao(7n * TAO))
  lockStake(world, owner, ownerHotkey, ONE, coldkeyStake(world, owner, ONE))
  for (let i = 0n; i < 50n; i++) {
    pay(world, 123_456_789n + i)
    assert.equal(lockedAlpha(world, owner, ONE), coldkeyStake(world, owner, ONE))
  }
  locksInvariants(world)
})

test('an owner bound to another hotkey is paid and not bound anew', () => {
  const world = market()
  OwnerCutAutoLockEnabled.put(world, ONE, true)
  addStake(world, owner, bobHot, ONE, Tao(7n * TAO))
  lockStake(world, owner, bobHot, ONE, Alpha(TAO))
  pay(world, 2n * TAO)
  assert.equal(lockedAlpha(world, owner, ONE), TAO)
  assert.equal(stakeOf(world, ownerHotkey, owner, ONE), 2n * TAO)
})
