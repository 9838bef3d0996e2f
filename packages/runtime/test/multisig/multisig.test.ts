// Multisigs as extrinsics: approvals, deposits, and what runs at the end (chain-governance §6.3). Every block checks the
// books.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AccountId, type Hash, idAddress } from '@taonet/wire'
import fc from 'fast-check'
import { callHash } from '../../src/call-hash.ts'
import { costOf } from '../../src/call-weight.ts'
import { multisigAccount } from '../../src/chapters/multisig/signatories.ts'
import { MAX_SIGNATORIES, Multisigs, type Timepoint } from '../../src/chapters/multisig/table.ts'
import { Tao } from '../../src/nouns.ts'
import { type CallValue, callValue, composeCall, storage } from '../../src/tables.ts'
import { account, TAO, TestChain } from '../frame/chain.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const SIGNERS = ['alice', 'bob', 'carol'] as const
const AMPLE = { ref_time: 1_000_000_000_000n, proof_size: 0n }

const sorted = (names: readonly string[]): AccountId[] => names.map(account).sort()
const others = (who: string, among: readonly string[] = SIGNERS): AccountId[] =>
  sorted(among.filter(name => name !== who))
const pay = (rao: bigint): CallValue =>
  callValue('Balances', 'transfer_keep_alive', { dest: idAddress(account('dave')), value: Tao(rao) })
const CALL = pay(TAO)

function scene(threshold: number): TestChain {
  const chain = new TestChain({ alice: 20n * TAO, bob: 20n * TAO, carol: 20n * TAO, sudo: TAO, author: TAO })
  const dest = idAddress(multisigAccount(sorted(SIGNERS), threshold))
  chain.send('alice', composeCall('Balances', 'transfer_keep_alive', { dest, value: Tao(3n * TAO) }))
  return chain
}

interface Approval {
  readonly threshold?: number
  readonly at?: Timepoint | undefined
  readonly call?: CallValue
  readonly weight?: bigint
  readonly others?: AccountId[]
}
const asMulti = (who: string, { threshold = 2, at, call = CALL, weight, ...rest }: Approval) =>
  composeCall('Multisig', 'as_multi', {
    threshold,
    other_signatories: rest.others ?? others(who),
    maybe_timepoint: at,
    call,
    max_weight: weight === undefined ? AMPLE : { ref_time: weight, proof_size: 0n },
  })
const send = (chain: TestChain, who: string, approval: Approval = {}): string | undefined =>
  chain.send(who, asMulti(who, approval)).dispatch?.name
const byHash = (chain: TestChain, who: string, { threshold = 2, at, call = CALL }: Approval = {}) =>
  chain.send(
    who,
    composeCall('Multisig', 'approve_as_multi', {
      threshold,
      other_signatories: others(who),
      maybe_timepoint: at,
      call_hash: callHash(call),
      max_weight: AMPLE,
    }),
  ).dispatch?.name
const cancel = (chain: TestChain, who: string, timepoint: Timepoint, call_hash: Hash = callHash(CALL)) =>
  chain.send(
    who,
    composeCall('Multisig', 'cancel_as_multi', {
      threshold: 2,
      other_signatories: others(who),
      timepoint,
      call_hash,
    }),
  ).dispatch?.name
const reserved = (chain: TestChain, name: string): bigint =>
  storage.System.Account.get(chain, account(name)).data.reserved
const now = (chain: TestChain): Timepoint => ({ height: chain.number, index: 1 })
const nothingPending = (chain: TestChain): boolean => [...Multisigs.entries(chain)].length === 0

test('two of three: the first pays the deposit, the second runs the call and the deposit goes back', () => {
  const chain = scene(2)
  const who = multisigAccount(sorted(SIGNERS), 2)
  assert.equal(send(chain, 'bob'), undefined)
  const at = now(chain)
  assert.equal(reserved(chain, 'bob'), 132_000_000n + 2n * 32_000_000n)
  assert.deepEqual(Multisigs.get(chain, who, callHash(CALL)), {
    when: at,
    deposit: 196_000_000n,
    depositor: account('bob'),
    approvals: [account('bob')],
  })
  assert.equal(send(chain, 'bob', { at }), 'AlreadyApproved')
  assert.equal(send(chain, 'carol'), 'NoTimepoint')
  assert.equal(send(chain, 'carol', { at: { ...at, index: 2 } }), 'WrongTimepoint')
  assert.equal(send(chain, 'carol', { at, weight: costOf(CALL).weight - 1n }), 'MaxWeightTooLow')
  assert.equal(chain.free('dave'), 0n)
  assert.equal(send(chain, 'carol', { at, weight: costOf(CALL).weight }), undefined)
  assert.equal(chain.free('dave'), TAO)
  assert.equal(reserved(chain, 'bob'), 0n)
  const executed = chain.events(1).find(({ event }) => event.name === 'MultisigExecuted')?.event.fields
  assert.deepEqual(executed, {
    approving: account('carol'),
    timepoint: at,
    multisig: who,
    call_hash: callHash(CALL),
    result: { type: 'Ok', value: [] },
  })
  assert.ok(nothingPending(chain))
  assert.equal(send(chain, 'carol', { at }), 'UnexpectedTimepoint')
})

test('all of three: approvals by hash, and whoever has the call runs it', () => {
  const chain = scene(3)
  assert.equal(byHash(chain, 'carol', { threshold: 3 }), undefined)
  const at = now(chain)
  assert.equal(send(chain, 'alice', { threshold: 3, at }), undefined)
  assert.ok(chain.eventNames(1).includes('MultisigApproval'))
  assert.equal(byHash(chain, 'bob', { threshold: 3, at }), undefined, 'the last, without the call')
  assert.equal(chain.free('dave'), 0n)
  assert.equal(byHash(chain, 'bob', { threshold: 3, at }), 'AlreadyApproved')
  assert.equal(send(chain, 'alice', { threshold: 3, at }), undefined, 'one of them with the call')
  assert.equal(chain.free('dave'), TAO)
  assert.equal(reserved(chain, 'carol'), 0n)
})

test('a call that is refused is told, and used up', () => {
  const chain = scene(2)
  const call = pay(1000n * TAO)
  send(chain, 'alice', { call })
  assert.equal(send(chain, 'bob', { call, at: now(chain) }), undefined)
  const executed = chain.events(1).find(({ event }) => event.name === 'MultisigExecuted')?.event.fields
  assert.ok(executed?.result)
  assert.equal((executed.result as { type: string }).type, 'Err')
  assert.equal(chain.free('dave'), 0n)
  assert.ok(nothingPending(chain))
})

test('only who began ends it, and gets the deposit back', () => {
  const chain = scene(2)
  send(chain, 'alice')
  const at = now(chain)
  const { deposit } = Multisigs.get(chain, multisigAccount(sorted(SIGNERS), 2), callHash(CALL)) ?? {}
  assert.equal(reserved(chain, 'alice'), deposit)
  assert.equal(cancel(chain, 'bob', at), 'NotOwner')
  assert.equal(cancel(chain, 'alice', { ...at, height: at.height + 1 }), 'WrongTimepoint')
  assert.equal(cancel(chain, 'alice', at, callHash(pay(5n))), 'NotFound')
  const poke = composeCall('Multisig', 'poke_deposit', {
    threshold: 2,
    other_signatories: others('alice'),
    call_hash: callHash(CALL),
  })
  assert.equal(chain.send('alice', poke).dispatch, undefined)
  assert.equal(reserved(chain, 'alice'), deposit)
  assert.equal(cancel(chain, 'alice', at), undefined)
  assert.equal(reserved(chain, 'alice'), 0n)
  assert.ok(chain.eventNames(1).includes('MultisigCancelled'))
  assert.equal(cancel(chain, 'alice', at), 'NotFound')
})

test('signatories are others, sorted, and as many as there may be', () => {
  const chain = scene(2)
  const crowd = (size: number) => sorted(Array.from({ length: size }, (_, i) => `member ${i}`))
  assert.equal(send(chain, 'alice', { threshold: 1 }), 'MinimumThreshold')
  assert.equal(send(chain, 'alice', { others: [] }), 'TooFewSignatories')
  assert.equal(send(chain, 'alice', { others: crowd(MAX_SIGNATORIES) }), 'TooManySignatories')
  assert.equal(send(chain, 'alice', { others: others('alice').reverse() }), 'SignatoriesOutOfOrder')
  const [first] = others('alice')
  assert.ok(first)
  assert.equal(send(chain, 'alice', { others: [first, first] }), 'SignatoriesOutOfOrder')
  assert.equal(send(chain, 'alice', { others: sorted(SIGNERS) }), 'SenderInSignatories')
  assert.equal(send(chain, 'alice', { others: crowd(MAX_SIGNATORIES - 1) }), undefined)
  assert.equal(MAX_SIGNATORIES, 100)
})

test('one signatory is enough where one is asked for, without a deposit', () => {
  const chain = scene(1)
  const one = (call: CallValue) =>
    chain.send(
      'carol',
      composeCall('Multisig', 'as_multi_threshold_1', { other_signatories: others('carol'), call }),
    ).dispatch?.name
  assert.equal(one(CALL), undefined)
  assert.equal(chain.free('dave'), TAO)
  assert.equal(one(pay(100n * TAO)), 'FundsUnavailable', 'refused with the call')
  assert.equal(reserved(chain, 'carol'), 0n)
})

test('a call of a multisig runs once, and only after as many different signatories as it takes', () => {
  const step = fc.record({
    who: fc.constantFrom(...SIGNERS),
    withCall: fc.boolean(),
    cancels: fc.integer({ min: 0, max: 9 }).map(one => one === 0),
  })
  let ran = 0
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 3 }),
      fc.array(step, { minLength: 3, maxLength: 8 }),
      (threshold, steps) => {
        const chain = scene(threshold)
        const who = multisigAccount(sorted(SIGNERS), threshold)
        let approved = new Set<string>()
        for (const { who: name, withCall, cancels } of steps) {
          const at = Multisigs.get(chain, who, callHash(CALL))?.when
          const before = chain.free('dave')
          if (cancels && at && threshold === 2) {
            if (cancel(chain, name, at) === undefined) approved = new Set()
          } else if (
            withCall ? send(chain, name, { threshold, at }) : byHash(chain, name, { threshold, at })
          ) {
            assert.ok(approved.has(name) || approved.size >= threshold)
          } else approved.add(name)
          const paid = chain.free('dave') - before
          if (paid === 0n) continue
          ran++
          assert.equal(paid, TAO)
          assert.ok(withCall && approved.size >= threshold)
          approved = new Set()
        }
        const deposits = [...Multisigs.entries(chain)].reduce((sum, [, { deposit }]) => sum + deposit, 0n)
        assert.equal(
          SIGNERS.reduce((sum, name) => sum + reserved(chain, name), 0n),
          deposits,
        )
      },
    ),
    { numRuns: 40 * EFFORT },
  )
  assert.ok(ran > 0)
})
