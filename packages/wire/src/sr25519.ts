// sr25519 under the `substrate` context: pure by default, with an engine slot that `./node` fills with wasm.

import { getPublicKey, HDKD, secretFromSeed, sign, verify } from '@scure/sr25519'
import { FormatError } from './format-error.ts'
import { isSr25519Shape, type Sr25519Engine, type Sr25519Pair } from './sr25519-engine.ts'

const pureEngine: Sr25519Engine = {
  sign: (pair, message) => sign(pair.secret, message),
  verify(publicKey, message, signature) {
    // The library throws on a missing marker bit and on bytes that are no point or scalar.
    try {
      return verify(message, signature, publicKey)
    } catch {
      return false
    }
  },
}

let engine = pureEngine

/** Replaces the engine for the whole process; both sign and accept the same (tested). */
export function installSr25519Engine(next: Sr25519Engine): void {
  engine = next
}

/** The signature is randomised: two of the same message differ. */
export function sr25519Sign(pair: Sr25519Pair, message: Uint8Array): Uint8Array {
  return engine.sign(pair, message)
}

/** False on any malformed input, never an exception. */
export function sr25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return isSr25519Shape(publicKey, signature) && engine.verify(publicKey, message, signature)
}

/**
 * The pair of a 32-byte mini-secret (Ed25519 expansion, as Substrate does it).
 * @throws FormatError `key` when the seed has another length.
 */
export function sr25519FromSeed(seed: Uint8Array): Sr25519Pair {
  if (seed.length !== 32) throw new FormatError('key', 'an sr25519 seed has 32 bytes')
  return pairOf(secretFromSeed(seed))
}

export function sr25519DeriveHard(pair: Sr25519Pair, chainCode: Uint8Array): Sr25519Pair {
  return pairOf(HDKD.secretHard(pair.secret, chainCode))
}

export function sr25519DeriveSoft(pair: Sr25519Pair, chainCode: Uint8Array): Sr25519Pair {
  return pairOf(HDKD.secretSoft(pair.secret, chainCode))
}

/** The soft child of a public key alone, equal to the public key of the child pair. */
export function sr25519DerivePublic(publicKey: Uint8Array, chainCode: Uint8Array): Uint8Array {
  return HDKD.publicSoft(publicKey, chainCode)
}

function pairOf(secret: Uint8Array): Sr25519Pair {
  return { secret, publicKey: getPublicKey(secret) }
}

/**
 * Wallet files (wire-neuron §1 `privateKey`) hold the plain scalar, half-ed25519 form the scalar times 8.
 * @throws FormatError `key` when the bytes are not 64 or the scalar is not below 2^253.
 */
export function sr25519FromWalletSecret(secret: Uint8Array): Sr25519Pair {
  if (secret.length !== 64) throw new FormatError('key', 'an sr25519 private key has 64 bytes')
  if (secret[31]! >= 0x20) throw new FormatError('key', 'the scalar of the private key is out of range')
  const half = secret.slice()
  for (let i = 31; i >= 0; i--) half[i] = (secret[i]! << 3) | (i === 0 ? 0 : secret[i - 1]! >> 5)
  try {
    return pairOf(half)
  } catch {
    throw new FormatError('key', 'the bytes are not an sr25519 private key')
  }
}

/** The 64 bytes a wallet file stores for this pair. */
export function sr25519WalletSecret(pair: Sr25519Pair): Uint8Array {
  const secret = pair.secret.slice()
  for (let i = 0; i < 32; i++) secret[i] = (pair.secret[i]! >> 3) | (i === 31 ? 0 : pair.secret[i + 1]! << 5)
  return secret
}
