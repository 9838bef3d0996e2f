// Root dividends: what positions are owed, claims on demand and by the chain, and what becomes of the alpha
// (chain-emission §1.9).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesToHex, type Hash, I96F32 } from '@taonet/wire'
import fc from 'fast-check'
import { totalIssuance } from '../../src/chapters/balances/ledger.ts'
import { claimForSome, claimRootOn, setRootClaimType } from '../../src/chapters/emission/claims.ts'
import { addRootDividend, owedTo } from '../../src/chapters/emission/root-dividend.ts'
import {
  NumStakingColdkeys,
  RootClaimable,
  RootClaimed,
  StakingColdkeysByIndex,
  SubnetRootSellTao,
} from '../../src/chapters/emission/table.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { alphaIssuance, mintAlphaOut } from '../../src/chapters/staking/pool.ts'
import { removeStake } from '../../src/chapters/staking/remove.ts'
import { hotkeyStake, stakeOf } from '../../src/chapters/staking/stake.ts'
import { SubnetAlphaIn, SubnetAlphaOut, SubnetTAO } from '../../src/chapters/staking/table.ts'
import { NumRootClaim, RootClaimableThreshold } from '../../src/chapters/subnets/table.ts'
import { Alpha, type NetUid, ROOT, Tao } from '../../src/nouns.ts'
import { invariants } from '../../src/protocol.ts'
import {
  alice,
  aliceHot,
  bob,
  bobHot,
  charlie,
  coldkeys,
  hotkeys,
  market,
  ONE,
  owner,
  TAO,
  TWO,
} from '../staking/market.ts'
import { refusalOf, type TestWorld } from '../world.ts'

const swap = { type: 'Swap', value: undefined } as const
const keep = { type: 'Keep', value: undefined } as const
const keepOn = (...subnets: NetUid[]) => ({ type: 'KeepSubnets', value: { subnets } }) as const

/** alice 24, bob 8 TAO of root stake on alice's hotkey: rates are fractions that 32 bits hold. */
function rootMarket(): TestWorld {
  const world = market()
  addStake(world, alice, aliceHot, ROOT, Tao(24n * TAO))
  addStake(world, bob, aliceHot, ROOT, Tao(8n * TAO))
  return world
}

/** New alpha, handed to the root stake of a hotkey. */
function dividend(world: TestWorld, netuid: NetUid, amount: bigint, hotkey = aliceHot): void {
  mintAlphaOut(world, netuid, Alpha(amount))
  addRootDividend(world, netuid, hotkey, Alpha(amount))
}

const owed = (world: TestWorld, coldkey = alice, netuid: NetUid = ONE): bigint => {
  const rate = RootClaimable.get(world, aliceHot).find(([one]) => one === netuid)
  return rate ? owedTo(world, aliceHot, coldkey, netuid, rate[1]) : 0n
}

test('a dividend is owed in proportion to root stake, and never to stake that came later', () => {
  const world = rootMarket()
  dividend(world, ONE, 4n * TAO)
  assert.deepEqual([owed(world), owed(world, bob)], [3n * TAO, TAO])
  addStake(world, charlie, aliceHot, ROOT, Tao(32n * TAO))
  assert.equal(owed(world, charlie), 0n)
  dividend(world, ONE, 8n * TAO)
  assert.deepEqual([owed(world), owed(world, bob), owed(world, charlie)], [6n * TAO, 2n * TAO, 4n * TAO])
  // A watermark does not fall below 0, so stake that leaves unclaimed leaves its dividend behind.
  removeStake(world, alice, aliceHot, ROOT, Alpha(12n * TAO))
  assert.equal(owed(world), 3n * TAO)
})

test('a dividend larger than the root stake behind it goes to the owner at once', () => {
  const world = market()
  addStake(world, bob, aliceHot, ROOT, Tao(3n * TAO))
  dividend(world, ONE, 3n * TAO + 1n)
  assert.equal(RootClaimable.get(world, aliceHot).length, 0)
  assert.equal(stakeOf(world, aliceHot, alice, ONE), 3n * TAO + 1n)
  dividend(world, ONE, 3n * TAO)
  assert.equal(owed(world, bob), 3n * TAO)
})

test('Keep: the alpha is staked on the subnet, once', () => {
  const world = rootMarket()
  dividend(world, ONE, 4n * TAO)
  setRootClaimType(world, alice, keep)
  for (const _ of [1, 2]) claimRootOn(world, alice, [ONE])
  assert.equal(stakeOf(world, aliceHot, alice, ONE), 3n * TAO)
  assert.equal(RootClaimed.get(world, ONE, aliceHot, alice), 3n * TAO)
  assert.deepEqual([owed(world), owed(world, bob)], [0n, TAO])
})

test('Swap: the alpha is sold without fee for root stake on the same hotkey, which claims no history', () => {
  const world = rootMarket()
  dividend(world, ONE, 4n * TAO)
  const [tao, alpha, out] = [
    SubnetTAO.get(world, ONE),
    SubnetAlphaIn.get(world, ONE),
    SubnetAlphaOut.get(world, ONE),
  ]
  const [issued, outside] = [totalIssuance(world), hotkeyStake(world, aliceHot, ROOT)]
  claimRootOn(world, alice, [ONE])
  // A pool of equal weights is x * y = k.
  const proceeds = tao - (tao * alpha + alpha + 3n * TAO - 1n) / (alpha + 3n * TAO)
  const gained = hotkeyStake(world, aliceHot, ROOT) - outside
  assert.ok(proceeds - gained >= 0n && proceeds - gained <= 2n)
  assert.equal(SubnetTAO.get(world, ONE), tao - gained)
  assert.equal(SubnetAlphaOut.get(world, ONE), out - 3n * TAO)
  assert.equal(SubnetRootSellTao.get(world, ONE), gained)
  assert.equal(stakeOf(world, aliceHot, alice, ROOT), 24n * TAO + gained)
  assert.equal(totalIssuance(world), issued)
  assert.equal(owed(world), 0n)
  for (const check of invariants) check(world)
})

test('KeepSubnets keeps on those it names and sells on the others', () => {
  const world = rootMarket()
  for (const netuid of [ONE, TWO]) dividend(world, netuid, 4n * TAO)
  setRootClaimType(world, alice, keepOn(TWO))
  claimRootOn(world, alice, [TWO, ONE, TWO])
  assert.equal(stakeOf(world, aliceHot, alice, ONE), 0n)
  assert.equal(stakeOf(world, aliceHot, alice, TWO), 3n * TAO)
  assert.ok(stakeOf(world, aliceHot, alice, ROOT) > 24n * TAO)
})

test('less than the threshold waits', () => {
  const world = rootMarket()
  setRootClaimType(world, alice, keep)
  RootClaimableThreshold.put(world, ONE, I96F32.fromInteger(3n * TAO))
  dividend(world, ONE, 2n * TAO)
  claimRootOn(world, alice, [ONE])
  assert.equal(stakeOf(world, aliceHot, alice, ONE), 0n)
  dividend(world, ONE, 2n * TAO)
  claimRootOn(world, alice, [ONE])
  assert.equal(stakeOf(world, aliceHot, alice, ONE), 3n * TAO)
})

test('from one to five subnets, and something to keep on', () => {
  const world = rootMarket()
  const many = [1, 2, 3, 4, 5, 6].map(one => one as NetUid)
  for (const subnets of [[], many]) {
    assert.equal(refusalOf(world, () => claimRootOn(world, alice, subnets))?.name, 'InvalidSubnetNumber')
  }
  assert.equal(refusalOf(world, () => claimRootOn(world, alice, many.slice(0, 5)))?.name, undefined)
  assert.equal(refusalOf(world, () => setRootClaimType(world, alice, keepOn()))?.name, 'InvalidSubnetNumber')
})

test('the chain claims for those whose turn it is; one whose sale fails does not stop the next', () => {
  const world = rootMarket()
  addStake(world, charlie, bobHot, ROOT, Tao(16n * TAO))
  for (const coldkey of [alice, charlie]) setRootClaimType(world, coldkey, keep)
  dividend(world, ONE, 4n * TAO)
  dividend(world, TWO, 4n * TAO)
  dividend(world, ONE, 4n * TAO, bobHot)
  assert.deepEqual(
    [0n, 1n, 2n].map(at => StakingColdkeysByIndex.get(world, at)),
    [alice, bob, charlie],
  )
  // bob sells on both; the second pool takes nothing, so his first sale is undone too.
  SubnetAlphaIn.put(world, TWO, Alpha(0n))
  const before = SubnetTAO.get(world, ONE)
  NumRootClaim.put(world, 3n)
  // 0 + 0, + 1, + 1: positions 0, 1, 2.
  const words = [0n, 1n, 1n, 0n].map(word => word.toString(16).padStart(16, '0')).join('')
  world.parentHash = `0x${words}` as Hash
  assert.equal(NumStakingColdkeys.get(world), 3n)
  claimForSome(world)
  assert.equal(stakeOf(world, aliceHot, alice, ONE), 3n * TAO)
  assert.equal(stakeOf(world, aliceHot, alice, TWO), 3n * TAO)
  assert.equal(stakeOf(world, bobHot, charlie, ONE), 4n * TAO)
  assert.equal(SubnetTAO.get(world, ONE), before)
  assert.equal(owed(world, bob), TAO)
})

const alphaOfBoth = (world: TestWorld): bigint => alphaIssuance(world, ONE) + alphaIssuance(world, TWO)

const act = fc.oneof(
  fc.record({
    kind: fc.constantFrom('add' as const, 'remove' as const),
    who: fc.nat({ max: 2 }),
    to: fc.nat({ max: 2 }),
    rao: fc.bigInt(2_000_000n, 200n * TAO),
  }),
  fc.record({
    kind: fc.constant('dividend' as const),
    to: fc.nat({ max: 2 }),
    netuid: fc.constantFrom(ONE, TWO),
    rao: fc.bigInt(1n, 5n * TAO),
  }),
  fc.record({ kind: fc.constantFrom('claim' as const, 'keep' as const), who: fc.nat({ max: 2 }) }),
  fc.record({ kind: fc.constant('chain' as const), hash: fc.uint8Array({ minLength: 32, maxLength: 32 }) }),
)

test('however dividends, stakes and claims follow each other, no more is claimed than was due', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 40 }), acts => {
      const world = market()
      NumRootClaim.put(world, 5n)
      // What stays below the existential deposit on the account of root would be lost as dust (chain-weights-staking §5.3).
      addStake(world, owner, aliceHot, ROOT, Tao(TAO))
      const issued = totalIssuance(world)
      let minted = 0n
      const alpha = alphaOfBoth(world)
      for (const one of acts) {
        if (one.kind === 'add') {
          refusalOf(world, () => addStake(world, coldkeys[one.who]!, hotkeys[one.to]!, ROOT, Tao(one.rao)))
        } else if (one.kind === 'remove') {
          refusalOf(world, () =>
            removeStake(world, coldkeys[one.who]!, hotkeys[one.to]!, ROOT, Alpha(one.rao)),
          )
        } else if (one.kind === 'dividend') {
          dividend(world, one.netuid, one.rao, hotkeys[one.to])
          minted += one.rao
        } else if (one.kind === 'chain') {
          world.parentHash = bytesToHex(one.hash) as Hash
          claimForSome(world)
        } else if (one.kind === 'keep') {
          setRootClaimType(world, coldkeys[one.who]!, keep)
        } else {
          refusalOf(world, () => claimRootOn(world, coldkeys[one.who]!, [ONE, TWO]))
        }
        for (const check of invariants) check(world)
      }
      assert.equal(totalIssuance(world), issued)
      assert.equal(alphaOfBoth(world), alpha + minted)
    }),
    { numRuns: 200 },
  )
})

test('Swap is what a coldkey begins with, and it may return to it', () => {
  const world = rootMarket()
  setRootClaimType(world, alice, keepOn(TWO, ONE, TWO))
  setRootClaimType(world, alice, swap)
  const told = world.events.filter(event => event.name === 'RootClaimTypeSet')
  assert.deepEqual(
    told.map(event => event.fields.root_claim_type),
    [keepOn(ONE, TWO), swap],
  )
})
