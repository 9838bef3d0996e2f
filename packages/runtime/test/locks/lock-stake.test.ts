// Locking, moving a lock, choosing whether it decays, and what stays locked (chain-weights-staking §5.9).
import assert from 'node:assert/strict'
import test from 'node:test'
import { type AccountId, U64F64 } from '@taonet/wire'
import { fitLockToStake, lockedAlpha } from '../../src/chapters/locks/available.ts'
import { locksCalls } from '../../src/chapters/locks/calls.ts'
import { rollForward } from '../../src/chapters/locks/conviction.ts'
import { locksInvariants } from '../../src/chapters/locks/invariants.ts'
import { lockStake, moveLock, setPerpetual } from '../../src/chapters/locks/lock.ts'
import { lockOf } from '../../src/chapters/locks/standing.ts'
import {
  DecayingHotkeyLock,
  DecayingOwnerLock,
  HotkeyLock,
  Lock,
  locks,
  OwnerLock,
  PerpetualLock,
} from '../../src/chapters/locks/table.ts'
import { locksViews } from '../../src/chapters/locks/views.ts'
import { createAccountIfNew } from '../../src/chapters/staking/accounts.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { removeStake } from '../../src/chapters/staking/remove.ts'
import { coldkeyStake, decreaseStake, stakeOf } from '../../src/chapters/staking/stake.ts'
import { Owner } from '../../src/chapters/staking/table.ts'
import { Alpha, NetUid, ROOT, Tao } from '../../src/nouns.ts'
import { signed } from '../../src/world.ts'
import {
  alice,
  aliceHot,
  bob,
  bobHot,
  charlieHot,
  market,
  ONE,
  ownerHotkey,
  setNominatorMinimum,
  TAO,
  TWO,
} from '../staking/market.ts'
import { testOrder } from '../staking/steps.ts'
import { accountOf, eventNames, refusalOf, type TestWorld } from '../world.ts'

const RATES = { unlock: 934_866n, maturity: 934_866n }
const DECAYING = { perpetual: false, ownerLock: false }
const PERPETUAL = { perpetual: true, ownerLock: false }

/** Alice has staked to two hotkeys of others on subnet 1; the lock counts both stakes. */
function scene() {
  const world = market()
  addStake(world, alice, bobHot, ONE, Tao(50n * TAO))
  addStake(world, alice, charlieHot, ONE, Tao(40n * TAO))
  return { world, coldkey: alice, hotkey: bobHot, netuid: ONE, amount: Alpha(60n * TAO) }
}
type Scene = ReturnType<typeof scene>

const lock = ({ world, coldkey, hotkey, netuid, amount }: Scene): void =>
  lockStake(world, coldkey, hotkey, netuid, amount)

testOrder<Scene>(
  'lock_stake',
  () => {
    const one = scene()
    lockStake(one.world, alice, bobHot, ONE, Alpha(TAO))
    return one
  },
  [
    {
      error: 'AmountTooLow',
      break: one => {
        one.amount = Alpha(0n)
      },
      without: [3],
    },
    {
      error: 'HotKeyAccountNotExists',
      break: ({ world }) => {
        for (const hotkey of [bobHot, charlieHot]) Owner.remove(world, hotkey)
      },
    },
    {
      error: 'LockHotkeyMismatch',
      break: one => {
        one.hotkey = charlieHot
      },
    },
    {
      error: 'InsufficientStakeForLock',
      break: one => {
        one.amount = Alpha(coldkeyStake(one.world, alice, ONE) - TAO + 1n)
      },
    },
  ],
  lock,
)

test('everything staked on the subnet may be locked, and nothing of it leaves', () => {
  const { world } = scene()
  const all = coldkeyStake(world, alice, ONE)
  lockStake(world, alice, bobHot, ONE, all)
  assert.deepEqual(eventNames(world).slice(-1), ['StakeLocked'])
  const take = (netuid: NetUid, hotkey: AccountId) =>
    refusalOf(world, () => removeStake(world, alice, hotkey, netuid, Alpha(3_000_000n)))?.name
  assert.equal(take(ONE, charlieHot), 'StakeUnavailable', 'the lock binds all hotkeys')
  addStake(world, alice, bobHot, TWO, Tao(5n * TAO))
  assert.equal(take(TWO, bobHot), undefined, 'another subnet is free')
  addStake(world, alice, bobHot, ONE, Tao(5n * TAO))
  assert.equal(take(ONE, bobHot), undefined)
  locksInvariants(world)
})

test('locks roll forward before they grow; the sum of a hotkey follows', () => {
  const { world } = scene()
  addStake(world, bob, bobHot, ONE, Tao(30n * TAO))
  lockStake(world, alice, bobHot, ONE, Alpha(10n * TAO))
  lockStake(world, bob, bobHot, ONE, Alpha(20n * TAO))
  world.block += 1_000
  lockStake(world, alice, bobHot, ONE, Alpha(TAO))
  const rolled = rollForward({ mass: 10n * TAO, conviction: U64F64.zero }, 1_000n, RATES, DECAYING)
  assert.deepEqual(Lock.get(world, alice, ONE, bobHot), {
    locked_mass: rolled.mass + TAO,
    conviction: rolled.conviction,
    last_update: 1_020n,
  })
  const both = rollForward({ mass: 30n * TAO, conviction: U64F64.zero }, 1_000n, RATES, DECAYING)
  assert.deepEqual(DecayingHotkeyLock.get(world, ONE, bobHot), {
    locked_mass: both.mass + TAO,
    conviction: both.conviction,
    last_update: 1_020n,
  })
  assert.equal(HotkeyLock.has(world, ONE, bobHot), false)
  locksInvariants(world)
})

test('a lock that is made perpetual keeps what the decay left, and back', () => {
  const one = scene()
  const { world } = one
  lock(one)
  world.block += 5_000
  setPerpetual(world, alice, ONE, true)
  assert.deepEqual(eventNames(world).slice(-1), ['PerpetualLockSet'])
  const decayed = rollForward({ mass: one.amount, conviction: U64F64.zero }, 5_000n, RATES, DECAYING)
  world.block += 7_000
  const kept = rollForward(decayed, 7_000n, RATES, PERPETUAL)
  assert.equal(lockedAlpha(world, alice, ONE), decayed.mass)
  assert.equal(lockOf(world, alice, ONE)?.conviction, kept.conviction)
  assert.equal(DecayingHotkeyLock.get(world, ONE, bobHot)?.locked_mass, 0n)
  assert.equal(HotkeyLock.get(world, ONE, bobHot)?.locked_mass, decayed.mass)
  locksInvariants(world)
  setPerpetual(world, alice, ONE, false)
  assert.equal(PerpetualLock.has(world, alice, ONE), false)
  assert.equal(HotkeyLock.get(world, ONE, bobHot)?.locked_mass, 0n)
  assert.equal(DecayingHotkeyLock.get(world, ONE, bobHot)?.locked_mass, decayed.mass)
  assert.equal(refusalOf(world, () => setPerpetual(world, alice, NetUid(9), true))?.name, 'SubnetNotExists')
  locksInvariants(world)
})

test('the mode may be chosen before there is a lock', () => {
  const one = scene()
  setPerpetual(one.world, alice, ONE, true)
  lock(one)
  one.world.block += 1_000_000
  assert.equal(lockedAlpha(one.world, alice, ONE), one.amount)
  locksInvariants(one.world)
})

test('a lock moves whole; conviction goes along to a hotkey of the same owner only', () => {
  const one = scene()
  const { world } = one
  const sibling = accountOf('bob second hot')
  createAccountIfNew(world, bob, sibling)
  setPerpetual(world, alice, ONE, true)
  lock(one)
  world.block += 300_000
  const before = lockOf(world, alice, ONE)
  moveLock(world, alice, ONE, sibling)
  assert.deepEqual(eventNames(world).slice(-1), ['LockMoved'])
  assert.deepEqual(lockOf(world, alice, ONE), { ...before, hotkey: sibling })
  assert.equal(Lock.has(world, alice, ONE, bobHot), false)
  const own = { mass: HotkeyLock.get(world, ONE, bobHot)?.locked_mass, last: BigInt(world.block) }
  assert.deepEqual(own, { mass: 0n, last: HotkeyLock.get(world, ONE, bobHot)?.last_update })
  moveLock(world, alice, ONE, charlieHot)
  assert.equal(lockOf(world, alice, ONE)?.conviction, 0n)
  assert.equal(lockedAlpha(world, alice, ONE), one.amount)
  const refused = (coldkey: AccountId, to: AccountId) =>
    refusalOf(world, () => moveLock(world, coldkey, ONE, to))?.name
  assert.equal(refused(alice, accountOf('nobody hot')), 'HotKeyAccountNotExists')
  assert.equal(refused(bob, charlieHot), 'NoExistingLock')
  locksInvariants(world)
})

test("on the owner's hotkey conviction is the mass, from the first block and after a move", () => {
  const { world } = scene()
  lockStake(world, alice, ownerHotkey, ONE, Alpha(10n * TAO))
  assert.equal(lockOf(world, alice, ONE)?.conviction, U64F64.fromInteger(10n * TAO))
  assert.deepEqual(DecayingOwnerLock.get(world, ONE)?.conviction, U64F64.fromInteger(10n * TAO))
  assert.equal(DecayingHotkeyLock.has(world, ONE, ownerHotkey), false)
  setPerpetual(world, alice, ONE, true)
  assert.equal(OwnerLock.get(world, ONE)?.locked_mass, 10n * TAO)
  moveLock(world, alice, ONE, aliceHot)
  assert.equal(OwnerLock.get(world, ONE)?.locked_mass, 0n)
  world.block += 100
  moveLock(world, alice, ONE, ownerHotkey)
  assert.equal(lockOf(world, alice, ONE)?.conviction, U64F64.fromInteger(10n * TAO))
  locksInvariants(world)
})

test('dust is nothing: it binds nothing, and a new lock may be on another hotkey', () => {
  const { world } = scene()
  lockStake(world, alice, bobHot, ONE, Alpha(99n))
  assert.equal(lockOf(world, alice, ONE), undefined)
  assert.equal(Lock.has(world, alice, ONE, bobHot), false)
  lockStake(world, alice, bobHot, ONE, Alpha(100n))
  assert.equal(lockedAlpha(world, alice, ONE), 100n)
  world.block += 40_000_000
  assert.equal(lockOf(world, alice, ONE), undefined)
  lockStake(world, alice, charlieHot, ONE, Alpha(500n))
  assert.equal(Lock.has(world, alice, ONE, bobHot), false)
  locksInvariants(world)
})

test('a nomination that is paid out by force takes its part of the lock along', () => {
  const { world } = scene()
  lockStake(world, alice, bobHot, ONE, coldkeyStake(world, alice, ONE))
  setPerpetual(world, alice, ONE, true)
  world.block += 500_000
  const before = lockOf(world, alice, ONE) ?? assert.fail()
  const left = stakeOf(world, bobHot, alice, ONE)
  setNominatorMinimum(world, 45n * TAO)
  assert.equal(stakeOf(world, charlieHot, alice, ONE), 0n)
  const after = lockOf(world, alice, ONE) ?? assert.fail()
  assert.equal(after.mass, left)
  assert.equal(after.conviction, (before.conviction * left) / before.mass)
  locksInvariants(world)
})

test('a lock that fits is left alone', () => {
  const one = scene()
  lock(one)
  const before = Lock.get(one.world, alice, ONE, bobHot)
  decreaseStake(one.world, charlieHot, alice, ONE, Alpha(10n * TAO))
  one.world.block += 1
  fitLockToStake(one.world, alice, ONE)
  assert.deepEqual(Lock.get(one.world, alice, ONE, bobHot), before)
})

test('stake of root is locked like any other', () => {
  const { world } = scene()
  addStake(world, alice, aliceHot, ROOT, Tao(10n * TAO))
  lockStake(world, alice, aliceHot, ROOT, Alpha(9n * TAO))
  const take = (rao: bigint) =>
    refusalOf(world, () => removeStake(world, alice, aliceHot, ROOT, Alpha(rao)))?.name
  assert.equal(take(2n * TAO), 'StakeUnavailable')
  assert.equal(take(TAO), undefined)
})

test('the calls are signed by the coldkey', () => {
  const { world, hotkey, netuid, amount } = scene()
  const { lock_stake, move_lock, set_perpetual_lock } = locksCalls.handlers
  lock_stake?.(world, signed(alice), { hotkey, netuid, amount })
  move_lock?.(world, signed(alice), { destination_hotkey: charlieHot, netuid })
  set_perpetual_lock?.(world, signed(alice), { netuid, enabled: true })
  assert.equal(HotkeyLock.get(world, ONE, charlieHot)?.locked_mass, amount)
  const byRoot = () => lock_stake?.(world, { type: 'root' }, { hotkey, netuid, amount })
  assert.equal(refusalOf(world, byRoot)?.name, 'BadOrigin')
})

test('broken books are noticed', () => {
  const wrongs: ((world: TestWorld) => void)[] = [
    world => HotkeyLock.remove(world, ONE, bobHot),
    world => {
      const row = HotkeyLock.get(world, ONE, bobHot) ?? assert.fail()
      HotkeyLock.put(world, ONE, bobHot, { ...row, locked_mass: Alpha(row.locked_mass + 1n) })
    },
    world => HotkeyLock.put(world, ONE, charlieHot, HotkeyLock.get(world, ONE, bobHot) ?? assert.fail()),
    world => OwnerLock.put(world, ONE, HotkeyLock.get(world, ONE, bobHot) ?? assert.fail()),
    world => HotkeyLock.put(world, ONE, ownerHotkey, HotkeyLock.get(world, ONE, bobHot) ?? assert.fail()),
    world => Lock.put(world, alice, ONE, aliceHot, Lock.get(world, alice, ONE, bobHot) ?? assert.fail()),
    world => PerpetualLock.remove(world, alice, ONE),
    world => decreaseStake(world, charlieHot, alice, ONE, stakeOf(world, charlieHot, alice, ONE)),
  ]
  for (const wrong of wrongs) {
    const one = scene()
    setPerpetual(one.world, alice, ONE, true)
    lock(one)
    locksInvariants(one.world)
    wrong(one.world)
    assert.throws(() => locksInvariants(one.world), { name: 'Bug' })
  }
})

test('clients read the mode the other way round: false for a perpetual lock, else nothing', () => {
  const it = scene()
  const read = () =>
    locksViews.flatMap(({ entries }) => [...entries(it.world)].map(([key, value]) => [key, [...value]]))
  lock(it)
  assert.deepEqual(read(), [])
  setPerpetual(it.world, it.coldkey, it.netuid, true)
  assert.deepEqual(read(), [[locks.storage.DecayingLock.key(it.coldkey, it.netuid), [0]]])
  setPerpetual(it.world, it.coldkey, it.netuid, false)
  assert.deepEqual(read(), [])
})
