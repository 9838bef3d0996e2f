// Safe mode as extrinsics: who begins and ends it, and what comes through (chain-governance §6.1).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode, idAddress } from '@taonet/wire'
import { enter, exitInTime, extend } from '../../src/chapters/safe-mode/safe-mode.ts'
import { NetUid, Tao } from '../../src/nouns.ts'
import { type CallValue, callValue, composeCall, RuntimeCall, storage } from '../../src/tables.ts'
import { asRoot, failureIn } from '../frame/as-root.ts'
import { account, TAO, TestChain } from '../frame/chain.ts'
import { eventNames, refusalOf, testWorld } from '../world.ts'

const fund = () => new TestChain({ alice: 20n * TAO, sudo: 20n * TAO, author: TAO })
const root = (name: 'force_enter' | 'force_extend' | 'force_exit') => callValue('SafeMode', name, {})
const pay: CallValue = callValue('Balances', 'transfer_keep_alive', {
  dest: idAddress(account('dave')),
  value: Tao(1000n),
})
const send = (chain: TestChain, call: CallValue) =>
  chain.send('alice', encode(RuntimeCall, call)).dispatch?.name

test('root enters for 7200 blocks, extends by 3600, and ends it', () => {
  const chain = fund()
  assert.equal(asRoot(chain, root('force_extend')), 'Exited')
  assert.equal(asRoot(chain, root('force_exit')), 'Exited')
  assert.equal(asRoot(chain, root('force_enter')), undefined)
  const until = chain.number + 7200
  assert.equal(storage.SafeMode.EnteredUntil.get(chain), until)
  assert.equal(asRoot(chain, root('force_enter')), 'Entered')
  assert.equal(asRoot(chain, root('force_extend')), undefined)
  assert.equal(storage.SafeMode.EnteredUntil.get(chain), until + 3600)
  assert.equal(asRoot(chain, root('force_exit')), undefined)
  assert.equal(storage.SafeMode.EnteredUntil.get(chain), undefined)
})

test('it ends by itself after its last block', () => {
  const world = testWorld({ block: 10 })
  enter(world)
  assert.equal(refusalOf(world, () => enter(world))?.name, 'Entered')
  extend(world)
  world.block = 10 + 7200 + 3600
  exitInTime(world)
  assert.ok(storage.SafeMode.EnteredUntil.has(world))
  world.block++
  exitInTime(world)
  assert.equal(storage.SafeMode.EnteredUntil.has(world), false)
  assert.deepEqual(eventNames(world), ['Entered', 'Extended', 'Exited'])
})

test('nobody else enters, extends, or has a deposit', () => {
  const chain = fund()
  const about = { account: account('alice'), block: 1 }
  const try_ = (name: 'enter' | 'extend') =>
    chain.send('alice', composeCall('SafeMode', name, {})).dispatch?.name
  assert.equal(try_('enter'), 'NotConfigured')
  assert.equal(try_('extend'), 'Exited')
  asRoot(chain, root('force_enter'))
  assert.equal(try_('enter'), 'Entered')
  assert.equal(try_('extend'), 'NotConfigured')
  for (const name of ['force_enter', 'force_extend', 'force_exit'] as const)
    assert.equal(chain.send('alice', composeCall('SafeMode', name, {})).dispatch?.name, 'BadOrigin')
  assert.equal(
    chain.send('alice', composeCall('SafeMode', 'release_deposit', about)).dispatch?.name,
    'NoDeposit',
  )
  for (const name of ['force_slash_deposit', 'force_release_deposit'] as const)
    assert.equal(asRoot(chain, callValue('SafeMode', name, about)), 'NoDeposit')
})

test('while it lasts only what keeps the chain going comes through, in whatever it is wrapped', () => {
  const chain = fund()
  asRoot(chain, root('force_enter'))
  const batch = (call: CallValue) => callValue('Utility', 'batch_all', { calls: [call] })
  for (const call of [pay, batch(pay), batch(callValue('System', 'remark', { remark: new Uint8Array() }))]) {
    const before = chain.free('alice')
    assert.equal(send(chain, call), 'CallFiltered')
    assert.ok(chain.free('alice') < before, 'included, and paid for')
  }
  const multisig = { other_signatories: [account('bob')], call: pay }
  assert.equal(send(chain, callValue('Multisig', 'as_multi_threshold_1', multisig)), 'CallFiltered')
  const set = callValue('SubtensorModule', 'set_weights', {
    netuid: NetUid(9),
    dests: [],
    weights: [],
    version_key: 0n,
  })
  const [applied] = chain.block(chain.extrinsic('alice', encode(RuntimeCall, set)))
  const filtered = applied?.ok && applied.dispatch?.name === 'CallFiltered'
  assert.equal(filtered, false, 'weights are asked about as ever')
  assert.equal(send(chain, callValue('System', 'remark', { remark: new Uint8Array() })), undefined)
  assert.equal(chain.free('dave'), 0n)
})

test('root does what it likes meanwhile', () => {
  const chain = fund()
  asRoot(chain, root('force_enter'))
  const who = idAddress(account('dave'))
  assert.equal(
    asRoot(chain, callValue('Balances', 'force_set_balance', { who, new_free: Tao(5000n) })),
    undefined,
  )
  const as = callValue('Utility', 'dispatch_as', {
    as_origin: { type: 'signed', account: account('alice') },
    call: pay,
  })
  assert.equal(asRoot(chain, as), undefined)
  const told = chain.events(1).find(({ event }) => event.name === 'DispatchedAs')?.event.fields.result
  assert.equal(failureIn(told), 'CallFiltered', 'whoever it acts as does not')
  asRoot(chain, root('force_exit'))
  assert.equal(send(chain, pay), undefined)
  assert.equal(chain.free('dave'), 6000n)
})
