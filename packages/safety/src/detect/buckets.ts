/** Columns of the weights: single meanings and ordered pairs of them come first, the rest share hashed n-grams. */
import type { Units } from '../text/signs.ts'
import { concepts } from './lexicon.ts'

export const BUCKETS = 24_000
const MEANINGS = concepts.length
const PAIRS = MEANINGS * MEANINGS
const HASHED = MEANINGS + 2 * PAIRS
const HASH_ROOM = BUCKETS - HASHED

/** Of one meaning soon after another; `FARTHER` on is that of one some words after. */
export const pairOf = (first: number, second: number): number => MEANINGS + first * MEANINGS + second
export const FARTHER = PAIRS

// FNV-1a, 32 bits; the salts keep words, pairs and pieces apart.
const BASIS = 0x811c9dc5
export const [WHOLE, PAIR, PIECE] = [BASIS ^ 1, BASIS ^ 2, BASIS ^ 3]

export function hashedOn(state: number, units: Units, from: number, to: number): number {
  let hash = state
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ units[at]!, 0x01000193)
  return hash
}

export const bucketOf = (hash: number): number => HASHED + (((hash ^ (hash >>> 15)) >>> 0) % HASH_ROOM)
