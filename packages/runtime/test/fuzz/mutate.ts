// Bytes as they come from nowhere good: changed, cut, lengthened, doubled, and put together from two.
import { Writer } from '@taonet/wire'
import type { Draw } from '../draw.ts'

/** Bytes at which decoders turn: ends of types, modes of compact numbers, the largest lengths. */
const TURNS: readonly (readonly number[])[] = [
  [0],
  [1],
  [0xff],
  [0x7f],
  [0x80],
  [0xfc],
  [0xfd, 0xff],
  [0xfe, 0xff, 0xff, 0xff],
  [0x03, 0xff, 0xff, 0xff, 0xff],
  [0x13, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
]

/** What is put over, between or after bytes at a time. */
const LONGEST = 64

function once(draw: Draw, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const at = draw.below(bytes.length + 1)
  const upTo = Math.min(bytes.length, at + 1 + draw.below(8))
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)]
  switch (draw.below(8)) {
    case 0: {
      const changed = bytes.slice()
      if (at < changed.length) changed[at] = (changed[at] ?? 0) ^ (1 << draw.below(8))
      return changed
    }
    case 1: {
      const changed = bytes.slice()
      changed.set(draw.pick(TURNS).slice(0, changed.length - at), at)
      return changed
    }
    case 2:
      return Uint8Array.from([...head, ...draw.pick(TURNS), ...tail])
    case 3:
      return head.slice()
    case 4:
      return Uint8Array.from([...head, ...bytes.subarray(upTo)])
    case 5:
      return Uint8Array.from([...head, ...bytes.subarray(at, upTo), ...tail])
    case 6: {
      const from = draw.below(other.length + 1)
      return Uint8Array.from([...head, ...other.subarray(from, from + LONGEST)])
    }
    default:
      return Uint8Array.from([...head, ...draw.bytes(1 + draw.below(LONGEST)), ...tail])
  }
}

/** A few changes at once; usually one. */
export function mutated(draw: Draw, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  let changed = once(draw, bytes, other)
  while (draw.oneIn(3)) changed = once(draw, changed, other)
  return changed
}

/** The same bytes many times over, as a list that says how many. */
export function pile(draw: Draw, item: Uint8Array, most: number): Uint8Array {
  const count = draw.below(Math.max(1, Math.floor(most / Math.max(1, item.length))))
  const writer = new Writer()
  writer.compact(count)
  for (let i = 0; i < count; i++) writer.raw(item)
  return writer.done()
}
