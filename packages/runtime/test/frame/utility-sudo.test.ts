// Batches and sudo: nested calls, their failures, and who pays.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode, idAddress } from '@taonet/wire'
import { derivativeOf } from '../../src/chapters/utility/calls.ts'
import { Tao } from '../../src/nouns.ts'
import { type CallValue, callValue, composeCall, RuntimeCall } from '../../src/tables.ts'
import { none, type Origin, root, signed } from '../../src/world.ts'
import { account, TAO, TestChain } from './chain.ts'

const pay = (to: string, rao: bigint): CallValue =>
  callValue('Balances', 'transfer_keep_alive', { dest: idAddress(account(to)), value: Tao(rao) })
const setFree = (name: string, rao: bigint): CallValue =>
  callValue('Balances', 'force_set_balance', { who: idAddress(account(name)), new_free: Tao(rao) })
const fund = (): TestChain => new TestChain({ alice: TAO, bob: TAO, sudo: TAO, author: TAO })
const nest = (depth: number): CallValue =>
  depth === 0 ? pay('bob', 1n) : callValue('Utility', 'batch', { calls: [nest(depth - 1)] })

test('batch stops at the first refusal and keeps what ran before', () => {
  const chain = fund()
  const calls = [pay('bob', 10n), pay('bob', 2n * TAO), pay('bob', 100n)]
  const { dispatch } = chain.send('alice', composeCall('Utility', 'batch', { calls }))
  assert.equal(dispatch, undefined)
  assert.equal(chain.free('bob'), TAO + 10n)
  const interrupted = chain.events(1).find(({ event }) => event.name === 'BatchInterrupted')
  assert.equal(interrupted?.event.fields.index, 1)
  assert.ok(!chain.eventNames(1).includes('BatchCompleted'))
})

test('batch_all is all or nothing', () => {
  const chain = fund()
  const calls = [pay('bob', 10n), pay('bob', 2n * TAO)]
  const { dispatch } = chain.send('alice', composeCall('Utility', 'batch_all', { calls }))
  assert.equal(dispatch?.name, 'FundsUnavailable')
  assert.equal(chain.free('bob'), TAO)
  assert.ok(!chain.eventNames(1).includes('ItemCompleted'))
  const good = chain.send(
    'alice',
    composeCall('Utility', 'batch_all', { calls: [pay('bob', 1n), pay('bob', 2n)] }),
  )
  assert.equal(good.dispatch, undefined)
  assert.deepEqual(
    chain.eventNames(1).filter(name => /Item|Batch/.test(name)),
    ['ItemCompleted', 'ItemCompleted', 'BatchCompleted'],
  )
})

test('force_batch goes on and tells which failed', () => {
  const chain = fund()
  const calls = [pay('bob', 10n), pay('bob', 2n * TAO), pay('bob', 100n)]
  chain.send('alice', composeCall('Utility', 'force_batch', { calls }))
  assert.equal(chain.free('bob'), TAO + 110n)
  assert.deepEqual(
    chain.eventNames(1).filter(name => /Item|Batch/.test(name)),
    ['ItemCompleted', 'ItemFailed', 'ItemCompleted', 'BatchCompletedWithErrors'],
  )
})

test('a batch weighs what its calls weigh', () => {
  const chain = fund()
  const fee = (count: number): bigint => {
    const calls = Array.from({ length: count }, () => pay('bob', 1n))
    const bytes = chain.extrinsic('alice', composeCall('Utility', 'batch', { calls }))
    const validity = chain.runtime.validate(chain.state, bytes, chain.head)
    assert.ok(validity.ok)
    assert.equal(validity.valid.weight, BigInt(count + 1) * 100_000_000n)
    return validity.valid.fee - BigInt(bytes.length)
  }
  assert.equal(fee(10), 11n * 50_000n)
})

test('more calls than a batch may hold are refused; deeper nesting does not even decode', () => {
  const chain = fund()
  const calls = Array.from({ length: 10_923 }, () =>
    callValue('System', 'remark', { remark: new Uint8Array() }),
  )
  const { dispatch } = chain.send('alice', composeCall('Utility', 'batch', { calls }))
  assert.equal(dispatch?.name, 'TooManyCalls')
  assert.equal(chain.send('alice', encode(RuntimeCall, nest(15))).dispatch, undefined)
  assert.equal(chain.free('bob'), TAO + 1n)
  const [deep] = chain.block(chain.extrinsic('alice', encode(RuntimeCall, nest(16))))
  assert.ok(deep && !deep.ok)
  assert.equal(deep.rejection.reason, 'Call')
})

test('a hostile pile of nested batches is turned away without a stack overflow', () => {
  const chain = fund()
  const bytes = new Uint8Array(300_000)
  for (let i = 0; i < bytes.length; i += 3) bytes.set([11, 0, 4], i)
  const [applied] = chain.block(chain.extrinsic('alice', bytes))
  assert.ok(applied && !applied.ok)
  assert.equal(applied.rejection.reason, 'Call')
})

test('sudo acts as root for free, and only for its key', () => {
  const chain = fund()
  const call = setFree('dave', 5n * TAO)
  const { dispatch, fee } = chain.send('sudo', composeCall('Sudo', 'sudo', { call }))
  assert.equal(dispatch, undefined)
  assert.equal(fee, 0n)
  assert.equal(chain.free('sudo'), TAO)
  assert.equal(chain.free('dave'), 5n * TAO)
  const other = chain.send('alice', composeCall('Sudo', 'sudo', { call: setFree('dave', 0n) }))
  assert.equal(other.dispatch?.name, 'RequireSudo')
  assert.ok(other.fee > 0n)
  assert.equal(chain.free('dave'), 5n * TAO)
})

test('what failed under sudo is told in its event; the extrinsic itself succeeded', () => {
  const chain = fund()
  const { dispatch } = chain.send('sudo', composeCall('Sudo', 'sudo', { call: pay('bob', 1n) }))
  assert.equal(dispatch, undefined)
  const sudid = chain.events(1).find(({ event }) => event.name === 'Sudid')
  assert.deepEqual(sudid?.event.fields.sudo_result, {
    type: 'Err',
    value: { kind: 'BadOrigin', name: 'BadOrigin' },
  })
})

test('sudo_as speaks for another; the key can be handed over and given up', () => {
  const chain = fund()
  const as = composeCall('Sudo', 'sudo_as', { who: idAddress(account('alice')), call: pay('bob', 7n) })
  chain.send('sudo', as)
  assert.equal(chain.free('bob'), TAO + 7n)
  chain.send('sudo', composeCall('Sudo', 'set_key', { new: idAddress(account('bob')) }))
  assert.equal(chain.send('sudo', as).dispatch?.name, 'RequireSudo')
  assert.equal(chain.send('bob', as).dispatch, undefined)
  chain.send('bob', composeCall('Sudo', 'remove_key', {}))
  assert.equal(chain.send('bob', as).dispatch?.name, 'RequireSudo')
})

test('an account acts as the accounts derived from it', () => {
  const chain = fund()
  const derived = derivativeOf(account('alice'), 7)
  const gift = { dest: idAddress(derived), value: Tao(TAO / 2n) }
  chain.send('alice', composeCall('Balances', 'transfer_keep_alive', gift))
  const act = (who: string, index: number) =>
    chain.send(who, composeCall('Utility', 'as_derivative', { index, call: pay('bob', 1000n) })).dispatch
      ?.name
  assert.equal(act('bob', 7), 'FundsUnavailable', 'bob has another one')
  assert.equal(act('alice', 8), 'FundsUnavailable')
  const before = chain.free('bob')
  assert.equal(act('alice', 7), undefined)
  assert.equal(chain.free('bob'), before + 1000n)
})

test('the second of two calls runs when the first is refused, and leaves nothing of it', () => {
  const chain = fund()
  const either = (main: CallValue, fallback: CallValue) =>
    chain.send('alice', composeCall('Utility', 'if_else', { main, fallback })).dispatch?.name
  const half = callValue('Utility', 'batch_all', { calls: [pay('bob', 5n), pay('bob', 9n * TAO)] })
  assert.equal(either(pay('bob', 10n), pay('bob', 100n)), undefined)
  assert.equal(chain.free('bob'), TAO + 10n)
  assert.ok(chain.eventNames(1).includes('IfElseMainSuccess'))
  assert.equal(either(half, pay('bob', 100n)), undefined)
  assert.equal(chain.free('bob'), TAO + 110n)
  assert.ok(chain.eventNames(1).includes('IfElseFallbackCalled'))
  assert.equal(either(half, half), 'FundsUnavailable')
  assert.equal(chain.free('bob'), TAO + 110n)
})

test('root acts as whom it names; nobody else does', () => {
  const chain = fund()
  const bob = signed(account('bob'))
  const asRoot = (call: CallValue) => {
    assert.equal(chain.send('sudo', composeCall('Sudo', 'sudo', { call })).dispatch, undefined)
    const { sudo_result } = chain.events(1).find(({ event }) => event.name === 'Sudid')?.event.fields ?? {}
    return (sudo_result as { type: string }).type
  }
  const as = (name: 'dispatch_as' | 'dispatch_as_fallible', as_origin: Origin, call: CallValue) =>
    callValue('Utility', name, { as_origin, call })
  assert.equal(asRoot(as('dispatch_as', bob, pay('carol', 1000n))), 'Ok')
  assert.equal(chain.free('carol'), 1000n)
  assert.equal(asRoot(as('dispatch_as', bob, pay('carol', 9n * TAO))), 'Ok', 'told by its event')
  assert.equal(asRoot(as('dispatch_as_fallible', bob, pay('carol', 9n * TAO))), 'Err')
  assert.equal(asRoot(as('dispatch_as', root, setFree('carol', 777n))), 'Ok')
  assert.equal(chain.free('carol'), 777n)
  const time = callValue('Timestamp', 'set', { now: 5n })
  assert.equal(asRoot(as('dispatch_as', none, time)), 'Err', 'the time comes from the header')
  const weight = { ref_time: 1n, proof_size: 0n }
  assert.equal(asRoot(callValue('Utility', 'with_weight', { call: setFree('carol', 888n), weight })), 'Ok')
  assert.equal(chain.free('carol'), 888n)
  for (const call of [
    as('dispatch_as', bob, time),
    callValue('Utility', 'with_weight', { call: time, weight }),
  ])
    assert.equal(chain.send('alice', encode(RuntimeCall, call)).dispatch?.name, 'BadOrigin')
})
