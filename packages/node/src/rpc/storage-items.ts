// What `chainHead_v1` and `archive_v1` ask of a state: items of one type below one key each.
import type { StateView } from '@taonet/runtime'
import { blake2b256, type StorageKey } from '@taonet/wire'
import type { Chain } from '../chain.ts'
import { invalidParams } from './error.ts'
import { hexOf } from './hex.ts'
import { asKey, asText } from './params.ts'
import { keysPage, valueHash, valueHex } from './storage.ts'

const TYPES = [
  'value',
  'hash',
  'closestDescendantMerkleValue',
  'descendantsValues',
  'descendantsHashes',
] as const
type ItemType = (typeof TYPES)[number]

export interface StorageItem {
  readonly key: StorageKey
  readonly type: ItemType
}

const PAGE = 512

export function storageItem(item: unknown): StorageItem {
  if (typeof item !== 'object' || item === null || !('key' in item) || !('type' in item))
    throw invalidParams('an item has a key and a type')
  const key = asKey(item.key, 'key')
  const type = TYPES.find(known => known === item.type)
  if (!type) throw invalidParams(`items of type ${asText(item.type, 'type')} are not served`)
  return { key, type }
}

type Answer = { readonly key: string } & (
  | { readonly value: string }
  | { readonly hash: string }
  | { readonly closestDescendantMerkleValue: string }
)

export function* answers(
  chain: Chain,
  number: number,
  view: StateView,
  items: readonly StorageItem[],
): Generator<Answer> {
  for (const { key, type } of items) {
    if (type === 'value') {
      const value = valueHex(view, key)
      if (value !== null) yield { key: `0x${key}`, value }
    } else if (type === 'hash') {
      const hash = valueHash(chain, view, key)
      if (hash !== null) yield { key: `0x${key}`, hash }
    } else if (type === 'closestDescendantMerkleValue') {
      const merkle = chain.merkleBelow(number, key) ?? digestBelow(view, key)
      if (merkle) yield { key: `0x${key}`, closestDescendantMerkleValue: hexOf(merkle) }
    } else yield* descendants(view, key, type)
  }
}

function* descendants(view: StateView, prefix: StorageKey, type: ItemType): Generator<Answer> {
  for (const [key, value] of rowsBelow(view, prefix)) {
    if (type === 'descendantsValues') yield { key: `0x${key}`, value: hexOf(value) }
    else yield { key: `0x${key}`, hash: hexOf(blake2b256(value)) }
  }
}

export function* rowsBelow(
  view: StateView,
  prefix: StorageKey,
): Generator<readonly [StorageKey, Uint8Array]> {
  let after: StorageKey | undefined
  for (;;) {
    const page = keysPage(view, prefix, PAGE, after)
    for (const key of page) {
      const value = view.get(key)
      if (value !== undefined) yield [key, value]
    }
    if (page.length < PAGE) return
    after = page.at(-1)
  }
}

/** Computed rows are in no trie, but who asks wants to know one thing: whether anything below has changed. */
function digestBelow(view: StateView, prefix: StorageKey): Uint8Array | undefined {
  const parts: Uint8Array[] = []
  for (const [key, value] of rowsBelow(view, prefix))
    parts.push(blake2b256(Buffer.from(key, 'hex')), blake2b256(value))
  return parts.length === 0 ? undefined : blake2b256(Buffer.concat(parts))
}
