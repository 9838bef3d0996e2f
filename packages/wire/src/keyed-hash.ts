// SHA-256 and its HMAC for what a warm request needs of them, six times on its way: Node's own where there is one, which takes
// a fifth of the time on so few bytes, else portable.

import { hmac } from '@noble/hashes/hmac.js'
import { sha256 as portableSha256 } from '@noble/hashes/sha2.js'
import { sha256 } from './hash.ts'
import { bytesToDigits } from './hex.ts'

export type KeyedHash = (message: Uint8Array) => Uint8Array

export interface Sha256 {
  /** Lower-case digits of the hash. */
  digits(bytes: Uint8Array): string
  /** HMAC-SHA-256 (RFC 2104) under a key of at most 64 bytes. */
  keyed(key: Uint8Array): KeyedHash
}

export const portableSha2: Sha256 = {
  digits: bytes => bytesToDigits(sha256(bytes)),
  keyed: key => message => hmac(portableSha256, key, message),
}

const BLOCK = 64

/** The key as RFC 2104 §2 puts it before what is hashed. */
function padded(key: Uint8Array, pad: number): Uint8Array {
  if (key.length > BLOCK) throw new RangeError(`a key of ${key.length} bytes is longer than a block`)
  const block = new Uint8Array(BLOCK).fill(pad)
  for (const [at, byte] of key.entries()) block[at] = byte ^ pad
  return block
}

/** Undefined outside Node. Asked for by name at run time, so that a page can be built from this file. */
export function nativeSha2(): Sha256 | undefined {
  const crypto = globalThis.process?.getBuiltinModule?.('node:crypto')
  if (!crypto) return undefined
  // One call a hash: making an object for each takes longer than the hashing.
  const { hash } = crypto
  return {
    digits: bytes => hash('sha256', bytes),
    keyed(key) {
      const [inner, outer] = [padded(key, 0x36), padded(key, 0x5c)]
      return message =>
        hash(
          'sha256',
          Buffer.concat([outer, hash('sha256', Buffer.concat([inner, message]), 'buffer')]),
          'buffer',
        )
    },
  }
}

export const sha2: Sha256 = nativeSha2() ?? portableSha2
