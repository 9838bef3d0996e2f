// One question for every scheme: did this key sign these bytes?

import { ed25519Verify } from './ed25519.ts'
import { hexToBytes } from './hex.ts'
import { sr25519Verify } from './sr25519.ts'

export type SignatureScheme = 'sr25519' | 'ed25519'

export interface SignedItem {
  readonly scheme: SignatureScheme
  /** 32 bytes; any other length is a false verdict, as for the signature's 64. */
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

/** False on any malformed input, never an exception. */
export function verifySignature(item: SignedItem): boolean {
  const verify = item.scheme === 'sr25519' ? sr25519Verify : ed25519Verify
  return verify(item.publicKey, item.message, item.signature)
}

/**
 * What a wallet signs for a message (wire-neuron §1): `0x…` text is its bytes, other text its UTF-8.
 * @throws FormatError `hex` when the text starts with 0x but is not hexadecimal.
 */
export function messageBytes(message: string | Uint8Array): Uint8Array {
  if (typeof message !== 'string') return message
  return message.startsWith('0x') ? hexToBytes(message) : new TextEncoder().encode(message)
}

const OPEN = new TextEncoder().encode('<Bytes>')
const CLOSE = new TextEncoder().encode('</Bytes>')

/**
 * As wallets verify (wire-neuron §1): the raw bytes first, then the same wrapped by a browser wallet.
 * @throws FormatError as `messageBytes`.
 */
export function verifyMessage(item: Omit<SignedItem, 'message'> & { message: string | Uint8Array }): boolean {
  const message = messageBytes(item.message)
  if (verifySignature({ ...item, message })) return true
  return verifySignature({ ...item, message: new Uint8Array([...OPEN, ...message, ...CLOSE]) })
}
