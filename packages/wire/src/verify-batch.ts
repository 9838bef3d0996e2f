// A batch of signed items as one buffer, so that crossing to a worker moves memory instead of copying objects.

import type { SignedItem } from './verify.ts'

// Large enough to hide the hop between threads and to share what a batch shares, small enough that a short call is not behind
// a long one: 64 verifications take about 6 ms.
export const BATCH_ITEMS = 64

// scheme, public key, signature, message length
const HEADER_BYTES = 1 + 32 + 64 + 4

export function isWellSized(item: SignedItem): boolean {
  return item.publicKey.length === 32 && item.signature.length === 64
}

/** Only well-sized items may be packed. */
export function packItems(items: readonly SignedItem[]): Uint8Array<ArrayBuffer> {
  const size = items.reduce((sum, item) => sum + HEADER_BYTES + item.message.length, 0)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const item of items) {
    bytes[at] = item.scheme === 'sr25519' ? 1 : 0
    bytes.set(item.publicKey, at + 1)
    bytes.set(item.signature, at + 33)
    view.setUint32(at + 97, item.message.length, true)
    bytes.set(item.message, at + HEADER_BYTES)
    at += HEADER_BYTES + item.message.length
  }
  return bytes
}

/** The items of `packItems`, as views into its buffer. */
export function* unpackItems(bytes: Uint8Array): Generator<SignedItem> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < bytes.length; ) {
    const messageAt = at + HEADER_BYTES
    const end = messageAt + view.getUint32(at + 97, true)
    yield {
      scheme: bytes[at] === 1 ? 'sr25519' : 'ed25519',
      publicKey: bytes.subarray(at + 1, at + 33),
      signature: bytes.subarray(at + 33, at + 97),
      message: bytes.subarray(messageAt, end),
    }
    at = end
  }
}
