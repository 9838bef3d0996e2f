// Blocks whose contents follow from their number, and a naive model of what a store should say about them.

import type { Changes } from '@taonet/runtime'
import { blake2b256, bytesToDigits, hash32, type StorageKey, storageKey, Trie } from '@taonet/wire'
import type { BlockRecord } from '../src/store/index.ts'

export function numbered(number: number, more = 0): Uint8Array {
  return blake2b256(new Uint8Array(new Uint32Array([number, more]).buffer))
}

/** Some keys change in every block, some now and then, some come and go. */
function changesOf(number: number): Changes {
  const changes = new Map<StorageKey, Uint8Array | undefined>()
  for (let i = 0; i < 12; i++) {
    const random = numbered(number, i)
    const which = i < 3 ? i : random[0]! % 60
    const key = storageKey(`5f${bytesToDigits(numbered(which, 1_000_000))}`)
    const removed = i >= 3 && random[1]! % 4 === 0
    changes.set(key, removed ? undefined : random.subarray(0, random[2]! % 33))
  }
  return changes
}

export function blockAt(number: number): BlockRecord {
  return {
    number,
    hash: hash32(numbered(number)),
    header: numbered(number, 7),
    body: [numbered(number, 8), new Uint8Array(number % 50)],
    changes: changesOf(number),
  }
}

/** States of all blocks up to `head`. */
export function statesUpTo(head: number): Trie[] {
  const states: Trie[] = []
  for (let number = 0; number <= head; number++)
    states.push((states.at(-1) ?? Trie.empty).apply(changesOf(number)))
  return states
}
