// The end of a subnet (chain-registry §3.3): who is paid what, what is recycled, and that the books hold.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type AccountId, blake2b128, decode, hexToBytes, safeFloatFromInteger } from '@taonet/wire'
import fc from 'fast-check'
import { balancesInvariants } from '../../src/chapters/balances/invariants.ts'
import { freeBalance, issue, totalIssuance } from '../../src/chapters/balances/ledger.ts'
import { dissolutionCalls } from '../../src/chapters/dissolution/calls.ts'
import { dissolveNetwork } from '../../src/chapters/dissolution/dissolve.ts'
import { TaoInRefundDeploymentBlock } from '../../src/chapters/dissolution/table.ts'
import { emissionInvariants } from '../../src/chapters/emission/invariants.ts'
import { addRootDividend } from '../../src/chapters/emission/root-dividend.ts'
import { RootClaimable } from '../../src/chapters/emission/table.ts'
import { lockStake } from '../../src/chapters/locks/lock.ts'
import { neuronsInvariants } from '../../src/chapters/neurons/invariants.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { buyForProtocol, mintAlphaOut, price } from '../../src/chapters/staking/pool.ts'
import { increaseForAll, stakeOf } from '../../src/chapters/staking/stake.ts'
import {
  AlphaV2,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetProtocolAlpha,
  SubnetTAO,
  TotalHotkeyAlpha,
  TotalHotkeySharesV2,
  TotalStake,
} from '../../src/chapters/staking/table.ts'
import { identifySubnet } from '../../src/chapters/subnets/identity.ts'
import { SubnetIdentityV3 } from '../../src/chapters/subnets/identity-codecs.ts'
import { subnetsInvariants } from '../../src/chapters/subnets/invariants.ts'
import { mayRepeat, stampOwner } from '../../src/chapters/subnets/limits.ts'
import { subnetAccount, subnetExists } from '../../src/chapters/subnets/registry.ts'
import {
  NetworkRegisteredAt,
  NetworkRegistrationStartBlock,
  RegisteredSubnetCounter,
  SubnetIdentitiesV3,
  SubnetLocked,
  SubnetOwnerCut,
  TotalNetworks,
} from '../../src/chapters/subnets/table.ts'
import { Alpha, ROOT, Tao } from '../../src/nouns.ts'
import { root, signed } from '../../src/world.ts'
import {
  alice,
  aliceHot,
  bob,
  bobHot,
  charlie,
  charlieHot,
  checkBooks,
  coldkeys,
  hotkeys,
  market,
  ONE,
  owner,
  TAO,
  TWO,
} from '../staking/market.ts'
import { accountOf, eventNames, refusalOf, type TestWorld } from '../world.ts'
import { rowsLeft } from './rows-left.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)

function checkAll(world: TestWorld): void {
  checkBooks(world)
  emissionInvariants(world)
  neuronsInvariants(world)
  subnetsInvariants(world)
}

/** Sets a position by its rows, in a pool of its own; the books of the subnet follow. */
function position(world: TestWorld, hotkey: AccountId, parts: Readonly<Record<AccountId, bigint>>): void {
  const sum = Object.values(parts).reduce((all, part) => all + part, 0n)
  for (const [coldkey, part] of Object.entries(parts))
    AlphaV2.put(world, hotkey, coldkey as AccountId, ONE, safeFloatFromInteger(part))
  TotalHotkeyAlpha.put(world, hotkey, ONE, Alpha(sum))
  TotalHotkeySharesV2.put(world, hotkey, ONE, safeFloatFromInteger(sum))
  mintAlphaOut(world, ONE, Alpha(sum))
}

/** The pool's TAO is what the stakers divide. */
function pot(world: TestWorld, rao: bigint): void {
  const before = SubnetTAO.get(world, ONE)
  SubnetTAO.put(world, ONE, Tao(rao))
  TotalStake.update(world, now => Tao(now - before + rao))
  if (rao > freeBalance(world, subnetAccount(ONE)))
    issue(world, subnetAccount(ONE), Tao(rao - freeBalance(world, subnetAccount(ONE))))
}

const paidTo = (world: TestWorld, who: readonly AccountId[], act: () => void): bigint[] => {
  const before = who.map(one => freeBalance(world, one))
  act()
  return who.map((one, at) => freeBalance(world, one) - (before[at] ?? 0n))
}

test('root alone ends a subnet, under both names, and neither root itself nor what does not exist', () => {
  const { dissolve_network, root_dissolve_network } = dissolutionCalls.handlers
  for (const [call, extra] of [
    [dissolve_network, { coldkey: charlie }],
    [root_dissolve_network, {}],
  ] as const) {
    const world = market()
    const act = (origin: typeof root, netuid: number) =>
      refusalOf(world, () => call?.(world, origin, { netuid, ...extra }))?.name
    assert.equal(act(signed(owner), ONE), 'BadOrigin')
    assert.equal(act(root, ROOT), 'SubnetNotExists')
    assert.equal(act(root, 3), 'SubnetNotExists')
    const mark = world.events.length
    assert.equal(act(root, ONE), undefined)
    assert.equal(eventNames(world, mark).at(-1), 'NetworkRemoved')
    assert.deepEqual(world.events.at(-1)?.fields, { netuid: ONE })
    assert.equal(act(root, ONE), 'SubnetNotExists')
    checkAll(world)
  }
})

test('what was said of a subnet ends with it, and that is told', () => {
  const said = decode(SubnetIdentityV3, new Uint8Array(8))
  const removedIn = (speak: boolean): readonly string[] => {
    const world = market()
    if (speak) identifySubnet(world, ONE, said)
    const mark = world.events.length
    dissolveNetwork(world, ONE)
    assert.equal(SubnetIdentitiesV3.has(world, ONE), false)
    return eventNames(world, mark).filter(name => name === 'SubnetIdentityRemoved')
  }
  assert.deepEqual([removedIn(true), removedIn(false)], [['SubnetIdentityRemoved'], []])
})

test('the pot is divided by alpha, the protocol’s own counted in and not paid out; the rest is recycled', () => {
  const world = market()
  pot(world, 1_000n * TAO)
  SubnetAlphaIn.put(world, ONE, Alpha(300n * TAO))
  SubnetProtocolAlpha.put(world, ONE, Alpha(100n * TAO))
  mintAlphaOut(world, ONE, Alpha(100n * TAO))
  position(world, aliceHot, { [alice]: 100n * TAO, [bob]: 200n * TAO })
  position(world, bobHot, { [bob]: 300n * TAO })
  issue(world, subnetAccount(ONE), Tao(7n * TAO))
  const held = freeBalance(world, subnetAccount(ONE))
  const issued = totalIssuance(world)
  const paid = paidTo(world, coldkeys, () => dissolveNetwork(world, ONE))
  assert.deepEqual(paid, [100n * TAO, 500n * TAO, 0n])
  assert.equal(totalIssuance(world), issued - (held - 600n * TAO))
  assert.equal(freeBalance(world, subnetAccount(ONE)), 0n)
  checkAll(world)
})

test('alpha in the pool of a subnet from before the rule has no part', () => {
  const world = market()
  pot(world, 1_000n * TAO)
  position(world, aliceHot, { [alice]: TAO })
  TaoInRefundDeploymentBlock.put(world, NetworkRegisteredAt.get(world, ONE))
  assert.deepEqual(
    paidTo(world, [alice], () => dissolveNetwork(world, ONE)),
    [1_000n * TAO],
  )
})

test('what is left over goes to the largest remainders, and of equal ones to whoever is listed first', () => {
  const world = market()
  pot(world, 1_001n)
  SubnetAlphaIn.put(world, ONE, Alpha(0n))
  const byHash = [...hotkeys].sort((a, b) =>
    Buffer.compare(blake2b128(hexToBytes(a)), blake2b128(hexToBytes(b))),
  )
  const [first = aliceHot, second = bobHot] = byHash
  const [low = alice, high = bob] = [alice, bob].sort()
  // 1001 by four equal parts is 250 and a quarter: one rao is left.
  position(world, second, { [charlie]: 5n * TAO, [low]: 5n * TAO })
  position(world, first, { [high]: 5n * TAO, [low]: 5n * TAO })
  const paid = paidTo(world, [low, high, charlie], () => dissolveNetwork(world, ONE))
  assert.deepEqual(paid, [501n, 250n, 250n])
})

test('a position too small to be worth a rao counts by its shares; one without shares not at all', () => {
  const world = market()
  pot(world, 900n)
  SubnetAlphaIn.put(world, ONE, Alpha(0n))
  position(world, aliceHot, { [alice]: 1_000n, [bob]: 1_000n })
  // Slashed to less than a rao each: both floor to 0, both have a thousand shares.
  TotalHotkeyAlpha.put(world, aliceHot, ONE, Alpha(1n))
  AlphaV2.put(world, bobHot, charlie, ONE, { mantissa: 10n ** 20n + 1n, exponent: -25n })
  const paid = paidTo(world, coldkeys, () => dissolveNetwork(world, ONE))
  assert.deepEqual(paid, [450n, 450n, 0n])
})

test('whom nothing can be paid gets nothing, and the others theirs', () => {
  const world = market()
  const nobody = accountOf('nobody')
  pot(world, 10_000n)
  SubnetAlphaIn.put(world, ONE, Alpha(0n))
  position(world, aliceHot, { [alice]: 96n * TAO, [nobody]: 4n * TAO })
  const issued = totalIssuance(world)
  const held = freeBalance(world, subnetAccount(ONE))
  const paid = paidTo(world, [alice, nobody], () => dissolveNetwork(world, ONE))
  assert.deepEqual(paid, [9_600n, 0n])
  assert.equal(totalIssuance(world), issued - held + 9_600n)
  checkAll(world)
})

test('an owner from before the start of registration gets back what his cut has not earned him', () => {
  const refunded = (start: bigint, alpha: bigint, left = 1_000n * TAO) => {
    const world = market()
    pot(world, 500n * TAO)
    SubnetAlphaIn.put(world, ONE, Alpha(500n * TAO))
    mintAlphaOut(world, ONE, Alpha(alpha))
    issue(world, subnetAccount(ONE), Tao(left))
    SubnetOwnerCut.put(world, 13_107)
    SubnetLocked.put(world, ONE, Tao(400n * TAO))
    NetworkRegistrationStartBlock.put(world, start)
    const registered = NetworkRegisteredAt.get(world, ONE)
    assert.equal(registered, 10n)
    assert.equal(price(world, ONE), 1n << 64n)
    const [paid] = paidTo(world, [owner], () => dissolveNetwork(world, ONE))
    balancesInvariants(world)
    return paid
  }
  assert.equal(refunded(10n, 0n), 0n)
  // A fifth of 500 alpha in the pool and 500 outside, at price 1; fractions are truncated in the owner's favour.
  assert.ok((refunded(11n, 500n * TAO) ?? 0n) - 200n * TAO <= 300n)
  assert.ok((refunded(11n, 500n * TAO) ?? 0n) >= 200n * TAO)
  assert.equal(refunded(11n, 3_000n * TAO), 0n)
  const all = refunded(11n, 0n, 0n) ?? 0n
  assert.ok(all > 0n && all < 400n * TAO, 'no more than the account has')
})

test('locks, claims and stamps end with the subnet; the number may be used again at once', () => {
  const world = market()
  addStake(world, alice, aliceHot, ONE, Tao(100n * TAO))
  addStake(world, bob, aliceHot, ROOT, Tao(50n * TAO))
  lockStake(world, alice, aliceHot, ONE, Alpha(10n * TAO))
  for (const netuid of [ONE, TWO]) {
    mintAlphaOut(world, netuid, Alpha(TAO))
    addRootDividend(world, netuid, aliceHot, Alpha(TAO))
  }
  stampOwner(world, ONE, 'MinBurn')
  const stamped = {
    type: 'OwnerHyperparamUpdate',
    value: { netuid: ONE, hyperparameter: 'MinBurn' },
  } as const
  assert.equal(mayRepeat(world, stamped, 5n), false)
  dissolveNetwork(world, ONE)
  assert.equal(mayRepeat(world, stamped, 5n), true)
  assert.deepEqual(
    RootClaimable.get(world, aliceHot).map(([netuid]) => netuid),
    [TWO],
  )
  assert.equal(stakeOf(world, aliceHot, alice, ONE), 0n)
  assert.deepEqual(rowsLeft(world, ONE), ['RegisteredSubnetCounter'])
  assert.equal(RegisteredSubnetCounter.get(world, ONE), 1n)
  assert.equal(subnetExists(world, ONE), false)
  assert.equal(TotalNetworks.get(world), 2)
  checkAll(world)
})

interface Purchase {
  readonly who: number
  readonly hot: number
  readonly rao: bigint
  readonly dividend: bigint
  readonly protocol: bigint
}

/** Hamilton's method, written down plainly: whole quotas first, then one each by descending remainder. */
function hamilton(pot: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, one) => sum + one, 0n)
  const quotas = weights.map((weight, at) => ({
    at,
    whole: (pot * weight) / total,
    rest: (pot * weight) % total,
  }))
  let left = pot - quotas.reduce((sum, { whole }) => sum + whole, 0n)
  const result = quotas.map(({ whole }) => whole)
  for (const { at } of [...quotas].sort(
    (a, b) => Number(b.rest > a.rest) - Number(b.rest < a.rest) || a.at - b.at,
  )) {
    if (left === 0n) break
    result[at] = (result[at] ?? 0n) + 1n
    left -= 1n
  }
  return result
}

test('after any purchases and dividends every rao of a subnet is paid to its stakers or recycled', () => {
  const purchase: fc.Arbitrary<Purchase> = fc.record({
    who: fc.nat(2),
    hot: fc.nat(2),
    rao: fc.bigInt(3_000_000n, 700n * TAO),
    dividend: fc.bigInt(0n, TAO),
    protocol: fc.bigInt(0n, TAO),
  })
  fc.assert(
    fc.property(fc.array(purchase, { maxLength: 12 }), purchases => {
      const world = market()
      for (const { who, hot, rao, dividend, protocol } of purchases) {
        const [coldkey = alice, hotkey = charlieHot] = [coldkeys[who], hotkeys[hot]]
        addStake(world, coldkey, hotkey, ONE, Tao(rao))
        mintAlphaOut(world, ONE, Alpha(dividend))
        increaseForAll(world, hotkey, ONE, Alpha(dividend))
        issue(world, subnetAccount(ONE), Tao(protocol))
        if (protocol > 10_000n) buyForProtocol(world, ONE, Tao(protocol))
      }
      const positions = [...AlphaV2.entries(world)]
        .filter(([[, , netuid]]) => netuid === ONE)
        .map(([[hotkey, coldkey]]) => ({ hotkey, coldkey, alpha: stakeOf(world, hotkey, coldkey, ONE) }))
      const hash = (one: AccountId) => Buffer.from(blake2b128(hexToBytes(one))).toString('hex') + one
      positions.sort((a, b) => (hash(a.hotkey) + a.coldkey < hash(b.hotkey) + b.coldkey ? -1 : 1))
      const own = SubnetProtocolAlpha.get(world, ONE) + SubnetAlphaIn.get(world, ONE)
      const due = hamilton(SubnetTAO.get(world, ONE), [...positions.map(({ alpha }) => alpha), own])
      const expected = coldkeys.map(coldkey =>
        positions.reduce((sum, one, at) => sum + (one.coldkey === coldkey ? (due[at] ?? 0n) : 0n), 0n),
      )
      const [issued, held] = [totalIssuance(world), freeBalance(world, subnetAccount(ONE))]
      const [staked, pooled] = [TotalStake.get(world), SubnetTAO.get(world, ONE)]
      const paid = paidTo(world, coldkeys, () => dissolveNetwork(world, ONE))
      assert.deepEqual(paid, expected)
      const sum = paid.reduce((all, one) => all + one, 0n)
      assert.equal(issued - totalIssuance(world), held - sum, 'what was not paid is recycled')
      assert.equal(TotalStake.get(world), staked - pooled)
      assert.equal(SubnetAlphaOut.get(world, ONE), 0n)
      assert.deepEqual(rowsLeft(world, ONE), ['RegisteredSubnetCounter'])
      checkAll(world)
    }),
    { numRuns: 60 * EFFORT },
  )
})
