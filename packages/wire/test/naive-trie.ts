// The root over a sorted map, written down once more from the definition, without sharing, caching or cleverness.

import { blake2b } from '@noble/hashes/blake2.js'
import { bytesToDigits, digitsToBytes } from '../src/hex.ts'

type Entries = readonly (readonly [string, Uint8Array])[]

const hash = (bytes: Uint8Array) => blake2b(bytes, { dkLen: 32 })
const hex = (byte: number) => byte.toString(16).padStart(2, '0')

function compact(n: number): string {
  if (n < 64) return hex(n * 4)
  const [bytes, mode] = n < 2 ** 14 ? [2, 1] : [4, 2]
  let text = ''
  for (let rest = n * 4 + mode, i = 0; i < bytes; i++, rest = Math.floor(rest / 256)) text += hex(rest % 256)
  return text
}

function header(prefix: string, digits: number): string {
  const room = 8 - prefix.length
  const full = 2 ** room - 1
  const first = Number.parseInt(prefix + Math.min(digits, full).toString(2).padStart(room, '0'), 2)
  if (digits < full) return hex(first)
  const rest = digits - full
  return hex(first) + 'ff'.repeat(Math.floor(rest / 255)) + hex(rest % 255)
}

function encoded(entries: Entries, depth: number, version: 0 | 1): string {
  const first = entries[0]![0]
  const last = entries.at(-1)![0]
  let end = depth
  while (end < first.length && first[end] === last[end]) end++
  const value = first.length === end ? entries[0]![1] : undefined
  const below = value === undefined ? entries : entries.slice(1)
  const hashed = version === 1 && value !== undefined && value.length >= 33
  const kind =
    below.length === 0 ? (hashed ? '001' : '01') : value === undefined ? '10' : hashed ? '0001' : '11'
  const path = first.slice(depth, end)
  let text = header(kind, path.length) + (path.length % 2 ? '0' : '') + path
  const groups = [...'0123456789abcdef'].map(digit => below.filter(([key]) => key[end] === digit))
  if (below.length > 0) {
    const bitmap = groups.reduce((bits, group, n) => bits + (group.length > 0 ? 2 ** n : 0), 0)
    text += hex(bitmap % 256) + hex(Math.floor(bitmap / 256))
  }
  if (value !== undefined)
    text += hashed ? bytesToDigits(hash(value)) : compact(value.length) + bytesToDigits(value)
  for (const group of groups) {
    if (group.length === 0) continue
    const child = digitsToBytes(encoded(group, end + 1, version))
    const reference = child.length < 32 ? child : hash(child)
    text += compact(reference.length) + bytesToDigits(reference)
  }
  return text
}

/** `entries`: bare hex keys, each once, in any order. */
export function naiveRoot(entries: Entries, version: 0 | 1): string {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
  const top = sorted.length === 0 ? Uint8Array.of(0) : digitsToBytes(encoded(sorted, 0, version))
  return `0x${bytesToDigits(hash(top))}`
}
