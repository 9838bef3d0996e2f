// The stand-ins for the WebAssembly hashes answer as the originals do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as original from 'hash-wasm'
import createXxhash from 'xxhash-wasm'
import createPure, * as pure from '../src/pure-hashes.ts'

const digests = [
  ['blake2b 128', await original.createBLAKE2b(128), await pure.createBLAKE2b(128)],
  ['blake2b 256', await original.createBLAKE2b(256), await pure.createBLAKE2b(256)],
  ['blake2b 512', await original.createBLAKE2b(512), await pure.createBLAKE2b(512)],
  ['keccak', await original.createKeccak(256), await pure.createKeccak()],
  ['sha2', await original.createSHA256(), await pure.createSHA256()],
  ['sha3', await original.createSHA3(256), await pure.createSHA3()],
] as const
const [xxhash, pureXxhash] = await Promise.all([createXxhash(), createPure()])

for (const [name, fast, slow] of digests)
  test(name, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        assert.deepEqual(slow.init().update(bytes).digest(), fast.init().update(bytes).digest('binary'))
      }),
    )
  })

test('xxh64', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.bigInt({ min: 0n, max: 9n }), (bytes, seed) => {
      assert.equal(pureXxhash.h64Raw(bytes, seed), xxhash.h64Raw(bytes, seed))
    }),
  )
})

test('a length that nobody uses is refused', async () => {
  await assert.rejects(pure.createBLAKE2b(384), RangeError)
})
