// Preimages as extrinsics: deposits, requests, and what remains. Every block checks the books.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blake2b256, encode, type Hash, hash32 } from '@taonet/wire'
import fc from 'fast-check'
import { MAX_HASHES, MAX_SIZE } from '../../src/chapters/preimage/table.ts'
import { callValue, composeCall, RuntimeCall, storage } from '../../src/tables.ts'
import { asRoot } from '../frame/as-root.ts'
import { account, TAO, TestChain } from '../frame/chain.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)

const BYTES = new Uint8Array(300).fill(7)
const HASH = hash32(blake2b256(BYTES))
const fund = () =>
  new TestChain({ alice: 20n * TAO, bob: 20n * TAO, carol: TAO / 20n, sudo: TAO, author: TAO })
const reserved = (chain: TestChain, name: string): bigint =>
  storage.System.Account.get(chain, account(name)).data.reserved
const note = (chain: TestChain, who: string, bytes = BYTES) =>
  chain.send(who, composeCall('Preimage', 'note_preimage', { bytes }))
const unnote = (chain: TestChain, who: string, hash = HASH) =>
  chain.send(who, composeCall('Preimage', 'unnote_preimage', { hash })).dispatch?.name
const root = (name: 'request_preimage' | 'unrequest_preimage' | 'unnote_preimage', hash = HASH) =>
  callValue('Preimage', name, { hash })
const noted = (chain: TestChain, hash: Hash = HASH, bytes = BYTES): boolean =>
  storage.Preimage.PreimageFor.has(chain, [hash, bytes.length])

test('bytes are kept for a deposit by the byte, given back to whoever paid it', () => {
  const chain = fund()
  assert.equal(note(chain, 'alice').dispatch, undefined)
  assert.equal(reserved(chain, 'alice'), 104_000_000n + 300n * 1_000_000n)
  assert.deepEqual(storage.Preimage.PreimageFor.get(chain, [HASH, 300]), BYTES)
  assert.equal(note(chain, 'bob').dispatch?.name, 'AlreadyNoted')
  assert.equal(unnote(chain, 'bob'), 'NotAuthorized')
  assert.equal(asRoot(chain, root('unrequest_preimage')), 'NotRequested')
  assert.equal(unnote(chain, 'alice'), undefined)
  assert.equal(reserved(chain, 'alice'), 0n)
  assert.equal(noted(chain), false)
  assert.equal(unnote(chain, 'alice'), 'NotNoted')
  assert.equal(note(chain, 'carol').dispatch?.name, 'InsufficientBalance')
  assert.equal(note(chain, 'alice', new Uint8Array(MAX_SIZE + 1)).dispatch?.name, 'TooBig')
})

test('what root asked for is free, and stays until root lets it go', () => {
  const chain = fund()
  assert.equal(
    chain.send('alice', composeCall('Preimage', 'request_preimage', { hash: HASH })).dispatch?.name,
    'BadOrigin',
  )
  assert.equal(asRoot(chain, root('request_preimage')), undefined)
  assert.equal(asRoot(chain, root('request_preimage')), undefined)
  const { fee } = note(chain, 'alice')
  assert.deepEqual([fee, reserved(chain, 'alice')], [0n, 0n])
  const again = note(chain, 'bob')
  assert.equal(again.dispatch?.name, 'AlreadyNoted')
  assert.ok(again.fee > 0n, 'once is free')
  assert.equal(unnote(chain, 'alice'), 'NotAuthorized')
  assert.equal(asRoot(chain, root('unrequest_preimage')), undefined)
  assert.ok(noted(chain))
  assert.equal(asRoot(chain, root('unnote_preimage')), undefined)
  assert.equal(noted(chain), false)
})

test('what somebody keeps and root asks for stays without its deposit', () => {
  const chain = fund()
  note(chain, 'alice')
  asRoot(chain, root('request_preimage'))
  assert.equal(unnote(chain, 'alice'), undefined)
  assert.equal(reserved(chain, 'alice'), 0n)
  assert.ok(noted(chain))
  asRoot(chain, root('unrequest_preimage'))
  assert.equal(noted(chain), false)
})

test('moving rows of an older form finds none', () => {
  const chain = fund()
  const move = (hashes: Hash[]) =>
    chain.send('alice', composeCall('Preimage', 'ensure_updated', { hashes })).dispatch?.name
  assert.equal(move([]), 'TooFew')
  assert.equal(move(Array.from({ length: MAX_HASHES + 1 }, () => HASH)), 'TooMany')
  assert.equal(move([HASH]), undefined)
})

test('whatever is done in whatever order, deposits are what is kept, and root can end it all', () => {
  const texts = [1, 2].map(size => new Uint8Array(size * 100).fill(size))
  const hashes = texts.map(text => hash32(blake2b256(text)))
  const act = fc.record({
    who: fc.constantFrom('alice', 'bob', 'sudo'),
    what: fc.constantFrom('note', 'unnote_preimage', 'request_preimage', 'unrequest_preimage'),
    which: fc.nat(1),
  })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 10 }), acts => {
      const chain = fund()
      for (const { who, what, which } of acts) {
        const [bytes, hash] = [texts[which], hashes[which]]
        assert.ok(bytes && hash)
        const call = what === 'note' ? callValue('Preimage', 'note_preimage', { bytes }) : root(what, hash)
        if (who === 'sudo') asRoot(chain, call)
        else chain.send(who, encode(RuntimeCall, call))
      }
      for (const hash of hashes) {
        while (asRoot(chain, root('unnote_preimage', hash)) === undefined);
      }
      assert.deepEqual([reserved(chain, 'alice'), reserved(chain, 'bob')], [0n, 0n])
      assert.equal([...storage.Preimage.PreimageFor.entries(chain)].length, 0)
    }),
    { numRuns: 30 * EFFORT },
  )
})
