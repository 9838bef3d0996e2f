// The memory of good signatures: what it takes for the same, and that it ends.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SignedItem } from '@taonet/wire/node'
import { SignatureCache } from '../src/host/signatures.ts'

const item = (index: number): SignedItem => ({
  scheme: 'sr25519',
  publicKey: new Uint8Array(32).fill(1),
  signature: new Uint8Array(64).fill(2),
  message: Uint8Array.of(index, index >> 8, index >> 16),
})

const changed = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte))

test('another scheme, key, signature or message was not verified', () => {
  const cache = new SignatureCache()
  const good = item(7)
  cache.add(good)
  assert.equal(cache.has({ ...good }), true)
  assert.equal(cache.has({ ...good, scheme: 'ed25519' }), false)
  for (const part of ['publicKey', 'signature', 'message'] as const)
    assert.equal(cache.has({ ...good, [part]: changed(good[part]) }), false, part)
})

test('it keeps the newest 32,768', () => {
  const cache = new SignatureCache()
  for (let index = 0; index < 40_000; index++) cache.add(item(index))
  cache.add(item(10_000))
  cache.add(item(40_000))
  assert.equal(cache.size, 32_768)
  assert.deepEqual(
    [7_232, 7_233, 10_000, 40_000].map(index => cache.has(item(index))),
    [false, true, true, true],
  )
})
