// Keys of the database. A storage key may begin another one, so it is written with an end that sorts before every
// continuation: 0x00 becomes 0x00 0xff, and 0x00 alone ends the key. A block number may follow, most significant byte
// first; it stays below 0xff000000, so that the two cannot be confused.

import { type StorageKey, storageKey } from '@taonet/wire'

const END = 0x00
const ESCAPED = 0xff
const NUMBER_BYTES = 4

/** Written out, a key of this many bytes fits into the database even if all of them are 0x00. */
export const LONGEST_KEY = 900
export const LAST_BLOCK = 0xfeffffff

/** The key without its end, in `length` bytes; behind them is room for it and for `spare` more. */
function escaped(key: string, spare: number): { bytes: Buffer; length: number } {
  const plain = Buffer.from(key, 'hex')
  const bytes = Buffer.allocUnsafe(2 * plain.length + 1 + spare)
  let length = 0
  for (const byte of plain) {
    bytes[length++] = byte
    if (byte === END) bytes[length++] = ESCAPED
  }
  return { bytes, length }
}

/** Where the keys begin that have this prefix; an odd digit is rounded down. */
export function prefixBytes(prefix: string): Buffer {
  const { bytes, length } = escaped(prefix.length % 2 === 0 ? prefix : `${prefix}0`, 0)
  // The database knows no empty key; nothing sorts before END.
  return length === 0 ? Buffer.of(END) : bytes.subarray(0, length)
}

export function keyBytes(key: string): Buffer {
  const { bytes, length } = escaped(key, 0)
  bytes[length] = END
  return bytes.subarray(0, length + 1)
}

export function versionBytes(key: string, block: number): Buffer {
  const { bytes, length } = escaped(key, NUMBER_BYTES)
  bytes[length] = END
  bytes.writeUInt32BE(block, length + 1)
  return bytes.subarray(0, length + 1 + NUMBER_BYTES)
}

/** The storage key of `keyBytes`. */
export function keyOf(bytes: Uint8Array): StorageKey {
  return unescaped(bytes, bytes.length - 1)
}

/** The two parts of `versionBytes`. */
export function versionOf(bytes: Uint8Array): { key: StorageKey; block: number } {
  const end = bytes.length - NUMBER_BYTES
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return { key: unescaped(bytes, end - 1), block: view.getUint32(end) }
}

function unescaped(bytes: Uint8Array, end: number): StorageKey {
  const plain = Buffer.alloc(end)
  let length = 0
  for (let at = 0; at < end; at++) {
    plain[length++] = bytes[at]!
    if (bytes[at] === END) at++
  }
  return storageKey(plain.toString('hex', 0, length))
}
