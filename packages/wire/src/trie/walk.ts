// Reading the trie in order, and collecting the nodes that prove what is at a key.

import { blake2b256 } from '../hash.ts'
import { bytesToHex } from '../hex.ts'
import type { StorageKey } from '../storage-key.ts'
import { hashOf, type NodeEncoder, standsApart } from './encoding.ts'
import { digitAt, slot, type TrieNode } from './node.ts'

/** Keys with `prefix`, ascending, strictly after `after` when given. */
export function* keysUnder(
  root: TrieNode | undefined,
  prefix: string,
  after: string | undefined,
): Generator<StorageKey, void, undefined> {
  let top = root
  while (top !== undefined && top.end < prefix.length) top = top.child(prefix)
  if (top === undefined || !top.key.startsWith(prefix)) return
  const ahead = after === undefined ? [top] : aheadOf(top, after)
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (node.value !== undefined) yield node.key
    for (let i = node.children.length - 1; i >= 0; i--) ahead.push(node.children[i]!)
  }
}

/** The largest subtrees whose keys are all after `after`, the lowest of them last. */
function aheadOf(top: TrieNode, after: string): TrieNode[] {
  const ahead: TrieNode[] = []
  let node: TrieNode | undefined = top
  while (node !== undefined) {
    const path: string = node.key.slice(0, node.end)
    if (!after.startsWith(path)) {
      if (path > after) ahead.push(node)
      break
    }
    const next: TrieNode | undefined = after.length === node.end ? undefined : node.child(after)
    const first = after.length === node.end ? 0 : slot(node.bitmap, 1 << digitAt(after, node.end))
    for (let i = node.children.length - 1; i >= first; i--) {
      const child = node.children[i]!
      if (child !== next) ahead.push(child)
    }
    node = next
  }
  return ahead
}

/** Every node and every value kept apart on the ways to `keys`, each once, the root first. */
export function proofOf(root: TrieNode, keys: Iterable<string>, encoder: NodeEncoder): Uint8Array[] {
  const proof = new Map<string, Uint8Array>()
  const take = (node: TrieNode, start: number) => {
    const merkle = encoder.merkle(node, start)
    // The root is hashed even where it would fit into a parent.
    if (start !== 0 && !standsApart(merkle)) return
    const hash = bytesToHex(hashOf(merkle))
    if (!proof.has(hash)) proof.set(hash, encoder.encode(node, start).slice())
  }
  take(root, 0)
  for (const key of keys) {
    let start = 0
    let node: TrieNode | undefined = root
    while (node !== undefined) {
      take(node, start)
      if (node.divergence(key, start) < node.end || key.length === node.end) break
      start = node.end + 1
      node = node.child(key)
    }
    const value = node?.key === key ? node.value : undefined
    if (value !== undefined && encoder.storesApart(value)) proof.set(bytesToHex(blake2b256(value)), value)
  }
  return [...proof.values()]
}
