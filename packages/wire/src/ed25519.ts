// ed25519, strict: the one implementation every node uses.
//
// The rule is @noble/curves with zip215 false, at the version the lockfile pins: S below L, canonical encodings of
// A and R, no small-order A, and the cofactored equation [8][S]B = [8]R + [8][k]A. It is not node:crypto, whose
// verdicts on edge encodings are those of whichever OpenSSL the Node binary was linked with: two nodes could
// disagree. The tests pin the verdict on every edge encoding.

import { ed25519 } from '@noble/curves/ed25519.js'
import { FormatError } from './format-error.ts'
import { blake2b256 } from './hash.ts'

export interface Ed25519Pair {
  readonly publicKey: Uint8Array
  readonly seed: Uint8Array
}

/**
 * The pair of a 32-byte seed (RFC 8032).
 * @throws FormatError `key` when the seed has another length.
 */
export function ed25519FromSeed(seed: Uint8Array): Ed25519Pair {
  if (seed.length !== 32) throw new FormatError('key', 'an ed25519 seed has 32 bytes')
  return { seed, publicKey: ed25519.getPublicKey(seed) }
}

/** Deterministic (RFC 8032). */
export function ed25519Sign(pair: Ed25519Pair, message: Uint8Array): Uint8Array {
  return ed25519.sign(message, pair.seed)
}

/** False on any malformed input, never an exception. */
export function ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  return ed25519.verify(signature, message, publicKey, { zip215: false })
}

// SCALE text: compact length 11, then the letters.
const HARD_CONTEXT = new Uint8Array([11 << 2, ...new TextEncoder().encode('Ed25519HDKD')])

/** Substrate's hard junction; ed25519 has no soft one. */
export function ed25519DeriveHard(pair: Ed25519Pair, chainCode: Uint8Array): Ed25519Pair {
  return ed25519FromSeed(blake2b256(new Uint8Array([...HARD_CONTEXT, ...pair.seed, ...chainCode])))
}
