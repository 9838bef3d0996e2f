// X25519 (RFC 7748): Node's own where there is one, which is thirty times as fast, else portable. A session begins with two of
// these on either side, and they were most of what it cost.
import { x25519 } from '@noble/curves/ed25519.js'
import { digitsToBytes } from './hex.ts'

export interface X25519 {
  /** 32 bytes of 32. */
  publicKey(secret: Uint8Array): Uint8Array
  /** 32 bytes. @throws for a share that is not 32 bytes, or of small order. */
  agree(secret: Uint8Array, peerShare: Uint8Array): Uint8Array
}

export const portableX25519: X25519 = {
  publicKey: secret => x25519.getPublicKey(secret),
  agree: (secret, peerShare) => x25519.getSharedSecret(secret, peerShare),
}

/** What precedes the 32 bytes of a secret in PKCS #8, and of a share in SPKI (RFC 8410 §4, §7). */
const PKCS8 = digitsToBytes('302e020100300506032b656e04220420')
const SPKI = digitsToBytes('302a300506032b656e032100')
const SHARE = 32

/** Undefined outside Node. Asked for by name at run time, so that a page can be built from this file. */
export function nativeX25519(): X25519 | undefined {
  const crypto = globalThis.process?.getBuiltinModule?.('node:crypto')
  if (!crypto) return undefined
  const der = (prefix: Uint8Array, bytes: Uint8Array) => {
    if (bytes.length !== SHARE) throw new RangeError(`X25519 takes ${SHARE} bytes`)
    return Buffer.concat([prefix, bytes])
  }
  const privateKey = (secret: Uint8Array) =>
    crypto.createPrivateKey({ key: der(PKCS8, secret), format: 'der', type: 'pkcs8' })
  return {
    publicKey: secret =>
      new Uint8Array(
        crypto
          .createPublicKey(privateKey(secret))
          .export({ format: 'der', type: 'spki' })
          .subarray(SPKI.length),
      ),
    agree: (secret, peerShare) =>
      new Uint8Array(
        crypto.diffieHellman({
          privateKey: privateKey(secret),
          publicKey: crypto.createPublicKey({ key: der(SPKI, peerShare), format: 'der', type: 'spki' }),
        }),
      ),
  }
}
