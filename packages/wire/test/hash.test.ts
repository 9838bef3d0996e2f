// The hashes: published values, wasm against pure, and equality before and after ready().

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import * as hash from '../src/hash.ts'
import { bytesToDigits, bytesToHex } from '../src/hex.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

const PUBLISHED: readonly [keyof typeof functions, string, string][] = [
  ['blake2b256', 'abc', 'bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319'],
  ['blake2b128', 'abc', 'cf4ab791c62b8d2b2109c90275287816'],
  [
    'blake2b512',
    'abc',
    'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
  ],
  ['keccak256', '', 'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'],
  ['sha3_256', '', 'a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a'],
  ['sha256', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['twox64', '', '99e9d85137db46ef'],
  ['twox128', 'System', '26aa394eea5630e07c48ae0c9558cef7'],
  ['twox128', 'Account', 'b99d880ec681799c0cf30e8886371da9'],
  ['twox128', 'SubtensorModule', '658faa385070e074c85bf6b568cf0555'],
]

const functions = {
  blake2b128: hash.blake2b128,
  blake2b256: hash.blake2b256,
  blake2b512: hash.blake2b512,
  keccak256: hash.keccak256,
  sha256: hash.sha256,
  sha3_256: hash.sha3_256,
  twox64: hash.twox64,
  twox128: hash.twox128,
}
const names = Object.keys(functions) as (keyof typeof functions)[]

// Lengths around every block and lane boundary, and inputs that are views into a larger buffer.
const samples = Array.from({ length: 300 }, (_, length) =>
  Uint8Array.from({ length: length + 3 }, (_, i) => (i * 31 + length * 7) & 255).subarray(3),
)
samples.push(new Uint8Array(200_000).fill(0x5a))
const digests = () => names.map(name => samples.map(bytes => bytesToDigits(functions[name](bytes))))

const pure = digests()

test('published values hold before and after ready()', async () => {
  for (let pass = 0; pass < 2; pass++) {
    for (const [name, text, digest] of PUBLISHED) {
      assert.equal(bytesToDigits(functions[name](utf8(text))), digest, `${name}(${text})`)
    }
    await hash.ready()
  }
})

test('the wasm digests equal the pure ones at every length', async () => {
  await hash.ready()
  assert.deepEqual(digests(), pure)
})

test('wasm, pure and node:crypto agree on random bytes', async () => {
  await hash.ready()
  const nodeDigest = (algorithm: string, bytes: Uint8Array) =>
    createHash(algorithm).update(bytes).digest('hex')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4096 }), bytes => {
      for (const name of ['blake2b128', 'blake2b256', 'keccak256'] as const) {
        assert.deepEqual(functions[name](bytes), hash.pureHashes[name](bytes))
      }
      assert.equal(bytesToDigits(hash.sha256(bytes)), nodeDigest('sha256', bytes))
      assert.equal(bytesToDigits(hash.sha3_256(bytes)), nodeDigest('sha3-256', bytes))
      assert.equal(bytesToDigits(hash.blake2b512(bytes)), nodeDigest('blake2b512', bytes))
      const [low, high] = [hash.pureHashes.xxh64(bytes, 0n), hash.pureHashes.xxh64(bytes, 1n)]
      const view = new DataView(hash.twox128(bytes).buffer)
      assert.deepEqual([view.getBigUint64(0, true), view.getBigUint64(8, true)], [low, high])
    }),
    { numRuns: 300 },
  )
})

test('a returned digest is not overwritten by the next call', async () => {
  await hash.ready()
  for (const name of names) {
    const first = functions[name](utf8('first'))
    const kept = bytesToHex(first)
    functions[name](utf8('second'))
    assert.equal(bytesToHex(first), kept, name)
  }
})
