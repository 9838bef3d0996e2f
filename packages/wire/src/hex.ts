// Hexadecimal text and the two branded 32-byte names, AccountId and Hash.

import { FormatError } from './format-error.ts'

/** `0x` followed by hexadecimal digits. */
export type Hex = `0x${string}`
/** A 32-byte public key as `0x` + 64 lower-case digits. */
export type AccountId = Hex & { readonly __brand: 'AccountId' }
/** A 32-byte hash as `0x` + 64 lower-case digits. */
export type Hash = Hex & { readonly __brand: 'Hash' }

const CODES = Array.from('0123456789abcdef', digit => digit.charCodeAt(0))

const NOT_A_DIGIT = 255
const DIGITS = new Uint8Array(128).fill(NOT_A_DIGIT)
for (const digits of ['0123456789abcdef', '0123456789ABCDEF']) {
  for (let value = 0; value < 16; value++) DIGITS[digits.charCodeAt(value)] = value
}

function digitAt(text: string, index: number): number {
  return DIGITS[text.charCodeAt(index)] ?? NOT_A_DIGIT
}

// What one call of String.fromCharCode takes on every stack.
const PIECE_BYTES = 4096

function pieceOf(bytes: Uint8Array): string {
  const codes = new Array<number>(2 * bytes.length)
  for (let i = 0; i < bytes.length; i++) {
    codes[2 * i] = CODES[bytes[i]! >> 4]!
    codes[2 * i + 1] = CODES[bytes[i]! & 15]!
  }
  return String.fromCharCode.apply(undefined, codes)
}

/**
 * Lower-case hexadecimal digits without the `0x`. They are put down at once: joined from pairs they would be a rope of thirty
 * pieces, which takes a kilobyte for a hash and keeps it for as long as the text lives.
 */
export function bytesToDigits(bytes: Uint8Array): string {
  if (bytes.length <= PIECE_BYTES) return pieceOf(bytes)
  let digits = ''
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    digits += pieceOf(bytes.subarray(at, at + PIECE_BYTES))
  return digits
}

/** `0x` and lower-case digits. */
export function bytesToHex(bytes: Uint8Array): Hex {
  return `0x${bytesToDigits(bytes)}`
}

/**
 * Reads `0x`-prefixed digits of either case.
 * @throws FormatError `hex` when the prefix is missing, the count is odd or a digit is not one.
 */
export function hexToBytes(text: string): Uint8Array {
  if (!text.startsWith('0x')) throw new FormatError('hex', 'hexadecimal text must start with 0x')
  return digitsToBytes(text, 2)
}

/**
 * Reads bare digits of either case, from `start` to the end of the text.
 * @throws FormatError `hex` when the count is odd or a digit is not one.
 */
export function digitsToBytes(text: string, start = 0): Uint8Array {
  const digits = text.length - start
  if (digits % 2 !== 0) throw new FormatError('hex', 'hexadecimal text has an odd number of digits')
  const bytes = new Uint8Array(digits / 2)
  for (let i = 0; i < bytes.length; i++) {
    const high = digitAt(text, start + 2 * i)
    const low = digitAt(text, start + 2 * i + 1)
    // NOT_A_DIGIT is the only table value above 15, so one comparison covers both digits.
    if ((high | low) > 15)
      throw new FormatError('hex', `not a hexadecimal digit near position ${start + 2 * i}`)
    bytes[i] = (high << 4) | low
  }
  return bytes
}

const HEX_PATTERN = /^0x(?:[0-9a-fA-F]{2})*$/
const HEX32_PATTERN = /^0x[0-9a-f]{64}$/

export function isHex(value: unknown): value is Hex {
  return typeof value === 'string' && HEX_PATTERN.test(value)
}

export function isAccountId(value: unknown): value is AccountId {
  return typeof value === 'string' && HEX32_PATTERN.test(value)
}

export function isHash(value: unknown): value is Hash {
  return typeof value === 'string' && HEX32_PATTERN.test(value)
}

function canonical32(value: Uint8Array | string, what: string): string {
  if (typeof value === 'string') return value.toLowerCase()
  if (value.length !== 32) throw new FormatError('length', `${what} has ${value.length} bytes instead of 32`)
  return bytesToHex(value)
}

/**
 * An account from its 32 public-key bytes or their `0x` text (upper case is lowered; SS58 is not read here).
 * @throws FormatError `length` or `hex`.
 */
export function accountId(value: Uint8Array | string): AccountId {
  const text = canonical32(value, 'an account')
  if (!isAccountId(text)) throw new FormatError('hex', 'an account is 0x and 64 hexadecimal digits')
  return text
}

/**
 * A hash from its 32 bytes or their `0x` text.
 * @throws FormatError `length` or `hex`.
 */
export function hash32(value: Uint8Array | string): Hash {
  const text = canonical32(value, 'a hash')
  if (!isHash(text)) throw new FormatError('hex', 'a hash is 0x and 64 hexadecimal digits')
  return text
}
