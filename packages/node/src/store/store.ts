// What the host keeps: every block, and the state after each block that is not yet discarded.

import type { Changes, StateView, StorageKey } from '@taonet/runtime'
import type { Hash } from '@taonet/wire'
import { openDiskStore } from './disk-store.ts'
import { MemoryStore } from './memory-store.ts'

export interface BlockRecord {
  readonly number: number
  readonly hash: Hash
  /** SCALE. */
  readonly header: Uint8Array
  readonly body: readonly Uint8Array[]
  readonly changes: Changes
}

export interface Head {
  readonly number: number
  readonly hash: Hash
}

export interface Store {
  /** Undefined before genesis. */
  readonly head: Head | undefined
  /** State after block `number`; undefined when there is no such block or its state was discarded. */
  at(number: number): StateView | undefined
  /** State root if `changes` were applied on the head; remembered, so that their `commit` hashes nothing anew. */
  rootAfter(changes: Changes): Hash
  /**
   * Appends the block after the head, or genesis with number 0. Durable on return; when it throws, nothing happened.
   * Keys have at most 900 bytes; nobody may change the values and bytes afterwards.
   * @throws StoreError when the disk refuses: the same commit may be tried again.
   * @throws RangeError when the block is not the next one.
   */
  commit(block: BlockRecord): void
  /**
   * Makes block `number` the head again; what followed it is gone, durably so on return. Views that were handed out
   * before must not be read any more.
   * @throws StoreError when the disk refuses: then nothing happened.
   * @throws RangeError when there is no such block or its state was discarded.
   */
  revertTo(number: number): void
  /**
   * Makes a block the head without those before it: its `changes` are the whole state after it. Blocks between the old head
   * and this one stay unknown, states before it are discarded. Durable on return; when it throws, nothing happened.
   * @throws StoreError when the disk refuses.
   * @throws RangeError when there is no genesis, or the head is later.
   */
  restore(block: BlockRecord): void
  hashOf(number: number): Hash | undefined
  numberOf(hash: Hash): number | undefined
  header(number: number): Uint8Array | undefined
  body(number: number): readonly Uint8Array[] | undefined
  /** Read proof of the keys, or of their absence, against the state root of the block. */
  prove(number: number, keys: readonly StorageKey[]): readonly Uint8Array[] | undefined
  /** What changes when anything below the prefix does (Trie.merkleBelow); undefined without state or rows. */
  merkleBelow(number: number, prefix: StorageKey): Uint8Array | undefined
  close(): void
}

export interface StoreOptions {
  /** Without a directory everything stays in memory. */
  readonly dir?: string | undefined
  /** States kept, counted from the head; all of them on disk and the last 1,024 in memory unless told otherwise. */
  readonly keep?: number | 'archive' | undefined
}

const KEPT_IN_MEMORY = 1024

/**
 * Await `ready()` of wire first: opening hashes the whole state once.
 * @throws StoreError `locked`, `format`, `corrupt`, `disk-full` or `io`.
 */
export function openStore(options: StoreOptions = {}): Store {
  const { dir, keep } = options
  return dir === undefined ? new MemoryStore(keep ?? KEPT_IN_MEMORY) : openDiskStore(dir, keep ?? 'archive')
}
