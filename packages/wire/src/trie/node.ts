// One node of the base-16 Patricia trie, and how it changes. Nodes are shared between tries: an edit copies a node
// before its first change to it, so that every earlier trie stays as it was.

import type { StorageKey } from '../storage-key.ts'

/** One run of changes. It may change in place the nodes that it made itself, and no others. */
export class Edit {
  readonly what = 'edit'
}

const NO_CHILDREN: readonly TrieNode[] = []

export class TrieNode {
  /** A key whose first `end` digits are the path to here; where there is a value, the key of that value. */
  key: StorageKey
  /** Digits from the root to the end of this node's own part. */
  end: number
  value: Uint8Array | undefined
  /** Bit n is set when there is a child under digit n. */
  bitmap: number
  /** Without gaps, ascending by digit. */
  children: readonly TrieNode[]
  /** How a parent refers to this node, one byte a character; until that is known, the edit that made the node. */
  merkle: string | Edit

  constructor(key: StorageKey, end: number, value: Uint8Array | undefined, edit: Edit) {
    this.key = key
    this.end = end
    this.value = value
    this.bitmap = 0
    this.children = NO_CHILDREN
    this.merkle = edit
  }

  /** The child on the way to `key`, which is longer than this node's path. */
  child(key: string): TrieNode | undefined {
    const bit = 1 << digitAt(key, this.end)
    return this.bitmap & bit ? this.children[slot(this.bitmap, bit)] : undefined
  }

  /** Where `key` leaves this node's own part, which begins at digit `start`: `end` when it does not. */
  divergence(key: string, start: number): number {
    const end = Math.min(this.end, key.length)
    let at = start
    while (at < end && this.key.charCodeAt(at) === key.charCodeAt(at)) at++
    return at
  }
}

/** Meaningless on anything but a lower-case digit; readers compare the whole key at the end. */
export function digitAt(key: string, at: number): number {
  const code = key.charCodeAt(at)
  return code < 58 ? code - 48 : code - 87
}

/** Children under digits below the one of `bit`. */
export function slot(bitmap: number, bit: number): number {
  let below = bitmap & (bit - 1)
  below -= (below >> 1) & 0x5555
  below = (below & 0x3333) + ((below >> 2) & 0x3333)
  below = (below + (below >> 4)) & 0x0f0f
  return (below + (below >> 8)) & 0x1f
}

function own(node: TrieNode, edit: Edit): TrieNode {
  if (node.merkle === edit) return node
  const mine = new TrieNode(node.key, node.end, node.value, edit)
  mine.bitmap = node.bitmap
  mine.children = node.children
  return mine
}

function setChild(node: TrieNode, bit: number, child: TrieNode): void {
  const at = slot(node.bitmap, bit)
  node.children = node.bitmap & bit ? node.children.with(at, child) : node.children.toSpliced(at, 0, child)
  node.bitmap |= bit
}

/** The trie under `node`, whose own part begins at digit `start`, with `key` set; the same node when nothing changed. */
export function put(
  node: TrieNode | undefined,
  start: number,
  key: StorageKey,
  value: Uint8Array,
  edit: Edit,
): TrieNode {
  if (node === undefined) return new TrieNode(key, key.length, value, edit)
  const at = node.divergence(key, start)
  if (at < node.end) return split(node, at, key, value, edit)
  if (key.length === node.end) {
    if (node.value !== undefined && sameBytes(node.value, value)) return node
    const mine = own(node, edit)
    mine.key = key
    mine.value = value
    return mine
  }
  const child = node.child(key)
  const next = put(child, node.end + 1, key, value, edit)
  // A child that was changed in place belongs to this edit, and so does the node above it.
  if (next === child) return node
  const mine = own(node, edit)
  setChild(mine, 1 << digitAt(key, node.end), next)
  return mine
}

function split(node: TrieNode, at: number, key: StorageKey, value: Uint8Array, edit: Edit): TrieNode {
  const ends = key.length === at
  const branch = new TrieNode(key, at, ends ? value : undefined, edit)
  // The lower part is encoded anew even where it is unchanged, because its own part of the path got shorter.
  setChild(branch, 1 << digitAt(node.key, at), own(node, edit))
  if (!ends) setChild(branch, 1 << digitAt(key, at), new TrieNode(key, key.length, value, edit))
  return branch
}

/** The trie under `node` without `key`: undefined when nothing is left, the same node when the key was not there. */
export function remove(node: TrieNode, key: StorageKey, edit: Edit): TrieNode | undefined {
  if (key.length <= node.end) {
    if (node.key !== key || node.value === undefined) return node
    if (node.bitmap === 0) return undefined
    const mine = own(node, edit)
    mine.value = undefined
    return withoutDetour(mine, edit)
  }
  const child = node.child(key)
  if (child === undefined) return node
  const next = remove(child, key, edit)
  if (next === child) return node
  const mine = own(node, edit)
  const bit = 1 << digitAt(key, node.end)
  if (next !== undefined) {
    setChild(mine, bit, next)
    return mine
  }
  mine.children = mine.children.toSpliced(slot(mine.bitmap, bit), 1)
  mine.bitmap ^= bit
  return withoutDetour(mine, edit)
}

/** A branch without value and with one child is no branch: the child takes its place, with the joined path. */
function withoutDetour(branch: TrieNode, edit: Edit): TrieNode {
  const only = branch.children[0]
  if (branch.value !== undefined || only === undefined || branch.children.length > 1) return branch
  return own(only, edit)
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
