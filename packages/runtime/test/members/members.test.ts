// A chain that is not open to everybody: whose extrinsics it takes, and how root changes that (adr/0005).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode, idAddress } from '@taonet/wire'
import { maySign } from '../../src/chapters/members/admission.ts'
import { membersGenesis } from '../../src/chapters/members/genesis.ts'
import type { GenesisSpec } from '../../src/index.ts'
import { NetUid, Tao } from '../../src/nouns.ts'
import { type CallValue, callValue, composeCall, RuntimeCall, storage } from '../../src/tables.ts'
import { asRoot } from '../frame/as-root.ts'
import { account, TAO, TestChain } from '../frame/chain.ts'
import { testWorld } from '../world.ts'

const BALANCES = { alice: 2_000n * TAO, bob: 20n * TAO, mallory: 20n * TAO, sudo: 20n * TAO, author: TAO }
const closed = (...names: readonly string[]) => new TestChain(BALANCES, { members: names.map(account) })
const root = (name: 'add_members' | 'remove_members', ...names: readonly string[]): CallValue =>
  callValue('Members', name, { accounts: names.map(account) })
const only = (enabled: boolean): CallValue => callValue('Members', 'set_members_only', { enabled })
const pay = composeCall('Balances', 'transfer_keep_alive', { dest: idAddress(account('x')), value: Tao(TAO) })

const BAD_SIGNER = { kind: 'invalid', reason: 'BadSigner' }

/** What the pool and a block say of a transfer; undefined = welcome. */
function refusal(chain: TestChain, name: string, call = pay): unknown {
  const extrinsic = chain.extrinsic(name, call)
  const pooled = chain.runtime.validate(chain.state, extrinsic, chain.head)
  const [applied] = chain.block(extrinsic)
  assert.ok(applied)
  const rejection = applied.ok ? undefined : applied.rejection
  assert.deepEqual(pooled.ok ? undefined : pooled.rejection, rejection)
  return rejection
}

test('only members may send, and what a stranger sends changes nothing, not even his nonce', () => {
  const chain = closed('alice')
  assert.equal(refusal(chain, 'alice'), undefined)
  const before = chain.free('mallory')
  assert.deepEqual(refusal(chain, 'mallory'), BAD_SIGNER)
  assert.deepEqual([chain.free('mallory'), chain.nonce('mallory')], [before, 0])
})

test('the sudo key stands on no list and cannot lock itself out', () => {
  const chain = closed()
  assert.deepEqual(refusal(chain, 'alice'), BAD_SIGNER)
  assert.equal(asRoot(chain, root('add_members', 'alice')), undefined)
  assert.equal(refusal(chain, 'alice'), undefined)
})

test('root puts accounts on the list and takes them off; sent twice it tells once', () => {
  const chain = closed('alice')
  assert.equal(asRoot(chain, root('add_members', 'bob', 'alice', 'bob')), undefined)
  assert.equal(chain.eventNames(1).filter(name => name === 'MemberAdded').length, 1)
  assert.equal(refusal(chain, 'bob'), undefined)
  assert.equal(asRoot(chain, root('remove_members', 'bob', 'mallory')), undefined)
  assert.equal(chain.eventNames(1).filter(name => name === 'MemberRemoved').length, 1)
  assert.deepEqual(refusal(chain, 'bob'), BAD_SIGNER)
})

test('an open chain asks nobody; root may close it and open it again', () => {
  const chain = new TestChain(BALANCES)
  assert.equal(refusal(chain, 'mallory'), undefined)
  asRoot(chain, root('add_members', 'alice'))
  asRoot(chain, only(true))
  assert.equal(refusal(chain, 'alice'), undefined)
  assert.deepEqual(refusal(chain, 'mallory'), BAD_SIGNER)
  asRoot(chain, only(false))
  assert.equal(refusal(chain, 'mallory'), undefined)
})

test('only root changes the list', () => {
  const chain = closed('alice')
  for (const call of [root('add_members', 'mallory'), root('remove_members', 'alice'), only(false)])
    assert.equal(chain.send('alice', encode(RuntimeCall, call)).dispatch?.name, 'BadOrigin')
  assert.equal(storage.Members.IsMember.get(chain, account('mallory')), false)
})

test("a member's hotkeys may send; they may not once their coldkey is off the list", () => {
  const chain = closed('alice')
  const hotkey = composeCall('SubtensorModule', 'try_associate_hotkey', { hotkey: account('hot') })
  const serve = composeCall('SubtensorModule', 'serve_axon', {
    netuid: NetUid(1),
    version: 1,
    ip: 1n,
    port: 1,
    ip_type: 4,
    protocol: 4,
    placeholder1: 0,
    placeholder2: 0,
  })
  const serving = () => chain.block(chain.extrinsic('hot', serve))[0]
  assert.deepEqual(serving(), { ok: false, rejection: BAD_SIGNER })
  assert.equal(chain.send('alice', hotkey).dispatch, undefined)
  // Refused for another reason: it has no seat.
  assert.equal(refusedWith(serving()), 'Custom')
  asRoot(chain, root('remove_members', 'alice'))
  assert.equal(refusedWith(serving()), 'BadSigner')
})

const refusedWith = (applied: ReturnType<TestChain['block']>[number] | undefined): string | undefined =>
  applied?.ok === false ? applied.rejection.reason : undefined

test('a list that nobody could ever act under makes no genesis; without a list nothing is written', () => {
  const world = testWorld()
  const spec: GenesisSpec = {
    profile: 'dev',
    chain: 'test',
    balances: [],
    authorities: [account('author')],
    allowLoopbackAxons: true,
    values: {},
    newSubnet: {},
  }
  membersGenesis(world, spec)
  assert.deepEqual([...world.state.changes()], [])
  assert.throws(() => membersGenesis(world, { ...spec, members: [] }), TypeError)
  membersGenesis(world, { ...spec, members: [account('alice')] })
  assert.equal(maySign(world, account('alice')), true)
  assert.equal(maySign(world, account('bob')), false)
})
