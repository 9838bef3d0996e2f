// Bytes and hashes of trie nodes: the layout of Substrate's sp-trie, state versions 0 and 1, blake2-256.
//
//   node = header ‖ own part of the path ‖ children bitmap, branches only ‖ value ‖ children
//
// The header holds the kind and the number of digits; a number that fills its bits goes on in further bytes, each
// adding up to 255. Version 1 puts the hash in place of a value longer than 32 bytes. A child shorter than 32 bytes
// stands in its parent as it is, a longer one as its hash; both behind their length.

import { blake2b256 } from '../hash.ts'
import { digitAt, Edit, type TrieNode } from './node.ts'

export type StateVersion = 0 | 1

interface Kind {
  readonly bits: number
  /** Largest number of the header's low bits; it announces further length bytes. */
  readonly full: number
}
const LEAF: Kind = { bits: 0x40, full: 0x3f }
const LEAF_HASHED: Kind = { bits: 0x20, full: 0x1f }
const BRANCH: Kind = { bits: 0x80, full: 0x3f }
const BRANCH_VALUE: Kind = { bits: 0xc0, full: 0x3f }
const BRANCH_HASHED: Kind = { bits: 0x10, full: 0x0f }

const HASH_BYTES = 32
/** Version 1 stores longer values apart. */
const LONGEST_INLINE_VALUE = 32
/** Bitmap and sixteen hashes with their lengths, the compact length of a value, and some to spare. */
const ROOM_BESIDES_PATH_AND_VALUE = 2 + 16 * 33 + 8

export const EMPTY_TRIE: Uint8Array = Uint8Array.of(0)

export class NodeEncoder {
  readonly #version: StateVersion
  #bytes = new Uint8Array(1024)
  #length = 0

  constructor(version: StateVersion) {
    this.#version = version
  }

  /** Whether the value is not in its node but stands in a proof by itself. */
  storesApart(value: Uint8Array): boolean {
    return this.#version === 1 && value.length > LONGEST_INLINE_VALUE
  }

  /** How a parent refers to the node: its hash, or all of it when it is shorter than a hash. Computed once. */
  merkle(node: TrieNode, start: number): string {
    if (!(node.merkle instanceof Edit)) return node.merkle
    const encoded = this.encode(node, start)
    const merkle = latin1(encoded.length < HASH_BYTES ? encoded : blake2b256(encoded))
    node.merkle = merkle
    return merkle
  }

  /** The node whose own part of the path begins at digit `start`. Valid until the next call of any method. */
  encode(node: TrieNode, start: number): Uint8Array {
    // Children before the first byte is written: encoding them uses the same buffer.
    for (const child of node.children) this.merkle(child, node.end + 1)
    const { value } = node
    this.#reserve(node.end + ROOM_BESIDES_PATH_AND_VALUE + (value?.length ?? 0))
    this.#header(kindOf(node, value !== undefined && this.storesApart(value)), node.end - start)
    this.#path(node.key, start, node.end)
    if (node.bitmap !== 0) {
      this.#byte(node.bitmap & 0xff)
      this.#byte(node.bitmap >> 8)
    }
    if (value !== undefined) this.#value(value)
    for (const child of node.children) this.#child(this.merkle(child, node.end + 1))
    return this.#bytes.subarray(0, this.#length)
  }

  #reserve(count: number): void {
    if (count > this.#bytes.length) this.#bytes = new Uint8Array(2 * count)
    this.#length = 0
  }

  #byte(byte: number): void {
    this.#bytes[this.#length++] = byte
  }

  #header(kind: Kind, digits: number): void {
    if (digits < kind.full) {
      this.#byte(kind.bits | digits)
      return
    }
    this.#byte(kind.bits | kind.full)
    let rest = digits - kind.full
    for (; rest >= 255; rest -= 255) this.#byte(255)
    this.#byte(rest)
  }

  /** Two digits a byte; an odd number of them begins with a zero. */
  #path(key: string, start: number, end: number): void {
    const bytes = this.#bytes
    let at = this.#length
    let digit = start
    if ((end - start) % 2 !== 0) bytes[at++] = digitAt(key, digit++)
    for (; digit < end; digit += 2) bytes[at++] = (digitAt(key, digit) << 4) | digitAt(key, digit + 1)
    this.#length = at
  }

  #child(merkle: string): void {
    const bytes = this.#bytes
    let at = this.#length
    bytes[at++] = merkle.length << 2
    for (let i = 0; i < merkle.length; i++) bytes[at++] = merkle.charCodeAt(i)
    this.#length = at
  }

  #value(value: Uint8Array): void {
    if (this.storesApart(value)) {
      this.#raw(blake2b256(value))
      return
    }
    const { length } = value
    if (length < 0x40) this.#byte(length << 2)
    else if (length < 0x4000) this.#littleEndian(length * 4 + 1, 2)
    else if (length < 0x40000000) this.#littleEndian(length * 4 + 2, 4)
    else throw new RangeError('a trie value has less than 1 GiB')
    this.#raw(value)
  }

  #littleEndian(number: number, bytes: number): void {
    for (let i = 0; i < bytes; i++) this.#byte((number >>> (8 * i)) & 0xff)
  }

  #raw(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }
}

function kindOf(node: TrieNode, hashed: boolean): Kind {
  if (node.bitmap === 0) return hashed ? LEAF_HASHED : LEAF
  if (node.value === undefined) return BRANCH
  return hashed ? BRANCH_HASHED : BRANCH_VALUE
}

/** Short byte strings are kept as strings, which take a quarter of the memory of a typed array. */
function latin1(bytes: Uint8Array): string {
  // Four times as fast as spreading them.
  const text: string = Reflect.apply(String.fromCharCode, undefined, bytes)
  return text
}

/** The hash behind what `merkle` returned. */
export function hashOf(merkle: string): Uint8Array {
  const bytes = Uint8Array.from(merkle, character => character.charCodeAt(0))
  return bytes.length === HASH_BYTES ? bytes : blake2b256(bytes)
}

/** Whether the node is not contained in its parent. */
export function standsApart(merkle: string): boolean {
  return merkle.length === HASH_BYTES
}
