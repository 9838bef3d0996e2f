// X25519: published values, and Node's against the portable one, on shares that nobody should send too.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesToDigits, digitsToBytes } from '../src/hex.ts'
import { nativeX25519, portableX25519, type X25519 } from '../src/x25519.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)

const native = nativeX25519()
assert.ok(native, 'Node has X25519')
const both: readonly X25519[] = [native, portableX25519]

/** RFC 7748 §5.2; the highest bit of the second share is set, and is to be ignored. */
const PUBLISHED = [
  [
    'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
    'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
    'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
  ],
  [
    '4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d',
    'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493',
    '95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957',
  ],
] as const

test('published values', () => {
  for (const [secret, share, agreed] of PUBLISHED)
    for (const one of both)
      assert.equal(bytesToDigits(one.agree(digitsToBytes(secret), digitsToBytes(share))), agreed)
})

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })

test('both give the same public keys and agreements, on the curve and on its twist', () => {
  fc.assert(
    fc.property(bytes32, bytes32, (secret, share) => {
      assert.deepEqual(native.publicKey(secret), portableX25519.publicKey(secret))
      assert.deepEqual(native.agree(secret, share), portableX25519.agree(secret, share))
    }),
    { numRuns: 100 * EFFORT },
  )
})

/** Of order 1, 2, 4 and 8; then the same written another way, above the prime or with the highest bit set. */
const SMALL = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000080',
]

test('shares of small order, and of another length, are refused by both', () => {
  const secret = digitsToBytes(PUBLISHED[0][0])
  for (const one of both) {
    for (const share of SMALL) assert.throws(() => one.agree(secret, digitsToBytes(share)), share)
    for (const length of [0, 31, 33, 64])
      assert.throws(() => one.agree(secret, new Uint8Array(length).fill(9)), `${length} bytes`)
  }
})

test('what stands above the prime is read modulo the prime by both', () => {
  const secret = digitsToBytes(PUBLISHED[1][0])
  // p + 3 … p + 18, the last that 255 bits hold.
  for (let low = 0xf0; low <= 0xff; low++) {
    const share = new Uint8Array(32).fill(0xff)
    share[0] = low
    share[31] = 0x7f
    const plain = new Uint8Array(32)
    plain[0] = low - 0xed
    for (const one of both) assert.deepEqual(one.agree(secret, share), one.agree(secret, plain))
    assert.deepEqual(native.agree(secret, share), portableX25519.agree(secret, share))
  }
})
