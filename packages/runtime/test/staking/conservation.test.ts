// TAO and alpha are conserved by any sequence of stake operations (chain-weights-staking §5.1, §5.3).
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { freeBalance, totalIssuance } from '../../src/chapters/balances/ledger.ts'
import { emissionInvariants } from '../../src/chapters/emission/invariants.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { moveStake, swapStake, transferStake } from '../../src/chapters/staking/move.ts'
import { alphaIssuance, mintAlphaOut } from '../../src/chapters/staking/pool.ts'
import { addStakeBurn, burnAlpha, recycleAlpha } from '../../src/chapters/staking/recycle.ts'
import { removeStake } from '../../src/chapters/staking/remove.ts'
import { coldkeyStake, hotkeyStake, increaseForAll, stakeOf } from '../../src/chapters/staking/stake.ts'
import { SubnetAlphaOut } from '../../src/chapters/staking/table.ts'
import { unstakeAll, unstakeAllAlpha } from '../../src/chapters/staking/unstake-all.ts'
import { Alpha, ROOT, Tao } from '../../src/nouns.ts'
import { attempt } from '../../src/world.ts'
import { refusalOf, type TestWorld } from '../world.ts'
import {
  alice,
  bob,
  charlieHot,
  checkBooks,
  coldkeys,
  hotkeys,
  market,
  ONE,
  setNominatorMinimum,
  TAO,
  TWO,
} from './market.ts'

const NETUIDS = [ROOT, ONE, TWO] as const
const SUBNETS = [ONE, TWO] as const

const who = fc.constantFrom(...coldkeys)
const to = fc.constantFrom(...hotkeys)
const where = fc.constantFrom(...NETUIDS)
const rao = fc.oneof(fc.bigInt(1n, 20_000_000n), fc.bigInt(1n, 3_000n * TAO), fc.constant((1n << 64n) - 1n))
const limit = fc.option(fc.record({ price: fc.bigInt(1n, 4n * TAO).map(Tao), partial: fc.boolean() }), {
  nil: undefined,
  freq: 2,
})

/** What one act did: the alpha it minted or ended, by subnet; everything else must conserve. */
type Minted = readonly [(typeof SUBNETS)[number], bigint]
interface Act {
  readonly name: string
  readonly run: (world: TestWorld) => Minted | undefined
}

const act = (name: string, run: (world: TestWorld) => void): Act => ({
  name,
  run(world) {
    run(world)
    return undefined
  },
})

/** A dividend: minted alpha that belongs to all nominators of a hotkey, if it has any. */
const dividend = (
  hotkey: (typeof hotkeys)[number],
  netuid: (typeof SUBNETS)[number],
  amount: Alpha,
): Act => ({
  name: 'dividend',
  run(world) {
    if (hotkeyStake(world, hotkey, netuid) === 0n) return undefined
    mintAlphaOut(world, netuid, amount)
    increaseForAll(world, hotkey, netuid, amount)
    return [netuid, amount]
  },
})

/** Recycled alpha is gone, burnt alpha is not. */
const recycle = (
  cold: (typeof coldkeys)[number],
  hot: (typeof hotkeys)[number],
  netuid: (typeof SUBNETS)[number],
  amount: Alpha,
): Act => ({
  name: 'recycle',
  run(world) {
    const out = SubnetAlphaOut.get(world, netuid)
    const mark = world.events.length
    recycleAlpha(world, cold, hot, netuid, amount)
    const [told] = world.events.slice(mark).filter(({ name }) => name === 'AlphaRecycled')
    assert.ok(told !== undefined && SubnetAlphaOut.get(world, netuid) < out)
    return [netuid, -(told.fields as { alpha: bigint }).alpha]
  },
})

const place = fc.tuple(who, to, where)
const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(place, rao, limit)
      .map(([[cold, hot, netuid], amount, at]) =>
        act('add', world => addStake(world, cold, hot, netuid, Tao(amount), at)),
      ),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(place, rao, limit)
      .map(([[cold, hot, netuid], amount, at]) =>
        act('remove', world => removeStake(world, cold, hot, netuid, Alpha(amount), at)),
      ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(place, to, where, rao)
      .map(([[cold, hot, netuid], hotkey, other, amount]) =>
        act('move', world =>
          moveStake(world, cold, { hotkey: hot, netuid }, { hotkey, netuid: other }, Alpha(amount)),
        ),
      ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(place, who, where, rao)
      .map(([[cold, hotkey, netuid], coldkey, other, amount]) =>
        act('transfer', world =>
          transferStake(world, cold, { hotkey, netuid }, { coldkey, netuid: other }, Alpha(amount)),
        ),
      ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(place, where, rao, limit)
      .map(([[cold, hotkey, netuid], other, amount, at]) =>
        act('swap', world => swapStake(world, cold, { hotkey, netuid }, other, Alpha(amount), at)),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(place, fc.constantFrom(...SUBNETS), rao)
      .map(([[cold, hot], netuid, amount]) => recycle(cold, hot, netuid, Alpha(amount))),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(place, rao)
      .map(([[cold, hot, netuid], amount]) =>
        act('burn', world => void burnAlpha(world, cold, hot, netuid, Alpha(amount))),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(place, fc.constantFrom(...SUBNETS), rao)
      .map(([[cold, hot], netuid, amount]) =>
        act('add_stake_burn', world => addStakeBurn(world, cold, hot, netuid, Tao(amount), undefined)),
      ),
  },
  {
    weight: 1,
    arbitrary: place.map(([cold, hot]) => act('unstake_all', world => unstakeAll(world, cold, hot))),
  },
  {
    weight: 1,
    arbitrary: place.map(([cold, hot]) =>
      act('unstake_all_alpha', world => unstakeAllAlpha(world, cold, hot)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .bigInt(0n, 2n * TAO)
      .map(least => act('minimum', world => setNominatorMinimum(world, least))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(to, fc.constantFrom(...SUBNETS), fc.bigInt(1n, 5n * TAO))
      .map(([hot, netuid, amount]) => dividend(hot, netuid, Alpha(amount))),
  },
)

/** Everybody has staked to everybody, everywhere. */
function busyMarket(): TestWorld {
  const world = market()
  for (const cold of coldkeys)
    for (const hot of hotkeys)
      for (const netuid of NETUIDS) addStake(world, cold, hot, netuid, Tao(100n * TAO))
  return world
}

test('TAO and alpha are conserved, positions stay within their pools', () => {
  const done = new Map<string, number>()
  const sequence = fc.array(acts, { minLength: 5, maxLength: 40, size: 'max' })
  fc.assert(
    fc.property(sequence, fc.boolean(), (list, withAuthor) => {
      const world = busyMarket()
      if (!withAuthor) world.author = undefined
      const tao = totalIssuance(world)
      const alpha = new Map(SUBNETS.map(netuid => [netuid, alphaIssuance(world, netuid) as bigint]))
      for (const { name, run } of list) {
        const outcome = attempt(world, () => run(world))
        if (outcome.ok) done.set(name, (done.get(name) ?? 0) + 1)
        const [netuid, minted] = (outcome.ok ? outcome.value : undefined) ?? [ONE, 0n]
        alpha.set(netuid, (alpha.get(netuid) ?? 0n) + minted)
        world.block += 1
        assert.equal(totalIssuance(world), tao)
        for (const subnet of SUBNETS) assert.equal(alphaIssuance(world, subnet), alpha.get(subnet))
        checkBooks(world)
        emissionInvariants(world)
      }
    }),
    { numRuns: 100 },
  )
  for (const name of [
    'add',
    'remove',
    'unstake_all',
    'unstake_all_alpha',
    'minimum',
    'dividend',
    'move',
    'transfer',
    'swap',
    'recycle',
    'burn',
    'add_stake_burn',
  ])
    assert.ok((done.get(name) ?? 0) > 5, `${name} went through ${done.get(name) ?? 0} times`)
})

test('nobody can take out more than came in: buying and selling at once never pays', () => {
  fc.assert(
    fc.property(fc.bigInt(2_100_000n, 5_000n * TAO), fc.bigInt(0n, 2_000n * TAO), (amount, others) => {
      const world = market()
      refusalOf(world, () => addStake(world, bob, charlieHot, ONE, Tao(others)))
      const before = freeBalance(world, alice)
      addStake(world, alice, charlieHot, ONE, Tao(amount))
      removeStake(world, alice, charlieHot, ONE, stakeOf(world, charlieHot, alice, ONE))
      assert.ok(freeBalance(world, alice) < before)
      assert.equal(coldkeyStake(world, alice, ONE), 0n)
    }),
    { numRuns: 150 },
  )
})
