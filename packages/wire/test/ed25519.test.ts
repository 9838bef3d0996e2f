// ed25519: the published vectors, and the verdict pinned on every edge encoding (consensus depends on them).

import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { ed25519FromSeed, ed25519Sign, ed25519Verify } from '../src/ed25519.ts'
import { bytesToDigits, digitsToBytes } from '../src/hex.ts'

const { Point } = ed25519
const L = Point.Fn.ORDER
const P = Point.Fp.ORDER

const littleEndian = (value: bigint): Uint8Array =>
  digitsToBytes(value.toString(16).padStart(64, '0')).reverse()
const number = (bytes: Uint8Array): bigint => BigInt(`0x${bytesToDigits(bytes.slice().reverse())}`)
const mod = (value: bigint): bigint => ((value % L) + L) % L
const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap(part => [...part]))

const pair = ed25519FromSeed(new Uint8Array(32).fill(3))
const message = new TextEncoder().encode('an edge case')
const good = ed25519Sign(pair, message)

// A point of order 8, and with it all eight of the small subgroup.
const order8 = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
const torsion = Array.from({ length: 8 }, (_, i) => (i === 0 ? Point.ZERO : order8.multiplyUnsafe(BigInt(i))))

const opensslVerify = (publicKey: Uint8Array, text: Uint8Array, signature: Uint8Array): boolean => {
  const x = Buffer.from(publicKey).toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return verify(null, text, key, signature)
}

test('RFC 8032, test 3', () => {
  const rfc = ed25519FromSeed(
    digitsToBytes('c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7'),
  )
  assert.equal(
    bytesToDigits(rfc.publicKey),
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
  )
  const signature = ed25519Sign(rfc, Uint8Array.of(0xaf, 0x82))
  assert.equal(
    bytesToDigits(signature),
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  )
  assert.ok(ed25519Verify(rfc.publicKey, Uint8Array.of(0xaf, 0x82), signature))
})

test('node:crypto agrees on honest signatures and on flipped bits', () => {
  const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(seeds, fc.uint8Array({ maxLength: 200 }), fc.nat(511), (seed, text, bit) => {
      const { publicKey } = ed25519FromSeed(seed)
      const signature = ed25519Sign({ publicKey, seed }, text)
      assert.ok(ed25519Verify(publicKey, text, signature) && opensslVerify(publicKey, text, signature))
      signature[bit >> 3]! ^= 1 << (bit & 7)
      assert.equal(ed25519Verify(publicKey, text, signature), false)
      assert.equal(opensslVerify(publicKey, text, signature), false)
    }),
    { numRuns: 60 },
  )
})

test('S must be below L', () => {
  const s = number(good.slice(32))
  for (const shifted of [s + L, s + 2n * L, s + 7n * L, L, 2n ** 256n - 1n]) {
    assert.equal(
      ed25519Verify(pair.publicKey, message, join(good.slice(0, 32), littleEndian(shifted))),
      false,
    )
  }
})

test('no small-order public key is accepted, in any of its encodings', () => {
  const canonical = torsion.map(point => point.toBytes())
  // y + p where it still fits into 255 bits, and the wrong sign of x = 0
  const other = [P, P + 1n, P - 1n + 2n ** 255n, 1n + 2n ** 255n, P + 2n ** 255n, P + 1n + 2n ** 255n].map(
    littleEndian,
  )
  assert.equal(new Set(canonical.map(bytesToDigits)).size, 8)
  for (const publicKey of [...canonical, ...other]) {
    // With S = 0 and R of small order the equation holds (times 8) under such a key for every message.
    for (const r of canonical) {
      assert.equal(
        ed25519Verify(publicKey, message, join(r, new Uint8Array(32))),
        false,
        bytesToDigits(publicKey),
      )
    }
  }
})

test('a key or R beyond p is refused although it names a point', () => {
  // The only y below 19 with a point of large order, written as y + p.
  for (let y = 2n; y < 19n; y++) {
    const encoding = littleEndian(P + y)
    const lenient = (() => {
      try {
        return Point.fromBytes(encoding, true)
      } catch {
        return undefined
      }
    })()
    if (!lenient) continue
    assert.equal(ed25519Verify(encoding, message, good), false)
    assert.throws(() => Point.fromBytes(encoding, false))
  }
  const identityBeyondP = littleEndian(P + 1n)
  const scalar = secretScalar()
  const signature = signedWith(identityBeyondP, pair.publicKey, 0n, scalar)
  assert.equal(ed25519Verify(pair.publicKey, message, signature), false)
})

function secretScalar(): bigint {
  const digest = sha512(pair.seed).slice(0, 32)
  digest[0]! &= 248
  digest[31]! = (digest[31]! & 63) | 64
  return number(digest)
}

/** The signature a key's owner can make for a chosen encoding of R = [r]B (+ torsion). */
function signedWith(encodedR: Uint8Array, publicKey: Uint8Array, r: bigint, scalar: bigint): Uint8Array {
  const k = mod(number(sha512(join(encodedR, publicKey, message))))
  return join(encodedR, littleEndian(mod(r + k * scalar)))
}

test('pinned: the equation is cofactored, so a torsion part in R or A does not matter', () => {
  const scalar = secretScalar()
  const r = 123456789n
  for (const part of torsion) {
    const encodedR = Point.BASE.multiply(r).add(part).toBytes()
    assert.equal(
      ed25519Verify(pair.publicKey, message, signedWith(encodedR, pair.publicKey, r, scalar)),
      true,
    )
    const mixedKey = Point.fromBytes(pair.publicKey).add(part).toBytes()
    const plainR = Point.BASE.multiply(r).toBytes()
    assert.equal(ed25519Verify(mixedKey, message, signedWith(plainR, mixedKey, r, scalar)), true)
    // R itself of small order, written canonically
    assert.equal(
      ed25519Verify(pair.publicKey, message, signedWith(part.toBytes(), pair.publicKey, 0n, scalar)),
      true,
    )
  }
})

test('OpenSSL differs on such an encoding, which is why it is not the consensus rule', () => {
  const encodedR = Point.BASE.multiply(7n).add(order8).toBytes()
  const signature = signedWith(encodedR, pair.publicKey, 7n, secretScalar())
  assert.equal(ed25519Verify(pair.publicKey, message, signature), true)
  assert.equal(opensslVerify(pair.publicKey, message, signature), false)
})

test('wrong lengths and all-ff bytes are false, never an exception', () => {
  for (const length of [0, 31, 33, 64]) {
    assert.equal(ed25519Verify(new Uint8Array(length), message, good), false)
  }
  for (const length of [0, 32, 63, 65, 128]) {
    assert.equal(ed25519Verify(pair.publicKey, message, new Uint8Array(length)), false)
  }
  assert.equal(ed25519Verify(pair.publicKey, message, new Uint8Array(64).fill(255)), false)
  assert.equal(ed25519Verify(new Uint8Array(32).fill(255), message, good), false)
})
