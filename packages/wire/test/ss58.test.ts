// SS58 addresses: the vectors, every prefix, and each way a text can be wrong.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { base58 } from '@scure/base'
import fc from 'fast-check'
import { FormatError } from '../src/format-error.ts'
import { blake2b512 } from '../src/hash.ts'
import { accountId } from '../src/hex.ts'
import { accountFromSs58, ss58Decode, ss58Encode } from '../src/ss58.ts'

const vectors = JSON.parse(
  readFileSync(new URL('../../../vectors/wire-vectors.json', import.meta.url), 'utf8'),
) as { accounts: Record<string, { ss58: string; pub: string }> }

const refuses = (code: string) => (error: unknown) => error instanceof FormatError && error.code === code

function withChecksum(body: number[]): string {
  const sum = blake2b512(Uint8Array.from([...new TextEncoder().encode('SS58PRE'), ...body]))
  return base58.encode(Uint8Array.from([...body, ...sum.subarray(0, 2)]))
}

test('the published accounts translate both ways', () => {
  for (const { ss58, pub } of Object.values(vectors.accounts)) {
    assert.equal(ss58Encode(accountId(pub)), ss58)
    assert.equal(accountFromSs58(ss58), pub)
    assert.equal(ss58.length, 48)
  }
})

test('known addresses of other networks (Polkadot 0, Kusama 2, a two-byte prefix)', () => {
  const alice = accountId(vectors.accounts.alice!.pub)
  assert.equal(ss58Encode(alice, 0), '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5')
  assert.equal(ss58Encode(alice, 2), 'HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F')
  assert.equal(ss58Decode(ss58Encode(alice, 1284)).prefix, 1284)
  assert.throws(() => accountFromSs58(ss58Encode(alice, 2)), refuses('ss58-prefix'))
})

test('every key and prefix survives the round trip', () => {
  const prefixes = fc.integer({ min: 0, max: 16_383 })
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), prefixes, (key, prefix) => {
      assert.deepEqual(ss58Decode(ss58Encode(key, prefix)), { prefix, publicKey: key })
    }),
    { numRuns: 500 },
  )
})

test('one changed character never passes', () => {
  const address = vectors.accounts.alice!.ss58
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
  fc.assert(
    fc.property(fc.nat(address.length - 1), fc.constantFrom(...alphabet), (at, character) => {
      fc.pre(address[at] !== character)
      const changed = address.slice(0, at) + character + address.slice(at + 1)
      assert.throws(() => ss58Decode(changed), FormatError)
    }),
    { numRuns: 1000 },
  )
})

test('each malformation has its code', () => {
  const address = vectors.accounts.alice!.ss58
  const key = new Array<number>(32).fill(7)
  const last = address.endsWith('Y') ? 'Z' : 'Y'
  const cases: [string, string][] = [
    ['', 'ss58-length'],
    ['0OIl', 'ss58-alphabet'],
    [`${address.slice(0, -1)}${last}`, 'ss58-checksum'],
    ['1'.repeat(100_000), 'ss58-length'],
    [withChecksum([42, ...key.slice(1)]), 'ss58-length'],
    [withChecksum([42, ...key, 7]), 'ss58-length'],
    [withChecksum([128, ...key]), 'ss58-prefix'],
    // 42 spelt in two bytes
    [withChecksum([0x4a, 0x80, ...key]), 'ss58-prefix'],
  ]
  for (const [text, code] of cases) assert.throws(() => ss58Decode(text), refuses(code), text.slice(0, 60))
  assert.throws(() => ss58Encode(new Uint8Array(31)), refuses('length'))
  for (const prefix of [-1, 16_384, 1.5])
    assert.throws(() => ss58Encode(new Uint8Array(32), prefix), refuses('ss58-prefix'))
})
