// Any sequence of stakes, locks, moves, owners and years: the books of locks hold, and a lock is what a plain reading of
// §5.9 says it is.
import assert from 'node:assert/strict'
import test from 'node:test'
import { U64F64 } from '@taonet/wire'
import fc from 'fast-check'
import { lockedAlpha } from '../../src/chapters/locks/available.ts'
import { setRejectLockedAlpha } from '../../src/chapters/locks/handover.ts'
import { locksInvariants } from '../../src/chapters/locks/invariants.ts'
import { lockStake, moveLock, setPerpetual } from '../../src/chapters/locks/lock.ts'
import { changeOwnerByConviction, convictions } from '../../src/chapters/locks/owner-change.ts'
import { lockOf } from '../../src/chapters/locks/standing.ts'
import { Lock, MaturityRate, PerpetualLock, UnlockRate } from '../../src/chapters/locks/table.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { moveStake, swapStake, transferStake } from '../../src/chapters/staking/move.ts'
import { burnAlpha } from '../../src/chapters/staking/recycle.ts'
import { removeStake } from '../../src/chapters/staking/remove.ts'
import { coldkeyStake } from '../../src/chapters/staking/stake.ts'
import { changeOwnerHotkey } from '../../src/chapters/subnets/owner-hotkey.ts'
import { NetworkRegisteredAt, SubnetOwner } from '../../src/chapters/subnets/table.ts'
import { Alpha, type NetUid, Tao } from '../../src/nouns.ts'
import { attempt } from '../../src/world.ts'
import {
  checkBooks,
  coldkeys,
  hotkeys,
  market,
  ONE,
  ownerHotkey,
  setNominatorMinimum,
  TAO,
  TWO,
} from '../staking/market.ts'
import type { TestWorld } from '../world.ts'

/** Short, so that a floor's worth of error is all that the books may be apart. */
const RATE = 50n

const act = fc.record({
  kind: fc.constantFrom(
    ...([
      'add',
      'remove',
      'lock',
      'lock',
      'lock',
      'lock',
      'move',
      'move stake',
      'swap',
      'transfer',
      'transfer',
      'transfer',
      'transfer',
      'reject',
      'burn',
      'perpetual',
      'perpetual',
      'decaying',
      'owner',
      'drain',
      'drain',
      'sweep',
    ] as const),
  ),
  who: fc.nat({ max: 2 }),
  to: fc.constantFrom(...hotkeys, ownerHotkey),
  netuid: fc.constantFrom(ONE, TWO),
  rao: fc.oneof(fc.bigInt(2_100_000n, 300n * TAO), fc.bigInt(10n * TAO, 80n * TAO), fc.bigInt(1n, 300n)),
  blocks: fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 90 }), fc.nat({ max: 90 }), fc.nat({ max: 3_000 })),
})
type Destination = Parameters<typeof transferStake>[3]
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

function perform(world: TestWorld, { kind, who, to, netuid, rao }: Act): unknown {
  const coldkey = coldkeys[who]!
  switch (kind) {
    case 'add':
      return addStake(world, coldkey, to, netuid, Tao(rao))
    case 'remove':
      return removeStake(world, coldkey, to, netuid, Alpha(rao))
    case 'lock':
      return lockStake(world, coldkey, to, netuid, Alpha(rao))
    case 'move stake':
      return moveStake(world, coldkey, { hotkey: hotkeys[0]!, netuid }, { hotkey: to, netuid }, Alpha(rao))
    case 'swap':
      return swapStake(world, coldkey, { hotkey: to, netuid }, netuid === ONE ? TWO : ONE, Alpha(rao))
    case 'transfer':
      return transferStake(
        world,
        coldkey,
        { hotkey: hotkeys[0]!, netuid },
        ...carrying(world, who, netuid, rao),
      )
    case 'reject':
      return setRejectLockedAlpha(world, coldkey, rao < 250n)
    case 'burn':
      return burnAlpha(world, coldkey, to, netuid, Alpha(rao / 4n))
    case 'move':
      return moveLock(world, coldkey, netuid, to)
    case 'perpetual':
      return setPerpetual(world, coldkey, netuid, true)
    case 'decaying':
      return setPerpetual(world, coldkey, netuid, false)
    case 'owner':
      return changeOwnerHotkey(world, netuid, to, 'root')
    case 'drain':
      return changeOwnerByConviction(world, netuid)
    case 'sweep':
      return setNominatorMinimum(world, rao)
  }
}

/**
 * Where to and how much, so that the lock comes along often: to somebody whose own lock does not forbid it, and half of the
 * time a little more than is free.
 */
function carrying(world: TestWorld, who: number, netuid: NetUid, rao: bigint): [Destination, Alpha] {
  const coldkey = coldkeys[who]!
  const mine = lockOf(world, coldkey, netuid)
  const others = [coldkeys[(who + 1) % 3]!, coldkeys[(who + 2) % 3]!]
  const fitting = others.find(one => {
    const theirs = lockOf(world, one, netuid)
    return theirs === undefined || theirs.hotkey === mine?.hotkey
  })
  const free = coldkeyStake(world, coldkey, netuid) - (mine?.mass ?? 0n)
  const amount = rao % 2n === 0n ? 4n * rao : free + rao / 8n
  return [{ coldkey: fitting ?? others[0]!, netuid }, Alpha(amount > 0n ? amount : rao)]
}

/** Old enough to change hands. */
function oldMarket(): TestWorld {
  const world = market()
  world.block = 3_000_000
  UnlockRate.put(world, RATE)
  MaturityRate.put(world, RATE)
  for (const netuid of [ONE, TWO]) NetworkRegisteredAt.put(world, netuid, 0n)
  for (const coldkey of coldkeys) {
    for (const netuid of [ONE, TWO]) addStake(world, coldkey, hotkeys[0]!, netuid, Tao(100n * TAO))
  }
  for (const coldkey of coldkeys) setRejectLockedAlpha(world, coldkey, false)
  // A pretender to subnet 1.
  setPerpetual(world, coldkeys[1]!, ONE, true)
  lockStake(world, coldkeys[1]!, hotkeys[1]!, ONE, Alpha(50n * TAO))
  // And one whose lock others can take over.
  setPerpetual(world, coldkeys[0]!, TWO, true)
  lockStake(world, coldkeys[0]!, hotkeys[0]!, TWO, Alpha(40n * TAO))
  return world
}

test('the books hold through anything', () => {
  const met = { locks: 0, owners: 0, perpetual: 0, carried: 0 }
  fc.assert(
    fc.property(fc.array(act, { minLength: 10, maxLength: 40 }), acts => {
      const world = oldMarket()
      const first = SubnetOwner.get(world, ONE)
      for (const one of acts) {
        world.block += one.blocks
        const mine = lockedAlpha(world, coldkeys[one.who]!, one.netuid)
        const done = attempt(world, () => perform(world, one)).ok
        if (done && one.kind === 'transfer' && lockedAlpha(world, coldkeys[one.who]!, one.netuid) < mine)
          met.carried += 1
        locksInvariants(world)
        for (const coldkey of coldkeys) {
          // Each of four positions is floored.
          const held = coldkeyStake(world, coldkey, one.netuid) + 4n
          assert.ok(lockedAlpha(world, coldkey, one.netuid) <= held)
        }
      }
      checkBooks(world)
      met.locks += [...Lock.entries(world)].length
      met.perpetual += [...PerpetualLock.entries(world)].length
      if (SubnetOwner.get(world, ONE) !== first) met.owners += 1
    }),
    { numRuns: 150 },
  )
  assert.ok(
    met.locks > 250 && met.perpetual > 200 && met.owners > 30 && met.carried > 60,
    JSON.stringify(met),
  )
})

test('without change of owners, convictions of hotkeys are the sums of those of locks', () => {
  const calm = act.filter(({ kind }) => kind !== 'owner' && kind !== 'drain')
  fc.assert(
    fc.property(fc.array(calm, { minLength: 10, maxLength: 30 }), acts => {
      const world = oldMarket()
      for (const one of acts) {
        world.block += one.blocks
        attempt(world, () => perform(world, one))
      }
      for (const netuid of [ONE, TWO]) compareConvictions(world, netuid)
    }),
    { numRuns: 100 },
  )
})

function compareConvictions(world: TestWorld, netuid: NetUid): void {
  const together = convictions(world, netuid, BigInt(world.block))
  const alone = new Map<string, bigint>()
  for (const coldkey of coldkeys) {
    const now = lockOf(world, coldkey, netuid)
    if (now) alone.set(now.hotkey, (alone.get(now.hotkey) ?? 0n) + now.conviction)
  }
  for (const hotkey of [...hotkeys, ownerHotkey]) {
    const [sum, parts] = [together.get(hotkey) ?? 0n, alone.get(hotkey) ?? 0n]
    const apart = sum > parts ? sum - parts : parts - sum
    // Each of at most three locks and the sum loses less than a rao a block to floors, fading at the same rate; dust is 100.
    assert.ok(apart <= U64F64.fromInteger(4n * (2n * RATE + 100n)), `${hotkey}: ${sum} and ${parts}`)
  }
}
