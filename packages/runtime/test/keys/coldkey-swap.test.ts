// Swapping coldkeys: announcing, waiting, disputing, and what goes along (chain-governance §6.4).
import assert from 'node:assert/strict'
import test from 'node:test'
import { blake2b256, bytesToHex, hexToBytes } from '@taonet/wire'
import { freeBalance, issue, totalIssuance } from '../../src/chapters/balances/ledger.ts'
import { setRootClaimType } from '../../src/chapters/emission/claims.ts'
import { owedTo } from '../../src/chapters/emission/root-dividend.ts'
import { RootClaimable, RootClaimed } from '../../src/chapters/emission/table.ts'
import {
  announceColdkeySwap,
  clearAnnouncement,
  coldkeyHash,
  disputeColdkeySwap,
  ensureNotSwapping,
  resetColdkeySwap,
  swapAnnouncedColdkey,
} from '../../src/chapters/keys/announcement.ts'
import { keysCalls } from '../../src/chapters/keys/calls.ts'
import { swapColdkey, swapColdkeyByRoot } from '../../src/chapters/keys/coldkey-swap.ts'
import { swapHotkey } from '../../src/chapters/keys/hotkey-swap.ts'
import { keysInvariants } from '../../src/chapters/keys/invariants.ts'
import {
  ColdkeySwapAnnouncementDelay,
  ColdkeySwapAnnouncements,
  ColdkeySwapDisputes,
  ColdkeySwapReannouncementDelay,
} from '../../src/chapters/keys/table.ts'
import { setRejectLockedAlpha } from '../../src/chapters/locks/handover.ts'
import { lockStake } from '../../src/chapters/locks/lock.ts'
import { lockOf } from '../../src/chapters/locks/standing.ts'
import { createAccountIfNew } from '../../src/chapters/staking/accounts.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { setAutoStakeDestination } from '../../src/chapters/staking/auto-stake.ts'
import {
  AutoStakeDestination,
  AutoStakeDestinationColdkeys,
  OwnedHotkeys,
  StakingHotkeys,
} from '../../src/chapters/staking/table.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import { IdentitiesV2, SubnetOwner } from '../../src/chapters/subnets/table.ts'
import { Alpha, ROOT, Tao } from '../../src/nouns.ts'
import { invariants } from '../../src/protocol.ts'
import { root, signed } from '../../src/world.ts'
import { alice, aliceHot, bob, bobHot, charlie, charlieHot, ONE, TAO, TWO } from '../staking/market.ts'
import { testOrder } from '../staking/steps.ts'
import { accountOf, eventNames, refusalOf, type TestWorld } from '../world.ts'
import { renamedRows } from './rows.ts'
import { fresh, LATE, richHotkey } from './scene.ts'

const next = accountOf('next cold')
const DELAY = 36_000
const AGAIN = 7_200
const hash = coldkeyHash(next)

const text = (value: string) => new TextEncoder().encode(value)
const identity = (name: string) => {
  const empty = text('')
  const rest = { github_repo: empty, image: empty, discord: empty, description: empty, additional: empty }
  return { name: text(name), url: empty, ...rest }
}
const check = (world: TestWorld): void => {
  for (const holds of invariants) holds(world)
}

/** Alice has everything that a coldkey can have. */
function richColdkey(): TestWorld {
  const world = richHotkey()
  SubnetOwner.put(world, TWO, alice)
  IdentitiesV2.put(world, alice, identity('alice'))
  setAutoStakeDestination(world, alice, TWO, aliceHot)
  setRootClaimType(world, alice, { type: 'Keep', value: undefined })
  setRejectLockedAlpha(world, alice, false)
  addStake(world, alice, charlieHot, TWO, Tao(9n * TAO))
  check(world)
  return world
}

/** Rows that tell of the swap itself, of the order in which root's coldkeys came, or that bind nobody. */
const NEW_ROWS = [
  'LastRateLimitedBlock',
  'StakingColdkeys',
  'StakingColdkeysByIndex',
  'LastColdkeyHotkeyStakeBlock',
]

test('the new coldkey is all that the old one was, as if it had been called so', () => {
  const world = richColdkey()
  const expected = renamedRows(world, alice, next, NEW_ROWS)
  const [free, issued] = [freeBalance(world, alice), totalIssuance(world)]
  const rate = RootClaimable.get(world, aliceHot)[0]?.[1]
  assert.ok(rate !== undefined)
  const owed = owedTo(world, aliceHot, alice, ONE, rate)
  swapColdkey(world, alice, next)
  check(world)
  assert.deepEqual(renamedRows(world, alice, alice, NEW_ROWS), expected)
  assert.ok(owed > 0n)
  assert.equal(owedTo(world, aliceHot, next, ONE, rate), owed)
  assert.deepEqual([freeBalance(world, next), freeBalance(world, alice)], [free, 0n])
  assert.equal(totalIssuance(world), issued)
  assert.deepEqual(world.events.at(-1)?.fields, { old_coldkey: alice, new_coldkey: next, swap_cost: 0n })
  // The swap counts for the next one.
  const refused = () =>
    refusalOf(world, () => swapHotkey(world, next, aliceHot, fresh, { netuid: undefined, keepStake: false }))
      ?.name
  world.block = LATE + 1_000
  assert.equal(refused(), 'HotKeySetTxRateLimitExceeded')
  world.block += 1
  assert.equal(refused(), undefined)
  check(world)
})

test('what the new coldkey has of its own stays: hotkeys, identity, balance, where its incentive goes', () => {
  const world = richColdkey()
  const own = accountOf('own hot')
  createAccountIfNew(world, next, own)
  IdentitiesV2.put(world, next, identity('next'))
  issue(world, next, Tao(5n * TAO))
  setAutoStakeDestination(world, next, TWO, aliceHot)
  RootClaimed.put(world, ONE, aliceHot, next, 7n)
  const claimed = RootClaimed.get(world, ONE, aliceHot, alice)
  const free = freeBalance(world, alice)
  swapColdkey(world, alice, next)
  check(world)
  assert.deepEqual(OwnedHotkeys.get(world, next), [own, aliceHot])
  assert.deepEqual(IdentitiesV2.get(world, next), identity('next'))
  assert.equal(IdentitiesV2.has(world, alice), false)
  assert.equal(freeBalance(world, next), free + 5n * TAO)
  assert.equal(RootClaimed.get(world, ONE, aliceHot, next), claimed + 7n, 'watermarks add up')
  assert.equal(AutoStakeDestination.get(world, next, TWO), aliceHot)
  assert.deepEqual(AutoStakeDestinationColdkeys.get(world, aliceHot, TWO), [next])
})

test('a lock goes over with its conviction, decaying or not', () => {
  const world = richColdkey()
  world.block += 5_000
  const before = [alice, bob].map(coldkey => [lockOf(world, coldkey, ONE), lockOf(world, coldkey, TWO)])
  swapColdkey(world, bob, next)
  const last = accountOf('last cold')
  swapColdkey(world, alice, last)
  check(world)
  assert.deepEqual(
    [last, next].map(coldkey => [lockOf(world, coldkey, ONE), lockOf(world, coldkey, TWO)]),
    before,
  )
  assert.deepEqual([lockOf(world, alice, ONE), lockOf(world, bob, ONE)], [undefined, undefined])
})

const scene = () => ({ world: richColdkey(), to: next })
testOrder(
  'swap of coldkeys',
  scene,
  [
    {
      error: 'ColdKeyAlreadyAssociated',
      break: ({ world, to }) => StakingHotkeys.put(world, to, [bobHot]),
    },
    { error: 'NewColdKeyIsHotkey', break: ({ world, to }) => createAccountIfNew(world, charlie, to) },
    {
      error: 'ActiveLockExists',
      break: ({ world, to }) => {
        const list = StakingHotkeys.get(world, to)
        issue(world, to, Tao(100n * TAO))
        addStake(world, to, bobHot, TWO, Tao(50n * TAO))
        lockStake(world, to, bobHot, TWO, Alpha(TAO))
        // As it could stand only on the paper of the rule: a lock without anything staked.
        StakingHotkeys.put(world, to, list)
      },
    },
  ],
  ({ world, to }) => swapColdkey(world, alice, to),
)

test('a coldkey is not swapped for itself, and no subnet’s account for or by anything', () => {
  const world = richColdkey()
  const refused = (from: typeof alice, to: typeof alice) =>
    refusalOf(world, () => swapColdkey(world, from, to))?.name
  assert.equal(refused(next, next), 'ColdKeyAlreadyAssociated')
  assert.equal(refused(alice, subnetAccount(ONE)), 'CannotUseSystemAccount')
  assert.equal(refused(subnetAccount(ROOT), next), 'CannotUseSystemAccount')
})

test('announced, done five days later: hash, time, price', () => {
  const world = richColdkey()
  assert.equal(hash, bytesToHex(blake2b256(hexToBytes(next))), 'of the 32 bytes')
  const does = (to = next) => refusalOf(world, () => swapAnnouncedColdkey(world, alice, to))?.name
  assert.equal(does(), 'ColdkeySwapAnnouncementNotFound')
  const [free, issued] = [freeBalance(world, alice), totalIssuance(world)]
  announceColdkeySwap(world, alice, hash)
  assert.equal(free - freeBalance(world, alice), TAO / 10n)
  assert.equal(issued - totalIssuance(world), TAO / 10n, 'recycled')
  assert.deepEqual(ColdkeySwapAnnouncements.get(world, alice), [LATE + DELAY, hash])
  assert.deepEqual(world.events.at(-1)?.fields, { who: alice, new_coldkey_hash: hash })
  world.block = LATE + DELAY - 1
  assert.equal(does(bob), 'AnnouncedColdkeyHashDoesNotMatch')
  assert.equal(does(), 'ColdkeySwapTooEarly')
  world.block += 1
  assert.equal(does(bob), 'AnnouncedColdkeyHashDoesNotMatch')
  assert.equal(does(), undefined)
  assert.equal(ColdkeySwapAnnouncements.has(world, alice), false)
  assert.equal(SubnetOwner.get(world, TWO), next)
  check(world)
})

test('announced again for nothing, or given up, a day after it is due', () => {
  for (const delay of [AGAIN, 100]) {
    const world = richColdkey()
    if (delay !== AGAIN) ColdkeySwapReannouncementDelay.put(world, delay)
    const again = () => refusalOf(world, () => announceColdkeySwap(world, alice, coldkeyHash(bob)))?.name
    const clear = () => refusalOf(world, () => clearAnnouncement(world, alice))?.name
    assert.equal(clear(), 'ColdkeySwapAnnouncementNotFound')
    announceColdkeySwap(world, alice, hash)
    const free = freeBalance(world, alice)
    world.block = LATE + DELAY + delay - 1
    assert.deepEqual([again(), clear()], ['ColdkeySwapReannouncedTooEarly', 'ColdkeySwapClearTooEarly'])
    world.block += 1
    assert.equal(again(), undefined)
    assert.equal(freeBalance(world, alice), free)
    assert.deepEqual(ColdkeySwapAnnouncements.get(world, alice), [world.block + DELAY, coldkeyHash(bob)])
    assert.equal(clear(), 'ColdkeySwapClearTooEarly')
    world.block += DELAY + delay
    assert.equal(clear(), undefined)
    assert.deepEqual(eventNames(world).slice(-1), ['ColdkeySwapCleared'])
    assert.equal(ColdkeySwapAnnouncements.has(world, alice), false)
  }
})

test('a delay may be as long as blocks are counted', () => {
  const world = richColdkey()
  ColdkeySwapAnnouncementDelay.put(world, 0xffff_ffff)
  announceColdkeySwap(world, alice, hash)
  assert.deepEqual(ColdkeySwapAnnouncements.get(world, alice), [0xffff_ffff, hash])
})

test('who cannot pay announces nothing', () => {
  const world = richColdkey()
  addStake(world, alice, charlieHot, ONE, Tao(freeBalance(world, alice) - TAO / 10n - 499n))
  const announce = () => refusalOf(world, () => announceColdkeySwap(world, alice, hash))?.name
  assert.equal(announce(), 'NotEnoughBalanceToPaySwapColdKey')
  issue(world, alice, Tao(1n))
  assert.equal(announce(), undefined)
})

test('while announced only the swap itself may be called; disputed, nothing; reset, everything', () => {
  const world = richColdkey()
  const may = (name: string, pallet = 'SubtensorModule', coldkey = alice) =>
    refusalOf(world, () => ensureNotSwapping(world, coldkey, { pallet, name, args: {} }))?.name
  const family = [
    'announce_coldkey_swap',
    'swap_coldkey_announced',
    'dispute_coldkey_swap',
    'clear_coldkey_swap_announcement',
  ]
  const others = [
    ['SubtensorModule', 'add_stake'],
    ['SubtensorModule', 'swap_hotkey'],
    ['Balances', 'transfer_all'],
    ['Utility', 'batch_all'],
    ['Balances', 'dispute_coldkey_swap'],
  ] as const
  for (const [pallet, name] of others) assert.equal(may(name, pallet), undefined)
  assert.equal(
    refusalOf(world, () => disputeColdkeySwap(world, alice))?.name,
    'ColdkeySwapAnnouncementNotFound',
  )
  announceColdkeySwap(world, alice, hash)
  for (const [pallet, name] of others) {
    assert.equal(may(name, pallet), 'ColdkeySwapAnnounced')
    assert.equal(may(name, pallet, bob), undefined)
  }
  for (const name of family) assert.equal(may(name), undefined)
  disputeColdkeySwap(world, alice)
  assert.equal(ColdkeySwapDisputes.get(world, alice), world.block)
  for (const name of family) assert.equal(may(name), 'ColdkeySwapDisputed')
  for (const [pallet, name] of others) assert.equal(may(name, pallet), 'ColdkeySwapDisputed')
  keysInvariants(world)
  resetColdkeySwap(world, alice)
  keysInvariants(world)
  for (const name of family) assert.equal(may(name), undefined)
  assert.equal(may('add_stake'), undefined)
  assert.deepEqual(eventNames(world).slice(-2), ['ColdkeySwapDisputed', 'ColdkeySwapReset'])
})

test('root swaps at once, at any price, and what was announced or disputed is over', () => {
  for (const cost of [0n, 3n * TAO]) {
    const world = richColdkey()
    announceColdkeySwap(world, alice, coldkeyHash(bob))
    disputeColdkeySwap(world, alice)
    const [free, issued] = [freeBalance(world, alice), totalIssuance(world)]
    swapColdkeyByRoot(world, alice, next, Tao(cost))
    check(world)
    assert.equal(freeBalance(world, next), free - cost)
    assert.equal(totalIssuance(world), issued - cost)
    assert.equal(ColdkeySwapAnnouncements.has(world, alice), false)
    assert.equal(ColdkeySwapDisputes.has(world, alice), false)
    assert.deepEqual(world.events.at(-1)?.fields, { old_coldkey: alice, new_coldkey: next, swap_cost: cost })
  }
  const world = richColdkey()
  const more = Tao(freeBalance(world, alice) - 499n)
  const refused = refusalOf(world, () => swapColdkeyByRoot(world, alice, next, more))
  assert.equal(refused?.name, 'NotEnoughBalanceToPaySwapColdKey')
})

test('only root swaps without announcement and resets', () => {
  const world = richColdkey()
  const run = (name: string, origin: typeof root | ReturnType<typeof signed>, args: object) =>
    refusalOf(world, () => keysCalls.handlers[name]?.(world, origin, args))?.name
  const swap = { old_coldkey: alice, new_coldkey: next, swap_cost: Tao(0n) }
  assert.equal(run('swap_coldkey', signed(alice), swap), 'BadOrigin')
  assert.equal(run('reset_coldkey_swap', signed(alice), { coldkey: alice }), 'BadOrigin')
  assert.equal(run('announce_coldkey_swap', root, { new_coldkey_hash: hash }), 'BadOrigin')
  assert.equal(run('swap_coldkey_announced', root, { new_coldkey: next }), 'BadOrigin')
  assert.equal(run('dispute_coldkey_swap', root, {}), 'BadOrigin')
  assert.equal(run('clear_coldkey_swap_announcement', root, {}), 'BadOrigin')
  assert.equal(run('reset_coldkey_swap', root, { coldkey: alice }), undefined)
  assert.equal(run('swap_coldkey', root, swap), undefined)
})
