// Storage keys: twox128(pallet) ‖ twox128(item) ‖ hashed keys (wire-storage). Kept as bare lower-case hex, because hex
// sorts as its bytes do, splits into nibbles for free, and is what JSON-RPC prints after `0x`.
import { blake2b128, twox64, twox128 } from './hash.ts'
import { bytesToHex, hexToBytes } from './hex.ts'
import { type Codec, decode, encode } from './scale.ts'

export type StorageKey = string & { readonly __brand: 'StorageKey' }

/** All three keep the key readable behind the hash, so a key can be decoded again. */
export type Hasher = 'Blake2_128Concat' | 'Twox64Concat' | 'Identity'

/** Hex digits that stand before the key's own bytes. */
const HASH_DIGITS: Readonly<Record<Hasher, number>> = { Blake2_128Concat: 32, Twox64Concat: 16, Identity: 0 }

export interface KeyColumn<T> {
  readonly codec: Codec<T>
  readonly hasher: Hasher
  readonly label: string
}

const utf8 = new TextEncoder()
const bare = (bytes: Uint8Array): string => bytesToHex(bytes).slice(2)

export function storageKey(text: string): StorageKey {
  const key = (text.startsWith('0x') ? text.slice(2) : text).toLowerCase()
  if (key.length % 2 !== 0 || !/^[0-9a-f]*$/.test(key)) throw new RangeError('a storage key is hex')
  return key as StorageKey
}

/** Key of a whole item, or of a plain value. */
export function itemPrefix(pallet: string, item: string): StorageKey {
  return (bare(twox128(utf8.encode(pallet))) + bare(twox128(utf8.encode(item)))) as StorageKey
}

// The same few accounts and subnets are asked for over and over, and hashing them is most of a read's cost.
const REMEMBERED = 8192
const remembered = new WeakMap<object, Map<unknown, string>>()

/** One hashed column. */
export function hashedColumn<T>(column: KeyColumn<T>, value: T): string {
  if (typeof value !== 'string' && typeof value !== 'number') return hashColumn(column, value)
  let known = remembered.get(column)
  if (!known || known.size >= REMEMBERED) remembered.set(column, (known = new Map()))
  const text = known.get(value) ?? hashColumn(column, value)
  known.set(value, text)
  return text
}

function hashColumn<T>(column: KeyColumn<T>, value: T): string {
  const bytes = encode(column.codec, value)
  switch (column.hasher) {
    case 'Identity':
      return bare(bytes)
    case 'Twox64Concat':
      return bare(twox64(bytes)) + bare(bytes)
    case 'Blake2_128Concat':
      return bare(blake2b128(bytes)) + bare(bytes)
  }
}

export function joinKey(prefix: StorageKey, ...columns: readonly string[]): StorageKey {
  return (prefix + columns.join('')) as StorageKey
}

/** Reads the columns of a full key back; all but the last must have a fixed size. */
export function decodeColumns(
  columns: readonly KeyColumn<unknown>[],
  prefix: StorageKey,
  key: StorageKey,
): unknown[] {
  let at = prefix.length
  return columns.map((column, index) => {
    at += HASH_DIGITS[column.hasher]
    const size = index === columns.length - 1 ? (key.length - at) / 2 : fixedSize(column.codec)
    const part = hexToBytes(`0x${key.slice(at, at + 2 * size)}`)
    at += 2 * size
    return decode(column.codec, part)
  })
}

function fixedSize(codec: Codec<unknown>): number {
  const size = (shape: Codec<unknown>['shape']): number => {
    switch (shape.kind) {
      case 'primitive': {
        const bits = /\d+$/.exec(shape.name)
        return bits ? Number(bits[0]) / 8 : 1
      }
      case 'array':
        return shape.length * size(shape.of)
      case 'composite':
        return shape.fields.reduce((sum, field) => sum + size(field.of), 0)
      case 'tuple':
        return shape.of.reduce((sum, of) => sum + size(of), 0)
      default:
        throw new RangeError(`a ${shape.kind} key has no fixed size`)
    }
  }
  return size(codec.shape)
}
