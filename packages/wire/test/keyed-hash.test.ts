// SHA-256 and HMAC under a key: published values, and Node's against the portable ones.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesToDigits, digitsToBytes } from '../src/hex.ts'
import { nativeSha2, portableSha2, type Sha256 } from '../src/keyed-hash.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const utf8 = (text: string) => new TextEncoder().encode(text)

const native = nativeSha2()
assert.ok(native, 'Node has SHA-256')
const both: readonly Sha256[] = [native, portableSha2]

/** RFC 4231 §4.2 and §4.3. */
const PUBLISHED = [
  [
    digitsToBytes('0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b'),
    'Hi There',
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  ],
  [
    utf8('Jefe'),
    'what do ya want for nothing?',
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
] as const

test('published values', () => {
  for (const one of both) {
    // FIPS 180-2 §B.1.
    assert.equal(one.digits(utf8('abc')), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    for (const [key, message, mac] of PUBLISHED)
      assert.equal(bytesToDigits(one.keyed(key)(utf8(message))), mac)
  }
})

test('both give the same hashes and MACs, whatever the message and the key', () => {
  const bytes = fc.uint8Array({ maxLength: 300 })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), bytes, bytes, (key, first, second) => {
      assert.equal(native.digits(first), portableSha2.digits(first))
      const [ours, theirs] = [native.keyed(key), portableSha2.keyed(key)]
      for (const message of [first, second, first])
        assert.equal(bytesToDigits(ours(message)), bytesToDigits(theirs(message)))
    }),
    { numRuns: 200 * EFFORT },
  )
})
