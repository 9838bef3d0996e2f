// The secret of a taonet session (wire-neuron §3c) and how what it protects is compared.

import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { FormatError } from './format-error.ts'
import { type AccountId, hexToBytes } from './hex.ts'
import { nativeX25519, portableX25519 } from './x25519.ts'

export const SESSION_PROTOCOL = 'taonet-session/1'

const engine = nativeX25519() ?? portableX25519

const INFO = new TextEncoder().encode(SESSION_PROTOCOL)

/** Both 32 bytes; the secret lives from the offer to the answer. */
export interface X25519Share {
  readonly secret: Uint8Array
  readonly share: Uint8Array
}

export function x25519Share(secret: Uint8Array = crypto.getRandomValues(new Uint8Array(32))): X25519Share {
  return { secret, share: engine.publicKey(secret) }
}

/**
 * 32 bytes: HKDF-SHA-256 of the X25519 agreement, salted with the caller's and then the receiver's public key.
 * @throws FormatError `session` when the peer's share is not 32 bytes or of small order.
 */
export function deriveSessionKey(
  secret: Uint8Array,
  peerShare: Uint8Array,
  caller: AccountId,
  receiver: AccountId,
): Uint8Array {
  const salt = new Uint8Array([...hexToBytes(caller), ...hexToBytes(receiver)])
  return hkdf(sha256, agree(secret, peerShare), salt, INFO, 32)
}

function agree(secret: Uint8Array, peerShare: Uint8Array): Uint8Array {
  try {
    return engine.agree(secret, peerShare)
  } catch {
    throw new FormatError('session', 'the X25519 share of the peer is unusable')
  }
}

/** Compares in a time that depends on the lengths alone. */
export function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!
  return difference === 0
}
