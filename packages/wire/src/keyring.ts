// Key pairs of both schemes, from words, seeds, wallet secrets and URIs.

import { type Ed25519Pair, ed25519DeriveHard, ed25519FromSeed, ed25519Sign } from './ed25519.ts'
import { FormatError } from './format-error.ts'
import { type AccountId, accountId, digitsToBytes } from './hex.ts'
import { miniSecretFromMnemonic } from './mnemonic.ts'
import { DEV_PHRASE, type Junction, parseSecretUri } from './secret-uri.ts'
import {
  sr25519DeriveHard,
  sr25519DeriveSoft,
  sr25519FromSeed,
  sr25519FromWalletSecret,
  sr25519Sign,
  sr25519WalletSecret,
} from './sr25519.ts'
import type { Sr25519Pair } from './sr25519-engine.ts'
import { ss58Encode } from './ss58.ts'
import type { SignatureScheme } from './verify.ts'

interface Signer {
  readonly publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
  secret(): Uint8Array
  derive(junction: Junction): Signer
}

/** A key that can sign. Secrets are behind getters of the prototype, so printing or serialising shows none. */
export class KeyPair {
  readonly scheme: SignatureScheme
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  readonly account: AccountId
  /** Prefix 42. */
  readonly ss58: string
  readonly #signer: Signer
  readonly #seed: Uint8Array | undefined

  constructor(scheme: SignatureScheme, signer: Signer, seed: Uint8Array | undefined) {
    this.scheme = scheme
    this.publicKey = signer.publicKey
    this.account = accountId(signer.publicKey)
    this.ss58 = ss58Encode(signer.publicKey)
    this.#signer = signer
    this.#seed = seed
  }

  /** 64 bytes; sr25519 under the `substrate` context (randomised), ed25519 plain (deterministic). */
  sign(message: Uint8Array): Uint8Array {
    return this.#signer.sign(message)
  }

  /** 64 bytes: for sr25519 what a wallet file calls `privateKey` (wire-neuron §1), for ed25519 seed and public key. */
  get secret(): Uint8Array {
    return this.#signer.secret()
  }

  /** The 32-byte mini-secret; absent for a derived key, which only its wallet secret restores. */
  get seed(): Uint8Array | undefined {
    return this.#seed
  }
}

function sr25519Signer(pair: Sr25519Pair): Signer {
  return {
    publicKey: pair.publicKey,
    sign: message => sr25519Sign(pair, message),
    secret: () => sr25519WalletSecret(pair),
    derive: ({ hard, chainCode }) =>
      sr25519Signer(hard ? sr25519DeriveHard(pair, chainCode) : sr25519DeriveSoft(pair, chainCode)),
  }
}

function ed25519Signer(pair: Ed25519Pair): Signer {
  return {
    publicKey: pair.publicKey,
    sign: message => ed25519Sign(pair, message),
    secret: () => new Uint8Array([...pair.seed, ...pair.publicKey]),
    derive({ hard, chainCode }) {
      if (!hard) throw new FormatError('derivation', 'ed25519 has no soft junctions')
      return ed25519Signer(ed25519DeriveHard(pair, chainCode))
    },
  }
}

function signerFromSeed(seed: Uint8Array, scheme: SignatureScheme): Signer {
  return scheme === 'sr25519' ? sr25519Signer(sr25519FromSeed(seed)) : ed25519Signer(ed25519FromSeed(seed))
}

/**
 * The pair of a 32-byte mini-secret.
 * @throws FormatError `key`.
 */
export function keyPairFromSeed(seed: Uint8Array, scheme: SignatureScheme = 'sr25519'): KeyPair {
  return new KeyPair(scheme, signerFromSeed(seed, scheme), seed.slice())
}

/**
 * The pair of BIP-39 words without a path.
 * @throws FormatError `mnemonic`.
 */
export function keyPairFromMnemonic(
  phrase: string,
  password = '',
  scheme: SignatureScheme = 'sr25519',
): KeyPair {
  return keyPairFromSeed(miniSecretFromMnemonic(phrase, password), scheme)
}

/**
 * The sr25519 pair of the 64 `privateKey` bytes of a wallet file.
 * @throws FormatError `key`.
 */
export function keyPairFromSecret(secret: Uint8Array): KeyPair {
  return new KeyPair('sr25519', sr25519Signer(sr25519FromWalletSecret(secret)), undefined)
}

/**
 * The pair of `words|0xseed` + `//hard` and `/soft` junctions + `///password`; no phrase means the development one.
 * @throws FormatError `uri`, `mnemonic`, `hex`, `key` or `derivation`.
 */
export function keyPairFromUri(uri: string, scheme: SignatureScheme = 'sr25519'): KeyPair {
  const { phrase, path, password } = parseSecretUri(uri)
  const root = rootSeed(phrase, password)
  if (path.length === 0) return keyPairFromSeed(root, scheme)
  const signer = path.reduce((parent, junction) => parent.derive(junction), signerFromSeed(root, scheme))
  return new KeyPair(scheme, signer, undefined)
}

// miniSecretFromMnemonic(DEV_PHRASE) (tested): a network's worth of //Name keys should not stretch it each time.
const DEV_MINI_SECRET = 'fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e'

function rootSeed(phrase: string, password: string): Uint8Array {
  if (phrase === DEV_PHRASE && password === '') return digitsToBytes(DEV_MINI_SECRET)
  return phrase.startsWith('0x') ? digitsToBytes(phrase, 2) : miniSecretFromMnemonic(phrase, password)
}
