// Leased subnets by the rules of chain-governance §6.7, call by call.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type AccountId, accountId, blake2b256, U64F64 } from '@taonet/wire'
import fc from 'fast-check'
import { freeBalance, totalIssuance } from '../../src/chapters/balances/ledger.ts'
import { fundsAccount } from '../../src/chapters/crowdloan/account.ts'
import { Crowdloans } from '../../src/chapters/crowdloan/table.ts'
import { dissolveNetwork } from '../../src/chapters/dissolution/dissolve.ts'
import { leaseColdkey, leaseHotkey } from '../../src/chapters/leases/keys.ts'
import {
  AccumulatedLeaseDividends,
  NextSubnetLeaseId,
  SubnetLeaseShares,
  SubnetLeases,
} from '../../src/chapters/leases/table.ts'
import { lockStake } from '../../src/chapters/locks/lock.ts'
import { Proxies } from '../../src/chapters/proxy/table.ts'
import { createAccountIfNew, takeOf } from '../../src/chapters/staking/accounts.ts'
import { decreaseStake } from '../../src/chapters/staking/stake.ts'
import { AlphaV2, SubnetTAO } from '../../src/chapters/staking/table.ts'
import { handOver } from '../../src/chapters/subnets/owner-hotkey.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import { SubnetLocked, SubnetOwner, SubnetOwnerHotkey } from '../../src/chapters/subnets/table.ts'
import { balanceData } from '../../src/chapters/system/accounts.ts'
import { Alpha } from '../../src/nouns.ts'
import { dispatcher } from '../../src/protocol.ts'
import { signed } from '../../src/world.ts'
import { does } from '../crowdloan/scene.ts'
import { rowsLeft } from '../dissolution/rows-left.ts'
import { accountOf, eventNames, refusalOf, type TestWorld } from '../world.ts'
import {
  alice,
  bob,
  checkLeases,
  creator,
  cut,
  leased,
  leaseIn,
  leasing,
  ONE,
  raised,
  stakes,
  TAO,
  terminate,
} from './scene.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const PEOPLE = [creator, alice, bob]
const DEPOSIT = 93_000_000n

test('the keys of a lease are derived from its number', () => {
  const key = (what: string, id: number): AccountId => {
    const text = new TextEncoder().encode(`leasing/${what}`)
    return accountId(blake2b256(Uint8Array.of(4 * text.length, ...text, id % 256, id >> 8, 0, 0)))
  }
  assert.equal(leaseColdkey(0), key('coldkey', 0))
  assert.equal(leaseHotkey(0x0102), key('hotkey', 0x0102))
})

test('a crowdloan’s call opens a subnet, and gives back what it did not cost', () => {
  const world = raised(leasing(60_000))
  const before = PEOPLE.map(who => freeBalance(world, who))
  const issued = totalIssuance(world)
  const mark = world.events.length
  assert.equal(does(world, creator, 'finalize'), undefined)
  const [coldkey, hotkey] = [leaseColdkey(0), leaseHotkey(0)]
  const cost = 1_000n * TAO + DEPOSIT + 500n
  assert.deepEqual(SubnetLeases.get(world, 0), {
    beneficiary: creator,
    coldkey,
    hotkey,
    emissions_share: 30,
    end_block: 60_000,
    netuid: ONE,
    cost,
  })
  assert.deepEqual([SubnetOwner.get(world, ONE), SubnetOwnerHotkey.get(world, ONE)], [coldkey, hotkey])
  assert.equal(SubnetLocked.get(world, ONE), 1_000n * TAO)
  assert.equal(takeOf(world, hotkey), 0)
  assert.deepEqual(Proxies.get(world, coldkey), [
    [{ delegate: creator, proxy_type: 'SubnetLeaseBeneficiary', delay: 0 }],
    DEPOSIT,
  ])
  const shares = [alice, bob].map(who => SubnetLeaseShares.get(world, 0, who))
  assert.deepEqual(shares, [U64F64.ratioTrunc(6n, 11n), U64F64.ratioTrunc(3n, 11n)])
  assert.equal(SubnetLeaseShares.has(world, 0, creator), false)
  // 6 and 3 elevenths of it, both without a rest; a share is truncated, which takes a rao from each for the creator.
  const left = 1_100n * TAO - cost
  assert.equal((left * 3n) % 11n, 0n)
  const back = PEOPLE.map((who, at) => freeBalance(world, who) - (before[at] ?? 0n))
  const parts = [(left * 6n) / 11n - 1n, (left * 3n) / 11n - 1n]
  assert.deepEqual(back, [left - parts[0]! - parts[1]!, ...parts])
  assert.equal(freeBalance(world, coldkey), 500n)
  assert.equal(freeBalance(world, fundsAccount(0)), 0n)
  assert.equal(totalIssuance(world), issued)
  assert.ok(eventNames(world, mark).includes('NetworkAdded'))
  const created = world.events.find(({ name }) => name === 'SubnetLeaseCreated')
  assert.deepEqual(created?.fields, { beneficiary: creator, lease_id: 0, netuid: ONE, end_block: 60_000 })
  checkLeases(world)
})

test('only a crowdloan’s call may, by its creator, with an end to come and no more than all of the cut', () => {
  const world = raised()
  const direct = refusalOf(world, () => dispatcher.dispatch(world, signed(creator), leasing()))
  assert.equal(direct?.name, 'InvalidCrowdloanId')
  const refused = (call: ReturnType<typeof leasing>, cap?: bigint) => {
    const one = raised(call, cap)
    const name = does(one, creator, 'finalize')
    assert.equal(Crowdloans.get(one, 0)?.finalized, name === undefined)
    return name
  }
  assert.equal(refused(leasing(1_000)), 'LeaseCannotEndInThePast')
  assert.equal(refused(leasing(1_001)), undefined)
  assert.equal(refused(leasing(undefined, 101)), 'InvalidValue')
  assert.equal(refused(leasing(undefined, 100)), undefined)
  // Less than the price, and less than the deposit of the proxy above it.
  assert.equal(refused(leasing(), 999n * TAO), 'CannotAffordLockCost')
  assert.equal(refused(leasing(), 1_000n * TAO + DEPOSIT + 499n), 'InsufficientBalance')
  assert.equal(refused(leasing(), 1_000n * TAO + DEPOSIT + 500n), undefined)
})

test('a hotkey of a lease that somebody claimed before holds nobody up', () => {
  const world = raised()
  for (const id of [0, 1]) createAccountIfNew(world, bob, leaseHotkey(id))
  assert.equal(does(world, creator, 'finalize'), undefined)
  assert.equal(leaseIn(world).id, 2)
  assert.equal(NextSubnetLeaseId.get(world), 3)
  checkLeases(world)
})

test('the contributors’ part waits, and is paid in blocks on the hundred, each rounded up', () => {
  const world = leased()
  const { hotkey, coldkey } = leaseIn(world)
  world.block = 1_150
  cut(world, 1_001n)
  assert.equal(AccumulatedLeaseDividends.get(world, 0), 301n, '30 % of it, rounded up')
  assert.deepEqual(stakes(world, hotkey, PEOPLE), [0n, 0n, 0n])
  world.block = 1_200
  cut(world, 999n)
  // 601 by elevenths: 327.8 and 163.9, both rounded up; the beneficiary has the rest.
  assert.deepEqual(stakes(world, hotkey, PEOPLE), [601n - 328n - 164n, 328n, 164n])
  assert.deepEqual(stakes(world, hotkey, [coldkey]), [2_000n - 601n])
  assert.equal(AccumulatedLeaseDividends.has(world, 0), false)
})

test('what cannot be paid to all goes on waiting', () => {
  const world = leased()
  const { hotkey, coldkey } = leaseIn(world)
  cut(world, 10_000n)
  world.block = 1_150
  cut(world, 5_000n)
  decreaseStake(world, hotkey, coldkey, ONE, Alpha(stakes(world, hotkey, [coldkey])[0]! - 100n))
  world.block = 1_200
  cut(world, 1_000n)
  assert.equal(AccumulatedLeaseDividends.get(world, 0), 1_500n + 300n)
  assert.deepEqual(stakes(world, hotkey, [alice, bob, coldkey]), [1_637n, 819n, 1_100n])
  world.block = 1_300
  cut(world, 2_000n)
  assert.equal(AccumulatedLeaseDividends.has(world, 0), false)
})

test('nothing is shared after the last block, nor of what another owner is paid', () => {
  const world = leased(1_200)
  const { hotkey } = leaseIn(world)
  world.block = 1_200
  cut(world, 1_000n)
  assert.equal(AccumulatedLeaseDividends.has(world, 0), false)
  assert.deepEqual(stakes(world, hotkey, PEOPLE), [0n, 0n, 0n])
  const other = leased()
  handOver(other, ONE, bob, accountOf('bob hot'))
  cut(other, 1_000n)
  assert.equal(AccumulatedLeaseDividends.has(other, 0), false)
})

test('the beneficiary takes the subnet over after the end, and gets what is left', () => {
  const hot = accountOf('creator hot')
  const world = leased(1_250)
  createAccountIfNew(world, creator, hot)
  const { hotkey, coldkey } = leaseIn(world)
  world.block = 1_150
  cut(world, 1_000n)
  assert.equal(terminate(world, creator, 1, hot), 'LeaseDoesNotExist')
  assert.equal(terminate(world, alice, 0, hot), 'ExpectedBeneficiaryOrigin')
  world.block = 1_249
  assert.equal(terminate(world, creator, 0, hot), 'LeaseHasNotEnded')
  world.block = 1_250
  cut(world, 1_000n)
  assert.equal(terminate(world, creator, 0, accountOf('nobody hot')), 'BeneficiaryDoesNotOwnHotkey')
  const free = freeBalance(world, creator)
  assert.equal(terminate(world, creator, 0, hot), undefined)
  assert.deepEqual([SubnetOwner.get(world, ONE), SubnetOwnerHotkey.get(world, ONE)], [creator, hot])
  // 300 waited for the contributors: 163.6 and 81.8 elevenths, rounded up.
  assert.deepEqual(stakes(world, hotkey, [alice, bob, coldkey, creator]), [164n, 82n, 0n, 2_000n - 246n])
  assert.equal(freeBalance(world, creator), free + DEPOSIT + 500n)
  assert.deepEqual(balanceData(world, coldkey).reserved, 0n)
  assert.equal(Proxies.has(world, coldkey), false)
  assert.equal(world.events.at(-1)?.name, 'SubnetLeaseTerminated')
  assert.deepEqual([...SubnetLeaseShares.entries(world)], [])
  assert.equal(terminate(world, creator, 0, hot), 'LeaseDoesNotExist')
})

test('a lease for ever has no end', () => {
  const world = leased()
  world.block = 10_000_000
  assert.equal(terminate(world, creator, 0, accountOf('creator hot')), 'LeaseHasNoEndBlock')
})

test('a subnet that passed to somebody else stays his when the lease ends', () => {
  const world = leased(1_250)
  const [hot, theirs] = [accountOf('creator hot'), accountOf('bob hot')]
  createAccountIfNew(world, creator, hot)
  handOver(world, ONE, bob, theirs)
  world.block = 1_250
  assert.equal(terminate(world, creator, 0, hot), undefined)
  assert.deepEqual([SubnetOwner.get(world, ONE), SubnetOwnerHotkey.get(world, ONE)], [bob, theirs])
})

test('locked alpha of the lease goes only to who takes such alpha', () => {
  const world = leased(1_250)
  const hot = accountOf('creator hot')
  createAccountIfNew(world, creator, hot)
  const { coldkey, hotkey } = leaseIn(world)
  cut(world, 10_000n)
  lockStake(world, coldkey, hotkey, ONE, Alpha(5_000n))
  world.block = 1_250
  assert.equal(terminate(world, creator, 0, hot), 'AccountRejectsLockedAlpha')
  assert.ok(SubnetLeases.has(world, 0))
})

test('a leased subnet that ends leaves nothing with the lease’s keys', () => {
  const world = leased()
  const { coldkey } = leaseIn(world)
  cut(world, 600n * TAO)
  world.block = 1_150
  cut(world, 500n * TAO)
  const before = PEOPLE.map(who => freeBalance(world, who))
  const [issued, held] = [totalIssuance(world), freeBalance(world, subnetAccount(ONE))]
  const pot = SubnetTAO.get(world, ONE)
  dissolveNetwork(world, ONE)
  const got = PEOPLE.map((who, at) => freeBalance(world, who) - (before[at] ?? 0n))
  assert.equal(freeBalance(world, coldkey), 0n)
  assert.equal(balanceData(world, coldkey).reserved, 0n)
  assert.deepEqual(rowsLeft(world, ONE), ['RegisteredSubnetCounter'])
  assert.deepEqual([...SubnetLeases.entries(world)], [])
  // 1100 of 2100 alpha are staked; the pool's own part is recycled, and so is the rao that a rounding may leave.
  const staked = (pot * 1_100n) / 2_100n
  const sum = got.reduce((all, one) => all + one, 0n)
  assert.ok(sum - DEPOSIT - 500n - staked <= 3n && sum - DEPOSIT - 500n >= staked - 3n)
  assert.equal(issued - totalIssuance(world), held + DEPOSIT + 500n - sum)
  // 330 alpha for the contributors, by elevenths, 150 of them waiting until the end.
  const due = (elevenths: bigint) => (pot * 330n * elevenths) / (2_100n * 11n)
  assert.ok(got[1]! - due(6n) <= 3n && got[1]! >= due(6n) - 3n)
  assert.ok(got[2]! - due(3n) <= 3n && got[2]! >= due(3n) - 3n)
  checkLeases(world)
})

test('whatever cuts come, no alpha is lost, and every contributor has his part of what was paid out', () => {
  const cuts = fc.array(fc.tuple(fc.nat(120), fc.bigInt(1n, 10n * TAO)), { minLength: 1, maxLength: 15 })
  fc.assert(
    fc.property(cuts, fc.nat(100), fc.option(fc.nat(1_000), { nil: undefined }), (all, share, lasts) => {
      const world: TestWorld = leased(lasts === undefined ? undefined : 1_001 + lasts, share)
      const lease = leaseIn(world)
      let [total, due] = [0n, 0n]
      for (const [blocks, alpha] of all) {
        world.block += blocks
        total += alpha
        if (lasts === undefined || world.block < 1_001 + lasts) due += (alpha * BigInt(share) + 99n) / 100n
        cut(world, alpha)
      }
      const everybody = [...AlphaV2.entries(world)].map(([[, coldkey]]) => coldkey)
      const held = stakes(world, lease.hotkey, everybody).reduce((sum, one) => sum + one, 0n)
      assert.ok(held <= total && held >= total - BigInt(everybody.length), 'positions are floored')
      const paid = due - AccumulatedLeaseDividends.get(world, 0)
      const [his = 0n, hers = 0n] = stakes(world, lease.hotkey, [bob, alice])
      const rounds = BigInt(all.length + 2)
      assert.ok(his >= (paid * 3n) / 11n - rounds && his <= (paid * 3n) / 11n + rounds)
      assert.ok(hers >= (paid * 6n) / 11n - rounds && hers <= (paid * 6n) / 11n + rounds)
    }),
    { numRuns: 60 * EFFORT },
  )
})
