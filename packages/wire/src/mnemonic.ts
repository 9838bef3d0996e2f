// BIP-39 words, and Substrate's own way from them to a mini-secret (wire-neuron §1).

import { pbkdf2 } from '@noble/hashes/pbkdf2.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { generateMnemonic as generate, mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { FormatError } from './format-error.ts'

const ROUNDS = 2048

/** Fresh English words from the platform's secure randomness. */
export function generateMnemonic(words: 12 | 15 | 18 | 21 | 24 = 12): string {
  return generate(wordlist, (words / 3) * 32)
}

function entropyOf(phrase: string): Uint8Array {
  try {
    return mnemonicToEntropy(phrase.trim().split(/\s+/).join(' '), wordlist)
  } catch {
    throw new FormatError('mnemonic', 'not 12 to 24 English BIP-39 words with a right checksum')
  }
}

/**
 * 32-byte mini-secret: PBKDF2-HMAC-SHA512 over the entropy (BIP-39 itself stretches the words).
 * @throws FormatError `mnemonic`.
 */
export function miniSecretFromMnemonic(phrase: string, password = ''): Uint8Array {
  const salt = `mnemonic${password.normalize('NFKD')}`
  return pbkdf2(sha512, entropyOf(phrase), new TextEncoder().encode(salt), { c: ROUNDS, dkLen: 64 }).slice(
    0,
    32,
  )
}
