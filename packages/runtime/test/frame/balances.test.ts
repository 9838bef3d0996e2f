// Balances: transfers, the existential deposit, and conservation under arbitrary traffic.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idAddress } from '@taonet/wire'
import fc from 'fast-check'
import { balancesInvariants } from '../../src/chapters/balances/invariants.ts'
import {
  deposit,
  freeBalance,
  issue,
  retire,
  spendable,
  totalIssuance,
  transfer,
  withdraw,
} from '../../src/chapters/balances/ledger.ts'
import { Bug } from '../../src/failure.ts'
import { Tao } from '../../src/nouns.ts'
import { composeCall } from '../../src/tables.ts'
import { attempt, type World } from '../../src/world.ts'
import { accountOf, eventNames, testWorld } from '../world.ts'
import { account, TAO, TestChain } from './chain.ts'

const names = ['a', 'b', 'c', 'd'].map(accountOf)
const who = fc.constantFrom(...names)
const rao = fc.oneof(
  fc.bigInt(0n, 2000n),
  fc.constantFrom(0n, 1n, 499n, 500n, 501n, 1000n),
  fc.bigInt(0n, (1n << 64n) - 1n),
)

type Act = (world: World) => void
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(who, who, rao, fc.boolean()).map(
    ([from, to, amount, keep]): Act =>
      world =>
        transfer(world, from, to, Tao(amount), keep),
  ),
  fc.tuple(who, rao).map(
    ([to, amount]): Act =>
      world =>
        issue(world, to, Tao(amount)),
  ),
  fc.tuple(who, rao).map(
    ([from, amount]): Act =>
      world =>
        retire(world, from, Tao(amount)),
  ),
  fc.tuple(who, who, rao).map(
    ([from, to, amount]): Act =>
      world => {
        withdraw(world, from, Tao(amount))
        deposit(world, to, Tao(amount))
      },
  ),
)

test('no traffic makes or loses a rao that the total does not know of', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), acts => {
      const world = testWorld()
      for (const name of names.slice(0, 2)) issue(world, name, Tao(5000n))
      for (const one of acts) {
        attempt(world, () => one(world))
        balancesInvariants(world)
      }
    }),
    { numRuns: 300 * Number(process.env.TAONET_EFFORT ?? 1) },
  )
})

test('the invariant notices a rao out of nowhere', () => {
  const world = testWorld()
  const [a = accountOf('a')] = names
  issue(world, a, Tao(1000n))
  deposit(world, a, Tao(1n))
  assert.throws(() => balancesInvariants(world), Bug)
})

test('a transfer that leaves dust ends the sender and burns the dust', () => {
  const world = testWorld()
  const [a = accountOf('a'), b = accountOf('b')] = names
  issue(world, a, Tao(2000n))
  const mark = world.mark()
  transfer(world, a, b, Tao(1600n), false)
  assert.equal(freeBalance(world, a), 0n)
  assert.equal(freeBalance(world, b), 1600n)
  assert.equal(totalIssuance(world), 1600n)
  assert.deepEqual(eventNames(world, mark), [
    'KilledAccount',
    'DustLost',
    'NewAccount',
    'Endowed',
    'Transfer',
  ])
})

test('who must stay alive keeps the existential deposit', () => {
  const world = testWorld()
  const [a = accountOf('a'), b = accountOf('b')] = names
  issue(world, a, Tao(2000n))
  assert.equal(spendable(world, a), 1500n)
  const over = attempt(world, () => transfer(world, a, b, Tao(1501n), true))
  assert.deepEqual(over, { ok: false, error: { kind: 'Token', name: 'NotExpendable' } })
  assert.ok(attempt(world, () => transfer(world, a, b, Tao(1500n), true)).ok)
  assert.equal(freeBalance(world, a), 500n)
})

test('refusals: too little here, too little there', () => {
  const world = testWorld()
  const [a = accountOf('a'), b = accountOf('b')] = names
  issue(world, a, Tao(2000n))
  const refusal = (amount: bigint) => {
    const outcome = attempt(world, () => transfer(world, a, b, Tao(amount), false))
    return outcome.ok ? undefined : outcome.error.name
  }
  assert.equal(refusal(2001n), 'FundsUnavailable')
  assert.equal(refusal(499n), 'BelowMinimum')
  assert.equal(refusal(500n), undefined)
})

test('transfer_all with and without the deposit; the reaped account starts anew', () => {
  const chain = new TestChain({ alice: TAO, bob: TAO })
  const all = (to: string, keep_alive: boolean) =>
    composeCall('Balances', 'transfer_all', { dest: idAddress(account(to)), keep_alive })
  const kept = chain.send('alice', all('bob', true))
  assert.equal(kept.dispatch, undefined)
  assert.equal(chain.free('alice'), 500n)
  const gone = chain.send('bob', all('carol', false))
  assert.equal(chain.free('bob'), 0n)
  assert.equal(chain.nonce('bob'), 0)
  assert.equal(chain.free('carol'), 2n * TAO - 500n - kept.fee - gone.fee)
  assert.ok(chain.eventNames(1).includes('KilledAccount'))
})

test('root sets balances and moves them; nobody else does', () => {
  const chain = new TestChain({ alice: TAO, sudo: TAO })
  const set = (rao: bigint) =>
    composeCall('Balances', 'force_set_balance', { who: idAddress(account('dave')), new_free: Tao(rao) })
  assert.equal(chain.send('alice', set(TAO)).dispatch?.name, 'BadOrigin')
  assert.equal(chain.free('dave'), 0n)
})
