// Reading rows as clients see them, the same for `state_*` and `chainHead_v1`.
import type { StateView, StorageKey } from '@taonet/runtime'
import { blake2b256, type Hash, storageKey } from '@taonet/wire'
import type { Chain } from '../chain.ts'
import { hexOf } from './hex.ts'
import type { Turn } from './turns.ts'

/** `:code`. There is no wasm, but clients key their metadata caches by its hash (wire-interface §1.3). */
const CODE = storageKey('0x3a636f6465')

export function valueHex(view: StateView, key: StorageKey): string | null {
  const value = view.get(key)
  return value ? hexOf(value) : null
}

export function valueHash(chain: Chain, view: StateView, key: StorageKey): Hash | string | null {
  if (key === CODE) return chain.runtime.codeHash()
  const value = view.get(key)
  return value ? hexOf(blake2b256(value)) : null
}

/** A key and its value, null where there is none. */
export type Row = readonly [key: string, value: string | null]

/** So many are read without asking whether others wait. */
const READ_AT_ONCE = 16

export async function readRows(view: StateView, keys: readonly StorageKey[], turn: Turn): Promise<Row[]> {
  const rows: Row[] = []
  for (const key of keys) {
    if (rows.length >= READ_AT_ONCE) await turn.pause()
    rows.push([`0x${key}`, valueHex(view, key)])
  }
  return rows
}

/** At most `most` keys under the prefix, ascending, strictly after `after`. */
export function keysPage(
  view: StateView,
  prefix: StorageKey,
  most: number,
  after?: StorageKey,
): StorageKey[] {
  const page: StorageKey[] = []
  if (most === 0) return page
  for (const key of view.keys(prefix, after)) if (page.push(key) === most) break
  return page
}
