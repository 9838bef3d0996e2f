// The worker pool: verdicts in order, bounds, hostile items, and an orderly end.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { keyPairFromUri } from '../src/keyring.ts'
import { isNetError } from '../src/net-error.ts'
import { createVerifier } from '../src/verifier.ts'
import { type SignedItem, verifySignature } from '../src/verify.ts'
import { packItems, unpackItems } from '../src/verify-batch.ts'

const pairs = (['sr25519', 'ed25519'] as const).map(scheme => keyPairFromUri('//Alice', scheme))
const item = (index: number, honest: boolean): SignedItem => {
  const pair = pairs[index % 2]!
  const message = new Uint8Array(index).fill(index)
  const signature = pair.sign(message)
  if (!honest) signature[3]! ^= 1
  return { scheme: pair.scheme, publicKey: pair.publicKey, message, signature }
}
const fails = (code: string) => (error: unknown) => isNetError(error) && error.code === code

test('items survive packing', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
  const items = fc.array(
    fc.record(
      {
        scheme: fc.constantFrom('sr25519' as const, 'ed25519' as const),
        publicKey: bytes(32),
        signature: bytes(64),
        message: fc.uint8Array({ maxLength: 300 }),
      },
      { noNullPrototype: true },
    ),
  )
  fc.assert(fc.property(items, list => assert.deepEqual([...unpackItems(packItems(list))], list)))
})

test('each verdict comes back in its place, over several batches, calls and workers', async () => {
  const verifier = createVerifier({ workers: 2 })
  try {
    const honest = (index: number) => index % 3 !== 0
    const items = Array.from({ length: 150 }, (_, index) => item(index, honest(index)))
    const calls = [items, items.slice(0, 1), items.slice(70), []]
    const verdicts = await Promise.all(calls.map(call => verifier.verify(call)))
    assert.deepEqual(verdicts, [
      items.map((_, index) => honest(index)),
      [false],
      items.slice(70).map((_, index) => honest(index + 70)),
      [],
    ])
    assert.deepEqual(verdicts[0]!.slice(0, 20), items.slice(0, 20).map(verifySignature))
  } finally {
    await verifier.close()
  }
})

test('hostile sizes are false without reaching a worker, among good ones', async () => {
  const verifier = createVerifier()
  try {
    const good = item(4, true)
    const lengths = [0, 31, 33, 63, 65]
    const hostile = lengths.flatMap(length => [
      { ...good, signature: new Uint8Array(length) },
      { ...good, publicKey: new Uint8Array(length) },
    ])
    const verdicts = await verifier.verify([
      good,
      ...hostile,
      { ...good, signature: new Uint8Array(64).fill(255) },
      good,
    ])
    assert.deepEqual(verdicts, [true, ...hostile.map(() => false), false, true])
  } finally {
    await verifier.close()
  }
})

test('more than the bound is refused as busy, and the rest still finishes', async () => {
  const verifier = createVerifier({ maxPending: 3 })
  try {
    const three = [item(2, true), item(4, false), item(6, true)]
    const first = verifier.verify(three)
    await assert.rejects(verifier.verify([item(2, true)]), fails('verifier-busy'))
    assert.deepEqual(await first, [true, false, true])
    assert.deepEqual(await verifier.verify(three), [true, false, true])
  } finally {
    await verifier.close()
  }
})

test('closing rejects what waits and everything after', async () => {
  const verifier = createVerifier()
  const waiting = verifier.verify([item(2, true)])
  const rejected = assert.rejects(waiting, fails('verifier-stopped'))
  await verifier.close()
  await rejected
  await assert.rejects(verifier.verify([]), fails('verifier-stopped'))
  assert.throws(() => createVerifier({ workers: 0 }), RangeError)
})
