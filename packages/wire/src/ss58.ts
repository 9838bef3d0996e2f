// SS58 addresses (wire-neuron §1): prefix, 32-byte key and a two-byte blake2b-512 checksum in base 58.

import { base58 } from '@scure/base'
import { FormatError } from './format-error.ts'
import { blake2b512 } from './hash.ts'
import { type AccountId, accountId, hexToBytes } from './hex.ts'

/** The generic prefix every Bittensor address carries. */
export const SS58_PREFIX = 42

const KEY_BYTES = 32
const CHECKSUM_BYTES = 2
const MAX_PREFIX = 16_383
// A 36-byte payload needs at most 50 characters; longer text is refused before base 58, whose cost is quadratic.
const MAX_CHARACTERS = 50
const CONTEXT = new TextEncoder().encode('SS58PRE')

function checksum(body: Uint8Array): Uint8Array {
  const input = new Uint8Array(CONTEXT.length + body.length)
  input.set(CONTEXT)
  input.set(body, CONTEXT.length)
  return blake2b512(input).subarray(0, CHECKSUM_BYTES)
}

function prefixBytes(prefix: number): number[] {
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > MAX_PREFIX) {
    throw new FormatError('ss58-prefix', `${prefix} is not an SS58 prefix`)
  }
  if (prefix < 64) return [prefix]
  return [((prefix & 0xfc) >> 2) | 0x40, (prefix >> 8) | ((prefix & 3) << 6)]
}

/**
 * The address of an account under a prefix of 0 to 16,383.
 * @throws FormatError `length`, `hex` or `ss58-prefix`.
 */
export function ss58Encode(account: AccountId | Uint8Array, prefix: number = SS58_PREFIX): string {
  const key = typeof account === 'string' ? hexToBytes(account) : account
  if (key.length !== KEY_BYTES) throw new FormatError('length', `an account has 32 bytes, not ${key.length}`)
  const body = Uint8Array.from([...prefixBytes(prefix), ...key])
  return base58.encode(Uint8Array.from([...body, ...checksum(body)]))
}

export interface Ss58Address {
  readonly prefix: number
  readonly publicKey: Uint8Array
}

function fromBase58(text: string): Uint8Array {
  try {
    return base58.decode(text)
  } catch {
    throw new FormatError('ss58-alphabet', 'an address has only base 58 characters')
  }
}

/**
 * Prefix and public key of an address.
 * @throws FormatError `ss58-alphabet`, `ss58-length`, `ss58-prefix` or `ss58-checksum`.
 */
export function ss58Decode(text: string): Ss58Address {
  if (text.length > MAX_CHARACTERS)
    throw new FormatError('ss58-length', 'an address is shorter than this text')
  const bytes = fromBase58(text)
  const first = bytes[0] ?? 0
  if (first > 127) throw new FormatError('ss58-prefix', 'this SS58 prefix is reserved')
  const prefixLength = first < 64 ? 1 : 2
  if (bytes.length !== prefixLength + KEY_BYTES + CHECKSUM_BYTES) {
    throw new FormatError('ss58-length', 'an address holds a 32-byte key and a 2-byte checksum')
  }
  const body = bytes.subarray(0, -CHECKSUM_BYTES)
  const sum = checksum(body)
  if (sum.some((byte, i) => byte !== bytes[body.length + i])) {
    throw new FormatError('ss58-checksum', 'the checksum of the address is wrong')
  }
  const second = bytes[1] ?? 0
  const prefix = prefixLength === 1 ? first : ((first & 0x3f) << 2) | (second >> 6) | ((second & 0x3f) << 8)
  // Two bytes could spell a small prefix as well; one address has one text.
  if (prefixLength === 2 && prefix < 64)
    throw new FormatError('ss58-prefix', 'an SS58 prefix below 64 is one byte')
  return { prefix, publicKey: body.slice(prefixLength) }
}

/**
 * The account behind an address of this network.
 * @throws FormatError as `ss58Decode`, and `ss58-prefix` when the prefix is another network's.
 */
export function accountFromSs58(text: string, prefix: number = SS58_PREFIX): AccountId {
  const address = ss58Decode(text)
  if (address.prefix !== prefix) {
    throw new FormatError('ss58-prefix', `the address has prefix ${address.prefix} instead of ${prefix}`)
  }
  return accountId(address.publicKey)
}
