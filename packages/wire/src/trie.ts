// The state trie: a persistent map from storage keys to bytes with a root hash, as Substrate defines it, and the
// root over a list (the header's extrinsics root).

import { Writer } from './bytes.ts'
import { blake2b256 } from './hash.ts'
import { bytesToHex, type Hash, hash32 } from './hex.ts'
import { type StorageKey, storageKey } from './storage-key.ts'
import { EMPTY_TRIE, hashOf, NodeEncoder, type StateVersion } from './trie/encoding.ts'
import { Edit, put, remove, type TrieNode } from './trie/node.ts'
import { keysUnder, proofOf } from './trie/walk.ts'

const ENCODERS = { 0: new NodeEncoder(0), 1: new NodeEncoder(1) } as const

function rootOf(node: TrieNode | undefined, version: StateVersion): Hash {
  return hash32(node === undefined ? blake2b256(EMPTY_TRIE) : hashOf(ENCODERS[version].merkle(node, 0)))
}

/**
 * An immutable trie of state version 1. Applying changes gives a new trie that shares what did not change; hashes are
 * computed when a root or a proof is asked for, once per node. Values are kept, not copied: nobody may change them.
 */
export class Trie {
  static readonly empty = new Trie(undefined)

  readonly #top: TrieNode | undefined
  #root: Hash | undefined

  private constructor(top: TrieNode | undefined) {
    this.#top = top
  }

  get(key: StorageKey): Uint8Array | undefined {
    let node = this.#top
    while (node !== undefined && node.end < key.length) node = node.child(key)
    return node?.key === key ? node.value : undefined
  }

  /** Keys with `prefix`, ascending, strictly after `after` when given. */
  keys(prefix: StorageKey, after?: StorageKey): Iterable<StorageKey> {
    return keysUnder(this.#top, prefix, after)
  }

  /** Sets every key with a value and removes every key with undefined; each key at most once. */
  apply(changes: Iterable<readonly [StorageKey, Uint8Array | undefined]>): Trie {
    const edit = new Edit()
    let top = this.#top
    for (const [key, value] of changes) {
      if (value !== undefined) top = put(top, 0, key, value, edit)
      else if (top !== undefined) top = remove(top, key, edit)
    }
    return top === this.#top ? this : new Trie(top)
  }

  root(): Hash {
    this.#root ??= rootOf(this.#top, 1)
    return this.#root
  }

  /**
   * How a parent refers to the highest node at or below `prefix`: its hash, or all of it when that is shorter. It changes
   * whenever something below the prefix does. Undefined when nothing is there.
   */
  merkleBelow(prefix: StorageKey): Uint8Array | undefined {
    let start = 0
    let node = this.#top
    while (node !== undefined && node.end < prefix.length) {
      start = node.end + 1
      node = node.child(prefix)
    }
    if (!node?.key.startsWith(prefix)) return undefined
    const merkle = ENCODERS[1].merkle(node, start)
    // The root has no parent: it is always hashed.
    return start === 0 ? hashOf(merkle) : Uint8Array.from(merkle, character => character.charCodeAt(0))
  }

  /** The nodes that prove, against `root()`, the value or the absence of each key. */
  prove(keys: Iterable<StorageKey>): Uint8Array[] {
    return this.#top === undefined ? [EMPTY_TRIE] : proofOf(this.#top, keys, ENCODERS[1])
  }
}

/** Root of a trie from SCALE compact indices to `items`; version 0 never stores a value apart. */
export function orderedTrieRoot(items: readonly Uint8Array[], version: StateVersion): Hash {
  const edit = new Edit()
  let top: TrieNode | undefined
  for (const [index, item] of items.entries()) top = put(top, 0, indexKey(index), item, edit)
  return rootOf(top, version)
}

function indexKey(index: number): StorageKey {
  const writer = new Writer()
  writer.compact(index)
  return storageKey(bytesToHex(writer.done()))
}
