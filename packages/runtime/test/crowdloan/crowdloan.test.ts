// Crowdloans by the rules of chain-governance §6.6. Every call checks that contributions make up what is raised.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type AccountId, idAddress } from '@taonet/wire'
import fc from 'fast-check'
import { costOf } from '../../src/call-weight.ts'
import { freeBalance, issue, setFree, totalIssuance } from '../../src/chapters/balances/ledger.ts'
import { fundsAccount, isFundsAccount } from '../../src/chapters/crowdloan/account.ts'
import {
  Contributions,
  Crowdloans,
  MaxContributions,
  NextCrowdloanId,
} from '../../src/chapters/crowdloan/table.ts'
import { preimageInvariants } from '../../src/chapters/preimage/invariants.ts'
import { PreimageFor } from '../../src/chapters/preimage/table.ts'
import { allows } from '../../src/chapters/proxy/kinds.ts'
import { choosePace } from '../../src/chapters/subnets/pace.ts'
import { Tao } from '../../src/nouns.ts'
import { dispatcher } from '../../src/protocol.ts'
import { callValue } from '../../src/tables.ts'
import { root } from '../../src/world.ts'
import { accountOf, eventNames, refusalOf, type TestWorld } from '../world.ts'
import {
  alice,
  bob,
  contribute,
  create,
  creator,
  does,
  END,
  people,
  START,
  signs,
  TAO,
  target,
} from './scene.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const loanOf = (world: TestWorld, id = 0) => {
  const loan = Crowdloans.get(world, id)
  assert.ok(loan)
  return loan
}
const remark = (bytes: number) => callValue('System', 'remark', { remark: new Uint8Array(bytes) })
const pay = (rao: bigint) =>
  callValue('Balances', 'transfer_keep_alive', { dest: idAddress(bob), value: Tao(rao) })

test('the account that holds the rao is the one that older chains derive', () => {
  const zeros = '00'.repeat(16)
  assert.equal(fundsAccount(0), `0x6d6f646c62742f636c6f616e00000000${zeros}`)
  assert.equal(fundsAccount(0x0102), `0x6d6f646c62742f636c6f616e02010000${zeros}`)
  assert.ok(isFundsAccount(fundsAccount(7)) && !isFundsAccount(alice))
})

test('a chain with fast blocks has short crowdloans', () => {
  const world = people()
  choosePace(world, true)
  assert.equal(create(world, { end: START + 49 }), 'BlockDurationTooShort')
  assert.equal(create(world, { end: START + 20_001 }), 'BlockDurationTooLong')
  assert.equal(create(world, { end: START + 50 }), undefined)
  assert.equal(create(world, { end: START + 20_000 }), undefined)
})

test('what a crowdloan may ask for', () => {
  const world = people()
  assert.equal(create(world, { deposit: 10n * TAO - 1n }), 'DepositTooLow')
  assert.equal(create(world, { cap: 10n * TAO }), 'CapTooLow')
  assert.equal(create(world, { min_contribution: TAO / 10n - 1n }), 'MinimumContributionTooLow')
  assert.equal(create(world, { target_address: undefined }), 'InvalidFinalizationConfig')
  assert.equal(create(world, { call: remark(1), target_address: target }), 'InvalidFinalizationConfig')
  assert.equal(create(world, { end: START }), 'CannotEndInPast')
  assert.equal(create(world, { end: START + 50_399 }), 'BlockDurationTooShort')
  assert.equal(create(world, { end: START + 432_001 }), 'BlockDurationTooLong')
  assert.equal(create(world, { deposit: 1_001n * TAO, cap: 2_000n * TAO }), 'InsufficientBalance')
  assert.equal(create(world, { call: remark(4_093) }), 'CallUnavailable')
  assert.equal(create(world, { call: remark(4_092) }), undefined)
  assert.equal(create(world, { end: START + 432_000 }), undefined)
  assert.deepEqual(loanOf(world, 1), {
    creator,
    deposit: 10n * TAO,
    min_contribution: TAO / 10n,
    end: START + 432_000,
    cap: 100n * TAO,
    funds_account: fundsAccount(1),
    raised: 10n * TAO,
    target_address: target,
    call: undefined,
    finalized: false,
    contributors_count: 1,
  })
  assert.equal(Contributions.get(world, 1, creator), 10n * TAO)
  assert.equal(freeBalance(world, creator), 980n * TAO)
  assert.deepEqual(world.events.at(-1)?.fields, {
    crowdloan_id: 1,
    creator,
    end: START + 432_000,
    cap: 100n * TAO,
  })
})

test('contributions: before the end, at least the minimum, at most what there is room for', () => {
  const world = people()
  assert.equal(contribute(world, alice, TAO), 'InvalidCrowdloanId')
  create(world)
  assert.equal(contribute(world, alice, TAO / 10n - 1n), 'ContributionTooLow')
  assert.equal(contribute(world, alice, 2_000n * TAO), undefined)
  assert.equal(Contributions.get(world, 0, alice), 90n * TAO, 'cut to what was left')
  assert.equal(contribute(world, bob, TAO), 'CapRaised')
  assert.equal(does(world, alice, 'withdraw'), undefined)
  world.block = END
  assert.equal(contribute(world, bob, TAO), 'ContributionPeriodEnded')
  world.block = END - 1
  setFree(world, bob, Tao(TAO - 1n))
  assert.equal(contribute(world, bob, TAO), 'InsufficientBalance')
  assert.equal(contribute(world, alice, TAO), undefined)
  assert.equal(contribute(world, alice, TAO), undefined)
  assert.equal(loanOf(world).contributors_count, 2)
  assert.equal(loanOf(world).raised, 12n * TAO)
})

test('five hundred contributors at most, whoever they are', () => {
  const world = people()
  create(world, { cap: 900n * TAO })
  for (let i = 0; i < 499; i++) {
    const one = accountOf(`contributor ${i}`)
    issue(world, one, Tao(TAO))
    const call = callValue('Crowdloan', 'contribute', { crowdloan_id: 0, amount: Tao(TAO / 2n) })
    dispatcher.dispatch(world, { type: 'signed', account: one }, call)
  }
  assert.equal(loanOf(world).contributors_count, 500)
  assert.equal(contribute(world, bob, TAO), 'MaxContributorsReached')
  assert.equal(contribute(world, accountOf('contributor 3'), TAO / 2n), 'MaxContributorsReached')
})

test('nobody puts in more than the most that one may, where the creator set it', () => {
  const world = people()
  create(world)
  const most = (who: AccountId, rao: bigint | undefined) =>
    signs(world, who, 'set_max_contribution', {
      crowdloan_id: 0,
      new_max_contribution: rao === undefined ? undefined : Tao(rao),
    })
  const least = (rao: bigint) =>
    signs(world, creator, 'update_min_contribution', { crowdloan_id: 0, new_min_contribution: Tao(rao) })
  assert.equal(most(alice, 20n * TAO), 'InvalidOrigin')
  assert.equal(most(creator, 10n * TAO - 1n), 'MaximumContributionTooLow')
  assert.equal(most(creator, 20n * TAO), undefined)
  assert.equal(contribute(world, alice, 30n * TAO), undefined)
  assert.equal(Contributions.get(world, 0, alice), 20n * TAO)
  assert.equal(contribute(world, alice, TAO), 'MaxContributionReached')
  assert.equal(least(20n * TAO + 1n), 'MinimumContributionTooHigh')
  assert.equal(least(TAO / 10n - 1n), 'MinimumContributionTooLow')
  assert.equal(least(20n * TAO), undefined)
  assert.equal(most(creator, 20n * TAO - 1n), 'MaximumContributionTooLow')
  assert.equal(most(creator, undefined), undefined)
  assert.equal(MaxContributions.has(world, 0), false)
  assert.equal(contribute(world, alice, 20n * TAO), undefined)
})

test('the creator alone changes end and cap, and the cap to no less than is raised', () => {
  const world = people()
  create(world)
  contribute(world, alice, 30n * TAO)
  const cap = (who: AccountId, rao: bigint) =>
    signs(world, who, 'update_cap', { crowdloan_id: 0, new_cap: Tao(rao) })
  const end = (who: AccountId, block: number) =>
    signs(world, who, 'update_end', { crowdloan_id: 0, new_end: block })
  assert.equal(cap(alice, 50n * TAO), 'InvalidOrigin')
  assert.equal(cap(creator, 40n * TAO - 1n), 'CapTooLow')
  assert.equal(end(alice, END + 1), 'InvalidOrigin')
  assert.equal(end(creator, START + 50_399), 'BlockDurationTooShort')
  assert.equal(end(creator, END + 9), undefined)
  assert.equal(loanOf(world).end, END + 9)
  assert.equal(cap(creator, 40n * TAO), undefined)
  assert.equal(does(world, creator, 'finalize'), undefined)
  assert.equal(cap(creator, 50n * TAO), 'AlreadyFinalized')
  assert.equal(end(creator, END), 'AlreadyFinalized')
})

test('a crowdloan that reached its cap pays its account, once', () => {
  const world = people()
  create(world)
  assert.equal(does(world, alice, 'finalize'), 'InvalidOrigin')
  assert.equal(does(world, creator, 'finalize'), 'CapNotRaised')
  contribute(world, alice, 90n * TAO)
  assert.equal(does(world, creator, 'finalize'), undefined)
  assert.equal(freeBalance(world, target), 100n * TAO)
  assert.equal(freeBalance(world, fundsAccount(0)), 0n)
  for (const act of ['finalize', 'withdraw', 'refund', 'dissolve'] as const)
    assert.equal(does(world, creator, act), 'AlreadyFinalized')
})

test('or makes its call as the creator; refused, it leaves everything as it was', () => {
  const world = people()
  create(world, { call: pay(2_000n * TAO), cap: 11n * TAO })
  contribute(world, alice, TAO)
  assert.equal(does(world, creator, 'finalize'), 'FundsUnavailable')
  assert.equal(loanOf(world).finalized, false)
  issue(world, creator, Tao(2_000n * TAO))
  const before = freeBalance(world, bob)
  assert.equal(does(world, creator, 'finalize'), undefined)
  assert.equal(freeBalance(world, bob), before + 2_000n * TAO)
})

test('a long call is noted under its hash for as long as the crowdloan lasts', () => {
  const world = people()
  const calls = [pay(TAO), remark(200)]
  const call = callValue('Utility', 'batch_all', { calls })
  for (const end of ['finalize', 'dissolve'] as const) {
    const id = NextCrowdloanId.get(world)
    assert.equal(create(world, { call, cap: 11n * TAO }), undefined)
    const kept = loanOf(world, id).call
    assert.ok(kept?.type === 'Lookup' && PreimageFor.has(world, [kept.value.hash, kept.value.len]))
    if (end === 'finalize') contribute(world, alice, TAO, id)
    const before = freeBalance(world, bob)
    assert.equal(does(world, creator, end, id), undefined)
    assert.equal(freeBalance(world, bob) - before, end === 'finalize' ? TAO : 0n)
    assert.deepEqual([...PreimageFor.entries(world)], [])
    preimageInvariants(world)
  }
})

test('the call of a crowdloan ends no other', () => {
  const world = people()
  create(world, { cap: 11n * TAO })
  create(world, { cap: 11n * TAO, call: callValue('Crowdloan', 'finalize', { crowdloan_id: 0 }) })
  for (const id of [0, 1]) contribute(world, alice, TAO, id)
  assert.equal(does(world, creator, 'finalize', 1), 'AlreadyFinalizing')
  assert.equal(does(world, creator, 'finalize', 0), undefined)
})

test('who put something in takes it back, the creator all but his deposit', () => {
  const world = people()
  create(world)
  contribute(world, alice, 5n * TAO)
  contribute(world, creator, 6n * TAO)
  assert.equal(does(world, bob, 'withdraw'), 'NoContribution')
  assert.equal(does(world, alice, 'withdraw'), undefined)
  assert.equal(freeBalance(world, alice), 1_000n * TAO)
  assert.equal(does(world, creator, 'withdraw'), undefined)
  assert.equal(does(world, creator, 'withdraw'), 'DepositCannotBeWithdrawn')
  assert.equal(freeBalance(world, creator), 990n * TAO)
  assert.equal(loanOf(world).raised, 10n * TAO)
})

test('fifty are paid back at a time; one who cannot be paid keeps nobody else waiting', () => {
  const world = people()
  create(world, { cap: 900n * TAO })
  const many = Array.from({ length: 60 }, (_, i) => accountOf(`contributor ${i}`))
  for (const one of many) {
    issue(world, one, Tao(TAO))
    contribute(world, one, TAO)
  }
  assert.equal(does(world, alice, 'refund'), 'InvalidOrigin')
  assert.equal(does(world, creator, 'dissolve'), 'NotReadyToDissolve')
  const mark = world.events.length
  assert.equal(does(world, creator, 'refund'), undefined)
  assert.ok(eventNames(world, mark).includes('PartiallyRefunded'))
  assert.equal(many.filter(one => freeBalance(world, one) === TAO).length, 50)
  // The last rao of the room that was left: less than an account can begin with.
  signs(world, creator, 'update_cap', { crowdloan_id: 0, new_cap: Tao(loanOf(world).raised + 1n) })
  const dust = accountOf('dust')
  issue(world, dust, Tao(TAO))
  assert.equal(contribute(world, dust, TAO), undefined)
  setFree(world, dust, Tao(0n))
  assert.equal(does(world, creator, 'refund'), undefined)
  assert.equal(loanOf(world).contributors_count, 2)
  assert.equal(world.events.at(-1)?.name, 'PartiallyRefunded')
  assert.equal(does(world, creator, 'dissolve'), 'NotReadyToDissolve')
  setFree(world, dust, Tao(500n))
  assert.equal(does(world, creator, 'refund'), undefined)
  assert.equal(world.events.at(-1)?.name, 'AllRefunded')
  assert.equal(freeBalance(world, dust), 501n)
  assert.equal(does(world, alice, 'dissolve'), 'InvalidOrigin')
  assert.equal(does(world, creator, 'dissolve'), undefined)
  assert.equal(freeBalance(world, creator), 1_000n * TAO)
  assert.equal(Crowdloans.has(world, 0), false)
  assert.equal(does(world, creator, 'dissolve'), 'InvalidCrowdloanId')
})

test('root cannot take what contributors put in, and a proxy cannot hide in the call what its kind forbids', () => {
  const world = people()
  create(world)
  const funds = idAddress(fundsAccount(0))
  const dest = idAddress(bob)
  for (const call of [
    callValue('Balances', 'force_transfer', { source: funds, dest, value: Tao(TAO) }),
    callValue('Balances', 'force_set_balance', { who: funds, new_free: Tao(0n) }),
    callValue('SubtensorModule', 'swap_coldkey', {
      old_coldkey: fundsAccount(0),
      new_coldkey: bob,
      swap_cost: Tao(0n),
    }),
  ])
    assert.equal(
      refusalOf(world, () => dispatcher.dispatch(world, root, call))?.name,
      'CannotUseSystemAccount',
    )
  const hidden = callValue('Crowdloan', 'create', {
    deposit: Tao(10n * TAO),
    min_contribution: Tao(TAO),
    cap: Tao(11n * TAO),
    end: END,
    call: pay(TAO),
    target_address: undefined,
  })
  assert.equal(allows('NonTransfer', hidden), false)
  assert.equal(allows('Any', hidden), true)
  const without = { ...hidden, args: { ...hidden.args, call: undefined } }
  assert.equal(costOf(hidden).weight, costOf(without).weight + costOf(pay(TAO)).weight)
})

interface Step {
  readonly who: number
  readonly what: 'contribute' | 'withdraw' | 'finalize' | 'refund' | 'dissolve' | 'cap' | 'most'
  readonly rao: bigint
}

test('whatever everybody does, nothing is lost and nobody gets more than he put in', () => {
  const step: fc.Arbitrary<Step> = fc.record({
    who: fc.nat(2),
    what: fc.constantFrom(
      'contribute',
      'contribute',
      'contribute',
      'withdraw',
      'finalize',
      'refund',
      'dissolve',
      'cap',
      'most',
    ),
    rao: fc.bigInt(TAO / 20n, 60n * TAO),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 25 }), steps => {
      const world = people()
      const issued = totalIssuance(world)
      create(world, { cap: 40n * TAO })
      const crowd = [creator, alice, bob]
      for (const { who, what, rao } of steps) {
        const signer = crowd[who] ?? creator
        if (what === 'contribute') contribute(world, signer, rao)
        else if (what === 'cap') signs(world, signer, 'update_cap', { crowdloan_id: 0, new_cap: Tao(rao) })
        else if (what === 'most')
          signs(world, signer, 'set_max_contribution', { crowdloan_id: 0, new_max_contribution: Tao(rao) })
        else does(world, signer, what)
        if (Crowdloans.get(world, 0)?.finalized) break
        const own = crowd.map(one => freeBalance(world, one) + (Contributions.get(world, 0, one) ?? 0n))
        assert.deepEqual(
          own,
          crowd.map(() => 1_000n * TAO),
        )
        assert.equal(totalIssuance(world), issued)
      }
      if (!Crowdloans.has(world, 0)) return
      // Whatever was done to it, it can still be brought to its end.
      signs(world, creator, 'set_max_contribution', { crowdloan_id: 0, new_max_contribution: undefined })
      contribute(world, alice, 100n * TAO)
      does(world, creator, 'finalize')
      assert.equal(loanOf(world).finalized, true)
      assert.equal(freeBalance(world, target), loanOf(world).cap)
      assert.equal(freeBalance(world, fundsAccount(0)), 0n)
    }),
    { numRuns: 150 * EFFORT },
  )
})
