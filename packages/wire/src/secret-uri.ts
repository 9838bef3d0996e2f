// Substrate secret URIs: `phrase//hard/soft///password`, where an empty phrase means the development one.

import { FormatError } from './format-error.ts'
import { blake2b256 } from './hash.ts'

/** The words behind `//Alice` and friends on every development chain. */
export const DEV_PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk'

export interface Junction {
  readonly hard: boolean
  /** 32 bytes. */
  readonly chainCode: Uint8Array
}

export interface SecretUri {
  readonly phrase: string
  readonly path: readonly Junction[]
  readonly password: string
}

const PHRASE = /^[\p{L}\p{N}_ ]*$/u
const MAX_CHARACTERS = 2048
const U64_LIMIT = 1n << 64n

// A junction that reads as a u64 is its 8 bytes, any other one is SCALE text; both zero-padded, hashed when over 32.
function chainCodeOf(code: string): Uint8Array {
  const chainCode = new Uint8Array(32)
  const index = /^\+?\d+$/.test(code) ? BigInt(code.replace('+', '')) : U64_LIMIT
  if (index < U64_LIMIT) {
    new DataView(chainCode.buffer).setBigUint64(0, index, true)
    return chainCode
  }
  const text = new TextEncoder().encode(code)
  const length = text.length < 64 ? [text.length << 2] : [((text.length & 63) << 2) | 1, text.length >> 6]
  const encoded = new Uint8Array([...length, ...text])
  if (encoded.length > 32) return blake2b256(encoded)
  chainCode.set(encoded)
  return chainCode
}

/**
 * Splits a secret URI; nothing of it appears in an error.
 * @throws FormatError `uri`.
 */
export function parseSecretUri(uri: string): SecretUri {
  if (uri.length > MAX_CHARACTERS) throw new FormatError('uri', 'the secret URI is too long')
  const passwordAt = uri.indexOf('///')
  const body = passwordAt < 0 ? uri : uri.slice(0, passwordAt)
  const password = passwordAt < 0 ? '' : uri.slice(passwordAt + 3)
  const pathAt = body.indexOf('/')
  const phrase = pathAt < 0 ? body : body.slice(0, pathAt)
  if (!PHRASE.test(phrase))
    throw new FormatError('uri', 'the phrase of the secret URI has a forbidden character')
  const path = pathAt < 0 ? '' : body.slice(pathAt)
  if (!/^(?:\/\/?[^/]+)*$/.test(path))
    throw new FormatError('uri', 'the path of the secret URI has an empty junction')
  const junctions = [...path.matchAll(/(\/\/?)([^/]+)/g)].map(([, slashes, code]) => ({
    hard: slashes === '//',
    chainCode: chainCodeOf(code ?? ''),
  }))
  return { phrase: phrase === '' ? DEV_PHRASE : phrase, path: junctions, password }
}
