/** A deterministic stream of numbers from a 32-byte seed: the only source of chance in tasks and in training. */
import { hash } from 'node:crypto'

export interface Random {
  /** Uniform in 0 … 2^32 − 1. */
  uint32(): number
  /** Uniform in 0 … limit − 1, without modulo bias. `limit` is an integer in 1 … 2^32. */
  below(limit: number): number
  /** Uniform in low … high, both included. */
  between(low: number, high: number): number
  /** Uniform in [0, 1) with 32 bits. */
  unit(): number
  /** Standard normal deviate (Box and Muller, 1958). */
  normal(): number
  /** One element of a list that is not empty. */
  pick<T>(list: readonly T[]): T
  /** A new list in uniformly random order (Fisher and Yates). */
  shuffle<T>(list: readonly T[]): T[]
  /** An independent stream named by `label`: drawing from one never moves the other. */
  fork(label: string): Random
}

/**
 * SHA-256 in counter mode: block i is SHA-256(seed ‖ i as 64-bit little endian), read as eight little-endian words.
 * A reader of some outputs cannot foresee the next ones, which a statistical generator would allow.
 */
export function randomFrom(seed: Uint8Array): Random {
  if (seed.length !== 32) throw new RangeError(`a seed has 32 bytes, not ${seed.length}`)
  const input = new Uint8Array(40)
  input.set(seed)
  const counter = new DataView(input.buffer, 32, 8)
  let block = 0n
  let words = new DataView(new ArrayBuffer(0))
  let offset = 0

  function uint32(): number {
    if (offset === words.byteLength) {
      counter.setBigUint64(0, block++, true)
      const digest = hash('sha256', input, 'buffer')
      words = new DataView(digest.buffer, digest.byteOffset, digest.byteLength)
      offset = 0
    }
    const word = words.getUint32(offset, true)
    offset += 4
    return word
  }

  function below(limit: number): number {
    if (!Number.isInteger(limit) || limit < 1 || limit > 2 ** 32)
      throw new RangeError(`no range below ${limit}`)
    const ceiling = 2 ** 32 - (2 ** 32 % limit)
    let word = uint32()
    while (word >= ceiling) word = uint32()
    return word % limit
  }

  const unit = () => uint32() / 2 ** 32

  function pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from')
    return list[below(list.length)] as T
  }

  function shuffle<T>(list: readonly T[]): T[] {
    const rest = [...list]
    const out: T[] = []
    while (rest.length > 0) out.push(...rest.splice(below(rest.length), 1))
    return out
  }

  return {
    uint32,
    below,
    between: (low, high) => low + below(high - low + 1),
    unit,
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
    pick,
    shuffle,
    fork: label => randomFrom(hash('sha256', Buffer.concat([seed, Buffer.from(label)]), 'buffer')),
  }
}

/** The seed named by a text: SHA-256 of its UTF-8 bytes. */
export const seedFrom = (text: string): Uint8Array => hash('sha256', text, 'buffer')
