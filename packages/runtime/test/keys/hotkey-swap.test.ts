// Swapping hotkeys: who may, when, for what price, and what goes along (chain-governance §6.5).
import assert from 'node:assert/strict'
import test from 'node:test'
import { U64_MAX } from '@taonet/wire'
import fc from 'fast-check'
import { freeBalance, totalIssuance } from '../../src/chapters/balances/ledger.ts'
import { applyChildren } from '../../src/chapters/children/links.ts'
import { ChildKeys } from '../../src/chapters/children/table.ts'
import { owedTo } from '../../src/chapters/emission/root-dividend.ts'
import { RootClaimable, RootClaimed } from '../../src/chapters/emission/table.ts'
import { keysCalls } from '../../src/chapters/keys/calls.ts'
import { swapHotkey } from '../../src/chapters/keys/hotkey-swap.ts'
import { forgetOldSwaps } from '../../src/chapters/keys/pace.ts'
import { LastHotkeySwapOnNetuid, SWAP_INTERVAL } from '../../src/chapters/keys/table.ts'
import { lockOf } from '../../src/chapters/locks/standing.ts'
import { appendNeuron, uidOf } from '../../src/chapters/neurons/registry.ts'
import { createAccountIfNew, ownerOf, takeOf } from '../../src/chapters/staking/accounts.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { removeStake } from '../../src/chapters/staking/remove.ts'
import { coldkeyStake, hotkeyStake, stakeOf } from '../../src/chapters/staking/stake.ts'
import { OwnedHotkeys, StakingHotkeys } from '../../src/chapters/staking/table.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import { SIGNER_STAMP } from '../../src/chapters/subnets/stamps.ts'
import { SubnetOwnerHotkey, TransactionKeyLastBlock, TxRateLimit } from '../../src/chapters/subnets/table.ts'
import { exhausted, refuse } from '../../src/failure.ts'
import { Alpha, NetUid, ROOT, Tao } from '../../src/nouns.ts'
import { invariants } from '../../src/protocol.ts'
import { attempt, signed } from '../../src/world.ts'
import {
  alice,
  aliceHot,
  bob,
  bobHot,
  charlie,
  charlieHot,
  coldkeys,
  hotkeys,
  market,
  ONE,
  TAO,
  TWO,
} from '../staking/market.ts'
import { testOrder } from '../staking/steps.ts'
import { accountOf, eventNames, refusalOf, type TestWorld } from '../world.ts'
import { renamedRows } from './rows.ts'
import { fresh, LATE, richHotkey } from './scene.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const NETUIDS = [ROOT, ONE, TWO] as const
/** Rows that tell of the swap itself, and when stake last moved between two keys, which binds nobody. */
const NEW_ROWS = [
  'LastRateLimitedBlock',
  'LastHotkeySwapOnNetuid',
  'LastColdkeyHotkeyStakeBlock',
  'TransactionKeyLastBlock',
]

const everywhere = { netuid: undefined, keepStake: false }
const on = (netuid: NetUid, keepStake = false) => ({ netuid, keepStake })
const check = (world: TestWorld): void => {
  for (const holds of invariants) holds(world)
}

test('on all subnets the new hotkey is all that the old one was, as if it had been called so', () => {
  const world = richHotkey()
  check(world)
  const expected = renamedRows(world, aliceHot, fresh, NEW_ROWS)
  const [free, issued] = [freeBalance(world, alice), totalIssuance(world)]
  swapHotkey(world, alice, aliceHot, fresh, everywhere)
  check(world)
  assert.deepEqual(renamedRows(world, aliceHot, aliceHot, NEW_ROWS), expected)
  assert.equal(free - freeBalance(world, alice), TAO / 10n)
  assert.equal(issued - totalIssuance(world), TAO / 10n, 'the price is recycled')
  assert.deepEqual(world.events.at(-1)?.fields, { coldkey: alice, old_hotkey: aliceHot, new_hotkey: fresh })
  assert.equal(eventNames(world).at(-1), 'HotkeySwapped')
  for (const [netuid, kind] of [
    [ONE, SIGNER_STAMP.setChildkeyTake],
    [TWO, SIGNER_STAMP.setChildren],
  ] as const)
    assert.equal(TransactionKeyLastBlock.get(world, fresh, netuid, kind), BigInt(LATE))
  for (const netuid of NETUIDS) assert.equal(LastHotkeySwapOnNetuid.get(world, netuid, alice), BigInt(LATE))
})

test('what is owed of root dividends is owed on the new hotkey, to the rao', () => {
  const world = richHotkey()
  const owed = (hotkey: typeof aliceHot, coldkey: typeof alice) =>
    RootClaimable.get(world, hotkey).map(([netuid, rate]) => owedTo(world, hotkey, coldkey, netuid, rate))
  const before = [owed(aliceHot, alice), owed(aliceHot, bob)]
  assert.ok(before.flat().every(one => one > 0n))
  swapHotkey(world, alice, aliceHot, fresh, on(ROOT))
  assert.deepEqual([owed(fresh, alice), owed(fresh, bob)], before)
  assert.deepEqual(owed(aliceHot, bob), [])
  check(world)
})

test('on one subnet, only what belongs to the subnet goes over', () => {
  const world = richHotkey()
  const [mine, his] = [alice, bob].map(coldkey => stakeOf(world, aliceHot, coldkey, ONE))
  const elsewhere = hotkeyStake(world, aliceHot, TWO)
  const [free, uid] = [freeBalance(world, alice), uidOf(world, ONE, aliceHot)]
  const lock = lockOf(world, bob, ONE)
  swapHotkey(world, alice, aliceHot, fresh, on(ONE))
  check(world)
  assert.equal(free - freeBalance(world, alice), TAO / 1_000n)
  assert.deepEqual(
    [alice, bob].map(coldkey => stakeOf(world, fresh, coldkey, ONE)),
    [mine, his],
  )
  assert.equal(hotkeyStake(world, aliceHot, ONE), 0n)
  assert.equal(hotkeyStake(world, aliceHot, TWO), elsewhere)
  assert.deepEqual([uidOf(world, ONE, fresh), uidOf(world, ONE, aliceHot)], [uid, undefined])
  assert.notEqual(uidOf(world, TWO, aliceHot), undefined)
  assert.deepEqual(lockOf(world, bob, ONE), { ...lock, hotkey: fresh })
  assert.equal(lockOf(world, bob, TWO)?.hotkey, aliceHot)
  assert.equal(SubnetOwnerHotkey.get(world, ONE), fresh)
  assert.deepEqual([ownerOf(world, aliceHot), ownerOf(world, fresh)], [alice, alice])
  assert.equal(takeOf(world, aliceHot), 7_000)
  assert.notEqual(takeOf(world, fresh), 7_000, 'a take is of the whole hotkey')
  assert.equal(RootClaimable.has(world, fresh), false)
  assert.equal(eventNames(world).at(-1), 'HotkeySwappedOnSubnet')
})

test('kept stake stays with its owner, its take and its dividends; the seats go', () => {
  for (const netuid of [undefined, ONE, ROOT]) {
    const world = richHotkey()
    const before = NETUIDS.map(one => hotkeyStake(world, aliceHot, one))
    const rates = RootClaimable.get(world, aliceHot)
    const claimed = RootClaimed.get(world, ONE, aliceHot, bob)
    swapHotkey(world, alice, aliceHot, fresh, { netuid, keepStake: true })
    check(world)
    assert.deepEqual(
      NETUIDS.map(one => hotkeyStake(world, aliceHot, one)),
      before,
    )
    assert.deepEqual(
      NETUIDS.map(one => hotkeyStake(world, fresh, one)),
      [0n, 0n, 0n],
    )
    assert.deepEqual(RootClaimable.get(world, aliceHot), rates)
    assert.equal(RootClaimed.get(world, ONE, aliceHot, bob), claimed)
    assert.notEqual(uidOf(world, netuid ?? TWO, fresh), undefined)
    assert.equal(ownerOf(world, aliceHot), alice)
    const free = lockOf(world, bob, TWO)?.mass ?? 0n
    const alpha = Alpha(stakeOf(world, aliceHot, bob, TWO) - free)
    assert.equal(
      refusalOf(world, () => removeStake(world, bob, aliceHot, TWO, alpha)),
      undefined,
    )
  }
})

test('a hotkey with stake and links of its own takes in the other’s', () => {
  const world = richHotkey()
  createAccountIfNew(world, alice, fresh)
  addStake(world, charlie, fresh, ONE, Tao(40n * TAO))
  addStake(world, bob, fresh, ONE, Tao(3n * TAO))
  applyChildren(world, fresh, ONE, [[U64_MAX / 8n, bobHot]])
  const before = [alice, bob, charlie].map(coldkey => coldkeyStake(world, coldkey, ONE))
  const all = hotkeyStake(world, aliceHot, ONE) + hotkeyStake(world, fresh, ONE)
  swapHotkey(world, alice, aliceHot, fresh, everywhere)
  check(world)
  assert.ok(all - hotkeyStake(world, fresh, ONE) <= 2n, 'the floors of two positions')
  for (const [i, coldkey] of [alice, bob, charlie].entries()) {
    const lost = (before[i] ?? 0n) - coldkeyStake(world, coldkey, ONE)
    assert.ok(lost >= -1n && lost <= 2n, `${lost} rao lost`)
  }
  assert.deepEqual(ChildKeys.get(world, fresh, ONE), [[U64_MAX / 8n + U64_MAX / 4n, bobHot]])
  assert.deepEqual(OwnedHotkeys.get(world, alice), [fresh])
})

test('links that would make a hotkey its own relative keep it from the swap', () => {
  const world = richHotkey()
  createAccountIfNew(world, alice, fresh)
  applyChildren(world, aliceHot, TWO, [[1n, fresh]])
  const refused = (how: typeof everywhere | ReturnType<typeof on>) =>
    refusalOf(world, () => swapHotkey(world, alice, aliceHot, fresh, how))?.name
  assert.equal(refused(everywhere), 'InvalidChild')
  assert.equal(refused(on(TWO)), 'InvalidChild')
  assert.equal(refused(on(ONE)), undefined)
  check(world)
})

const asScene = (netuid: NetUid | undefined) => () => ({
  world: richHotkey(),
  coldkey: alice,
  from: aliceHot,
  to: fresh,
  netuid,
})
type Scene = ReturnType<ReturnType<typeof asScene>>
const run = ({ world, coldkey, from, to, netuid }: Scene): void =>
  keysCalls.handlers.swap_hotkey?.(world, signed(coldkey), {
    hotkey: from,
    new_hotkey: to,
    netuid,
  }) as undefined
const spend = ({ world, coldkey }: Scene): void => {
  const left = freeBalance(world, coldkey)
  addStake(world, coldkey, charlieHot, ONE, Tao(left - 600n))
}

for (const netuid of [undefined, ROOT]) {
  testOrder<Scene>(
    `swap of ${netuid === undefined ? 'all' : 'root'}`,
    asScene(netuid),
    [
      { error: 'NonAssociatedColdKey', break: scene => (scene.coldkey = charlie) },
      {
        error: 'HotKeySetTxRateLimitExceeded',
        break: ({ world, coldkey }) => {
          const other = accountOf('other')
          createAccountIfNew(world, coldkey, other)
          TxRateLimit.put(world, 0n)
          swapHotkey(world, coldkey, other, accountOf('another'), everywhere)
          TxRateLimit.put(world, 1_000n)
        },
      },
      ...(netuid === undefined
        ? []
        : [
            {
              error: 'HotKeySwapOnSubnetIntervalNotPassed',
              break: ({ world, coldkey }: Scene) =>
                LastHotkeySwapOnNetuid.put(world, ROOT, coldkey, BigInt(LATE) - SWAP_INTERVAL),
            },
          ]),
      {
        error: 'HotKeyAlreadyRegisteredInSubNet',
        break: ({ world, coldkey, to, netuid }) => {
          createAccountIfNew(world, coldkey, to)
          appendNeuron(world, netuid ?? TWO, to)
        },
      },
      {
        error: 'NewHotKeyNotCleanForRootSwap',
        break: ({ world, to }) => RootClaimed.put(world, TWO, to, charlie, 1n),
      },
      ...(netuid === undefined
        ? [
            {
              error: 'HotKeySwapOnSubnetIntervalNotPassed',
              break: ({ world, coldkey }: Scene) =>
                LastHotkeySwapOnNetuid.put(world, TWO, coldkey, BigInt(LATE) - SWAP_INTERVAL),
            },
          ]
        : []),
      { error: 'NotEnoughBalanceToPaySwapHotKey', break: spend },
    ],
    run,
  )
}

test('a hotkey is not swapped for itself, a stranger’s or a subnet’s account, nor on no subnet', () => {
  const world = richHotkey()
  const refused = (to: typeof fresh, netuid?: NetUid) =>
    refusalOf(world, () => swapHotkey(world, alice, aliceHot, to, { netuid, keepStake: false }))?.name
  assert.equal(refused(aliceHot), 'NewHotKeyIsSameWithOld')
  assert.equal(refused(bobHot), 'NonAssociatedColdKey')
  assert.equal(refused(subnetAccount(TWO)), 'CannotUseSystemAccount')
  assert.equal(refused(fresh, NetUid(77)), 'SubnetNotExists')
})

test('pace: strictly more than 1000 blocks for the coldkey, more than 7200 for a subnet, and none at a start', () => {
  const world = richHotkey()
  const next = accountOf('next hot')
  swapHotkey(world, alice, aliceHot, fresh, on(ONE))
  /** What keeps the next swap back; it is undone either way. */
  const refused = (netuid: NetUid): string | undefined =>
    refusalOf(world, () => {
      swapHotkey(world, alice, netuid === ONE ? fresh : aliceHot, next, on(netuid))
      refuse(exhausted)
    })?.name
  world.block = LATE + 1_000
  assert.equal(refused(TWO), 'HotKeySetTxRateLimitExceeded')
  world.block += 1
  assert.equal(refused(TWO), 'Exhausted')
  assert.equal(refused(ONE), 'HotKeySwapOnSubnetIntervalNotPassed')
  world.block = LATE + Number(SWAP_INTERVAL)
  assert.equal(refused(ONE), 'HotKeySwapOnSubnetIntervalNotPassed')
  world.block += 1
  assert.equal(refused(ONE), 'Exhausted')

  const young = market()
  young.block = Number(SWAP_INTERVAL)
  const early = (how: Parameters<typeof swapHotkey>[4]) =>
    refusalOf(young, () => swapHotkey(young, alice, aliceHot, fresh, how))?.name
  assert.equal(early(on(ONE)), 'HotKeySwapOnSubnetIntervalNotPassed')
  assert.equal(early(everywhere), undefined)
})

test('a swap is forgotten in its subnet’s block once the interval has passed', () => {
  const world = richHotkey()
  swapHotkey(world, alice, aliceHot, fresh, everywhere)
  const remembered = () => NETUIDS.map(netuid => LastHotkeySwapOnNetuid.has(world, netuid, alice))
  const interval = Number(SWAP_INTERVAL)
  world.block = 2 * interval + ONE
  forgetOldSwaps(world)
  assert.deepEqual(remembered(), [true, true, true], 'too early')
  world.block = 3 * interval + ONE
  forgetOldSwaps(world)
  assert.deepEqual(remembered(), [true, false, true])
})

test('any swaps between stakes: every rule holds, nobody gains, a refusal changes nothing', () => {
  const names = ['a', 'b', 'c', 'd', 'e'].map(accountOf)
  const act = fc.record({
    who: fc.nat({ max: 2 }),
    netuid: fc.constantFrom(undefined, ...NETUIDS),
    from: fc.nat({ max: 7 }),
    to: fc.nat({ max: 7 }),
    keepStake: fc.boolean(),
    rao: fc.bigInt(2_100_000n, 300n * TAO),
    stakes: fc.boolean(),
  })
  const met = { swaps: 0, merged: 0 }
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 25 }), acts => {
      const world = richHotkey()
      TxRateLimit.put(world, 0n)
      const keys = [...hotkeys, ...names]
      for (const { who, netuid, from, to, keepStake, rao, stakes } of acts) {
        world.block += Number(SWAP_INTERVAL) + 1
        const coldkey = coldkeys[who] ?? alice
        const [old, next] = [keys[from] ?? aliceHot, keys[to] ?? fresh]
        if (stakes) {
          attempt(world, () => addStake(world, coldkey, old, netuid ?? ONE, Tao(rao)))
          continue
        }
        const before = coldkeys.map(one => NETUIDS.map(where => coldkeyStake(world, one, where)))
        const totals = NETUIDS.map(where =>
          keys.reduce((sum, one) => sum + hotkeyStake(world, one, where), 0n),
        )
        const owned = OwnedHotkeys.get(world, coldkey)
        const merges = owned.includes(next)
        const done = attempt(world, () =>
          swapHotkey(world, coldkey, owned[from % owned.length] ?? old, next, { netuid, keepStake }),
        )
        if (done.ok) met.swaps += 1
        if (done.ok && merges) met.merged += 1
        for (const [i, one] of coldkeys.entries()) {
          for (const [j, where] of NETUIDS.entries()) {
            const change = coldkeyStake(world, one, where) - (before[i]?.[j] ?? 0n)
            assert.ok(change <= 2n && change >= -2n * BigInt(StakingHotkeys.get(world, one).length))
          }
        }
        assert.deepEqual(
          NETUIDS.map(where => keys.reduce((sum, one) => sum + hotkeyStake(world, one, where), 0n)),
          totals,
        )
        check(world)
      }
    }),
    { numRuns: 100 * EFFORT },
  )
  assert.ok(met.swaps > 60 && met.merged > 0, JSON.stringify(met))
})
