// TAO and alpha are conserved by any sequence of stake operations (chain-weights-staking §5.1, §5.3).
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { freeBalance, totalIssuance } from '../../src/chapters/balances/ledger.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { setNominatorMinimum } from '../../src/chapters/staking/nominations.ts'
import { alphaIssuance, mintAlphaOut } from '../../src/chapters/staking/pool.ts'
import { removeStake } from '../../src/chapters/staking/remove.ts'
import { coldkeyStake, hotkeyStake, increaseForAll, stakeOf } from '../../src/chapters/staking/stake.ts'
import { unstakeAll, unstakeAllAlpha } from '../../src/chapters/staking/unstake-all.ts'
import { Alpha, ROOT, Tao } from '../../src/nouns.ts'
import { refusalOf, type TestWorld } from '../world.ts'
import { alice, bob, charlieHot, checkBooks, coldkeys, hotkeys, market, ONE, TAO, TWO } from './market.ts'

const NETUIDS = [ROOT, ONE, TWO] as const
const SUBNETS = [ONE, TWO] as const

const who = fc.constantFrom(...coldkeys)
const to = fc.constantFrom(...hotkeys)
const where = fc.constantFrom(...NETUIDS)
const rao = fc.oneof(fc.bigInt(1n, 20_000_000n), fc.bigInt(1n, 3_000n * TAO), fc.constant((1n << 64n) - 1n))
const limit = fc.option(fc.record({ price: fc.bigInt(1n, 4n * TAO).map(Tao), partial: fc.boolean() }), {
  nil: undefined,
})

type Act = (world: TestWorld) => bigint

/** Each act returns the alpha it minted: everything else must conserve. */
const unminted =
  (act: (world: TestWorld) => void): Act =>
  world => {
    refusalOf(world, () => act(world))
    return 0n
  }

const acts: fc.Arbitrary<readonly [what: string, subnet: (typeof SUBNETS)[number], act: Act]> = fc.oneof(
  fc
    .tuple(who, to, where, rao, limit)
    .map(
      ([cold, hot, netuid, amount, at]) =>
        [
          `add ${amount}`,
          ONE,
          unminted(world => addStake(world, cold, hot, netuid, Tao(amount), at)),
        ] as const,
    ),
  fc
    .tuple(who, to, where, rao, limit)
    .map(
      ([cold, hot, netuid, amount, at]) =>
        [
          `remove ${amount}`,
          ONE,
          unminted(world => removeStake(world, cold, hot, netuid, Alpha(amount), at)),
        ] as const,
    ),
  fc
    .tuple(who, to, fc.boolean())
    .map(
      ([cold, hot, alpha]) =>
        [
          alpha ? 'unstake_all_alpha' : 'unstake_all',
          ONE,
          unminted(world => (alpha ? unstakeAllAlpha : unstakeAll)(world, cold, hot)),
        ] as const,
    ),
  fc
    .bigInt(0n, 50n * TAO)
    .map(least => [`minimum ${least}`, ONE, unminted(world => setNominatorMinimum(world, least))] as const),
  // A dividend: minted alpha that belongs to all nominators of a hotkey, who must exist.
  fc.tuple(to, fc.constantFrom(...SUBNETS), fc.bigInt(1n, 5n * TAO)).map(
    ([hot, netuid, amount]) =>
      [
        `dividend ${amount}`,
        netuid,
        (world: TestWorld) => {
          if (hotkeyStake(world, hot, netuid) === 0n) return 0n
          mintAlphaOut(world, netuid, Alpha(amount))
          increaseForAll(world, hot, netuid, Alpha(amount))
          return amount
        },
      ] as const,
  ),
)

test('TAO and alpha are conserved, positions stay within their pools', () => {
  fc.assert(
    fc.property(fc.array(acts, { minLength: 1, maxLength: 30 }), fc.boolean(), (sequence, withAuthor) => {
      const world = market()
      if (!withAuthor) world.author = undefined
      const tao = totalIssuance(world)
      const alpha = new Map(SUBNETS.map(netuid => [netuid, alphaIssuance(world, netuid) as bigint]))
      for (const [, subnet, act] of sequence) {
        alpha.set(subnet, (alpha.get(subnet) ?? 0n) + act(world))
        world.block += 1
        assert.equal(totalIssuance(world), tao)
        for (const netuid of SUBNETS) assert.equal(alphaIssuance(world, netuid), alpha.get(netuid))
        checkBooks(world)
      }
    }),
    { numRuns: 120 },
  )
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
