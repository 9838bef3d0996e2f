// A block's life: what is included, what is paid, what is told.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  blockTime,
  decodeExtrinsic,
  encodeExtrinsic,
  headerHash,
  idAddress,
  mortalEra,
  orderedTrieRoot,
} from '@taonet/wire'
import { systemCalls } from '../../src/chapters/system/calls.ts'
import { createDispatcher } from '../../src/dispatch.ts'
import { Bug } from '../../src/failure.ts'
import { NetUid, Tao } from '../../src/nouns.ts'
import { callValue, composeCall, decodeCall, pallets, storage } from '../../src/tables.ts'
import { account, TAO, TestChain } from './chain.ts'

const pay = (to: string, rao: bigint) =>
  composeCall('Balances', 'transfer_keep_alive', { dest: idAddress(account(to)), value: Tao(rao) })
const remark = (size: number) => composeCall('System', 'remark', { remark: new Uint8Array(size) })

test('an empty block: one inherent, linked to its parent, the time in its digest', () => {
  const chain = new TestChain({ alice: TAO })
  const parent = chain.head
  const block = chain.open()
  assert.equal(block.inherents.length, 1)
  const done = chain.close(block)
  assert.equal(done.header.parent_hash, parent)
  assert.equal(done.header.number, 1)
  assert.equal(done.hash, headerHash(done.header))
  assert.equal(done.header.state_root, chain.state.root())
  assert.equal(done.header.extrinsics_root, orderedTrieRoot(done.body, 0))
  assert.equal(blockTime(done.header), 1000n)
  const [inherent] = done.body
  assert.ok(inherent)
  const opened = decodeExtrinsic(inherent)
  assert.equal(opened.type, 'bare')
  assert.deepEqual(decodeCall(opened.call), { pallet: 'Timestamp', name: 'set', args: { now: 1000n } })
  assert.equal(storage.Timestamp.Now.get(chain), 1000n)
  assert.deepEqual(chain.eventNames(0), ['ExtrinsicSuccess'])
})

test('the same extrinsics after the same parent make the same block', () => {
  const hashes = [1, 2].map(() => {
    const chain = new TestChain({ alice: TAO, bob: TAO })
    chain.block(chain.extrinsic('alice', pay('bob', 5n)), chain.extrinsic('bob', pay('carol', 600n)))
    return chain.head
  })
  assert.equal(hashes[0], hashes[1])
})

test('a transfer: fee for bytes and weight, taken from the sender, given to the author, and told', () => {
  const chain = new TestChain({ alice: TAO, bob: TAO, author: TAO })
  const extrinsic = chain.extrinsic('alice', pay('bob', 1000n))
  const [applied] = chain.block(extrinsic)
  const fee = BigInt(extrinsic.length) + 100_000_000n / 2000n
  assert.deepEqual(applied, { ok: true, dispatch: undefined, fee })
  assert.equal(chain.free('alice'), TAO - 1000n - fee)
  assert.equal(chain.free('bob'), TAO + 1000n)
  assert.equal(chain.free('author'), TAO + fee)
  assert.deepEqual(chain.eventNames(1), [
    'Withdraw',
    'Transfer',
    'Deposit',
    'TransactionFeePaid',
    'ExtrinsicSuccess',
  ])
  const paid = chain.events(1).find(({ event }) => event.name === 'TransactionFeePaid')
  assert.deepEqual(paid?.event.fields, { who: account('alice'), actual_fee: fee, tip: 0n })
})

test('a refused call leaves its nonce, its fee and its failure, nothing else', () => {
  const chain = new TestChain({ alice: TAO, bob: TAO })
  const applied = chain.send('alice', pay('bob', TAO))
  assert.deepEqual(applied.dispatch, { kind: 'Token', name: 'FundsUnavailable' })
  assert.equal(chain.nonce('alice'), 1)
  assert.equal(chain.free('alice'), TAO - applied.fee)
  assert.equal(chain.free('bob'), TAO)
  const failed = chain.events(1).at(-1)?.event
  assert.equal(failed?.name, 'ExtrinsicFailed')
  assert.deepEqual(failed?.fields.dispatch_error, { kind: 'Token', name: 'FundsUnavailable' })
})

test('the tip is paid on top and told apart', () => {
  const chain = new TestChain({ alice: TAO, bob: TAO })
  const { fee } = chain.send('alice', pay('bob', 1n), { tip: 777n })
  const plain = new TestChain({ alice: TAO, bob: TAO }).send('alice', pay('bob', 1n))
  // The tip's own encoding takes one byte more than that of none.
  assert.equal(fee, plain.fee + 777n + 1n)
})

test('nonces: a used one is stale, one ahead waits for the one before', () => {
  const chain = new TestChain({ alice: TAO, bob: TAO })
  const at = (nonce: number) => chain.extrinsic('alice', pay('bob', 1n), { nonce })
  const [ahead, now, again] = chain.block(at(1), at(0), at(0))
  assert.deepEqual(ahead, { ok: false, rejection: { kind: 'invalid', reason: 'Future' } })
  assert.equal(now?.ok, true)
  assert.deepEqual(again, { ok: false, rejection: { kind: 'invalid', reason: 'Stale' } })
  assert.equal(chain.nonce('alice'), 1)
  const validity = chain.runtime.validate(chain.state, at(3), chain.head)
  assert.ok(validity.ok)
  const next = chain.runtime.validate(chain.state, at(2), chain.head)
  assert.ok(next.ok)
  assert.deepEqual(validity.valid.requires, next.valid.provides)
  const first = chain.runtime.validate(chain.state, at(1), chain.head)
  assert.ok(first.ok)
  assert.deepEqual(first.valid.requires, [])
})

test('who cannot pay is turned away and pays nothing', () => {
  const chain = new TestChain({ alice: 30_000n, bob: TAO })
  const [applied] = chain.block(chain.extrinsic('alice', pay('bob', 1n)))
  assert.deepEqual(applied, { ok: false, rejection: { kind: 'invalid', reason: 'Payment' } })
  assert.equal(chain.free('alice'), 30_000n)
  assert.equal(chain.nonce('alice'), 0)
})

test('a free call needs no balance, and a block takes one of a stranger', () => {
  const chain = new TestChain({ alice: 5000n * TAO }, { newSubnet: { WeightsSetRateLimit: 0 } })
  const commit = composeCall('SubtensorModule', 'commit_weights', {
    netuid: NetUid(1),
    commit_hash: chain.head,
  })
  // Their nonces stay, and nobody pays for them.
  const [first, second] = chain.block(chain.extrinsic('hotkey', commit), chain.extrinsic('other', commit))
  assert.ok(first?.ok)
  assert.equal(first.dispatch?.name, 'MechanismDoesNotExist')
  assert.equal(first.fee, 0n)
  assert.equal(chain.nonce('hotkey'), 1)
  assert.deepEqual(second, { ok: false, rejection: { kind: 'invalid', reason: 'Payment' } })
  assert.equal(chain.nonce('other'), 0)
  chain.send('alice', composeCall('SubtensorModule', 'register_network', { hotkey: account('hotkey') }))
  const tried = [chain.extrinsic('other', commit), chain.extrinsic('hotkey', commit)]
  const [stranger, known] = chain.block(...tried)
  assert.ok(stranger?.ok && known?.ok)
  assert.equal(stranger.dispatch?.name, 'HotKeyNotRegisteredInSubNet')
  assert.equal(known.dispatch, undefined)
  assert.equal(known.fee, 0n)
  assert.equal(chain.nonce('hotkey'), 2)
  assert.deepEqual(chain.eventNames(2).slice(-2)[0], 'TransactionFeePaid')
})

test('a guard turns an extrinsic away with its number; inside a batch it fails the one call', () => {
  const chain = new TestChain({ alice: 5000n * TAO, hotkey: TAO })
  chain.send('alice', composeCall('SubtensorModule', 'register_network', { hotkey: account('hotkey') }))
  const args = { netuid: NetUid(1), commit_hash: chain.head }
  const [outer] = chain.block(
    chain.extrinsic('hotkey', composeCall('SubtensorModule', 'commit_weights', args)),
  )
  // CommittingWeightsTooFast: the hotkey has just been registered.
  assert.deepEqual(outer, { ok: false, rejection: { kind: 'invalid', reason: 'Custom', code: 6 } })
  const calls = [callValue('SubtensorModule', 'commit_weights', args)]
  const inner = chain.send('hotkey', composeCall('Utility', 'batch_all', { calls }))
  assert.equal(inner.dispatch?.name, 'CommittingWeightsTooFast')
  assert.ok(inner.fee > 0n)
})

test('mortality: born at the head, valid to its end, then of an unknown birth or another payload', () => {
  const chain = new TestChain({ alice: TAO, bob: TAO })
  for (let i = 0; i < 5; i++) chain.block()
  const era = mortalEra(chain.number, 8)
  const extrinsic = chain.extrinsic('alice', pay('bob', 1n), { era })
  const facts = () => chain.runtime.signatureOf(chain.state, extrinsic, chain.head)
  const message = () => {
    const now = facts()
    assert.ok(now && 'message' in now)
    return now.message
  }
  const first = message()
  const validity = chain.runtime.validate(chain.state, extrinsic, chain.head)
  assert.ok(validity.ok)
  assert.equal(validity.valid.longevity, 7)
  for (let i = 0; i < 7; i++) {
    assert.deepEqual(message(), first)
    chain.block()
  }
  // The era that holds now begins with the very block that would hold the extrinsic.
  assert.deepEqual(facts(), { kind: 'invalid', reason: 'AncientBirthBlock' })
  chain.block()
  assert.notDeepEqual(message(), first)
})

test('only what the runtime can verify is taken', () => {
  const chain = new TestChain({ alice: TAO })
  const call = pay('bob', 1n)
  const extra = { era: { type: 'Immortal' as const }, nonce: 0, tip: 0n, mode: 0 }
  const address = idAddress(account('alice'))
  const sr = { type: 'Sr25519' as const, value: new Uint8Array(64) }
  const reject = (bytes: Uint8Array) => {
    const [applied] = chain.block(bytes)
    assert.ok(applied && !applied.ok)
    return applied.rejection.reason
  }
  assert.equal(reject(encodeExtrinsic({ type: 'bare', call })), 'Call')
  assert.equal(
    reject(encodeExtrinsic({ type: 'signed', address, signature: sr, extra: { ...extra, mode: 1 }, call })),
    'BadProof',
  )
  const ecdsa = { type: 'Ecdsa' as const, value: new Uint8Array(65) }
  assert.equal(
    reject(encodeExtrinsic({ type: 'signed', address, signature: ecdsa, extra, call })),
    'BadProof',
  )
  const raw = { type: 'Raw' as const, value: new Uint8Array(3) }
  assert.equal(
    reject(encodeExtrinsic({ type: 'signed', address: raw, signature: sr, extra, call })),
    'CannotLookup',
  )
  const nobody = idAddress(`0x${'00'.repeat(32)}` as ReturnType<typeof account>)
  assert.equal(
    reject(encodeExtrinsic({ type: 'signed', address: nobody, signature: sr, extra, call })),
    'BadSigner',
  )
  const trailing = new Uint8Array([...call, 0])
  assert.equal(
    reject(encodeExtrinsic({ type: 'signed', address, signature: sr, extra, call: trailing })),
    'Call',
  )
})

test('an inherent cannot be sent', () => {
  const chain = new TestChain({ alice: TAO })
  const applied = chain.send('alice', composeCall('Timestamp', 'set', { now: 5n }))
  assert.deepEqual(applied.dispatch, { kind: 'BadOrigin', name: 'BadOrigin' })
})

test('a block holds what its bytes allow, then says it is full', () => {
  const chain = new TestChain({ alice: 100n * TAO })
  const block = chain.open()
  assert.equal(block.full, false)
  const big = (nonce: number) => chain.extrinsic('alice', remark(1_500_000), { nonce })
  const applied = Array.from({ length: 6 }, (_, nonce) => block.apply(big(nonce)))
  assert.deepEqual(
    applied.map(one => one.ok),
    [true, true, true, true, true, false],
  )
  const last = applied.at(-1)
  assert.ok(last && !last.ok)
  assert.equal(last.rejection.reason, 'ExhaustsResources')
  chain.close(block)
})

test('block hashes are kept for 2400 blocks, genesis for ever', () => {
  const chain = new TestChain({ alice: TAO })
  const genesis = chain.head
  const hashes = [genesis]
  for (let i = 0; i < 2405; i++) {
    chain.block()
    hashes.push(chain.head)
  }
  const kept = [...storage.System.BlockHash.entries(chain)].map(([[number]]) => number).sort((a, b) => a - b)
  assert.equal(kept[0], 0)
  assert.equal(kept[1], 5)
  assert.equal(kept.length, 2401)
  assert.equal(kept.at(-1), 2404)
  assert.equal(storage.System.BlockHash.get(chain, 5), hashes[5])
  assert.equal(storage.System.BlockHash.get(chain, 0), genesis)
})

test('a finished block takes nothing more', () => {
  const chain = new TestChain({ alice: TAO })
  const block = chain.open()
  chain.close(block)
  assert.throws(() => block.apply(chain.extrinsic('alice', remark(1))), { name: 'Bug' })
})

test('genesis alone has no neuron and no stake', () => {
  const chain = new TestChain({ alice: TAO })
  assert.deepEqual([...storage.SubtensorModule.Keys.entries(chain)], [])
  assert.deepEqual([...storage.SubtensorModule.AlphaV2.entries(chain)], [])
  assert.deepEqual([...storage.SubtensorModule.TotalHotkeyAlpha.entries(chain)], [])
})

test('genesis takes chain-wide values by name and refuses what it does not know', () => {
  const chain = new TestChain({}, { values: { 'SubtensorModule.AdminFreezeWindow': 2 } })
  assert.equal(storage.SubtensorModule.AdminFreezeWindow.get(chain), 2)
  assert.throws(() => new TestChain({}, { values: { 'SubtensorModule.Nonsense': 2 } }), TypeError)
  assert.throws(() => new TestChain({}, { values: { 'SubtensorModule.Tempo': 2 } }), TypeError)
  assert.throws(() => new TestChain({}, { newSubnet: { Nonsense: 2 } }), TypeError)
})

test('a declared call without an implementation, or one implemented twice, is noticed at load', () => {
  assert.throws(
    () =>
      createDispatcher(
        pallets,
        () => [],
        () => undefined,
        () => undefined,
      ),
    Bug,
  )
  const [system] = pallets
  assert.ok(system)
  assert.ok(
    createDispatcher(
      [system],
      () => [systemCalls],
      () => undefined,
      () => undefined,
    ),
  )
  assert.throws(
    () =>
      createDispatcher(
        [system],
        () => [systemCalls, systemCalls],
        () => undefined,
        () => undefined,
      ),
    Bug,
  )
})
