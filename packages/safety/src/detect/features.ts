/** What the classifier sees of a stretch of text: the meanings of its words and their order, and hashed pieces of its spelling. */
import { concepts, meanings } from './lexicon.ts'

/** Columns of the weights. The first ones are single meanings and ordered pairs of them; the rest share hashed n-grams. */
export const BUCKETS = 24_000
const NEAR = 3
const FAR = 9
const PAIRS = concepts.length * concepts.length
const HASHED = concepts.length + 2 * PAIRS
const HASH_ROOM = BUCKETS - HASHED

/** Words of one stretch; longer texts are judged stretch by stretch, half overlapping, and the worst counts. */
export const STRETCH = 40
const STEP = 20

/** How much spelling weighs against meaning: little, or the classifier learns its training sentences by heart. */
const SPELLING = 0.8

export interface Features {
  readonly indices: Int32Array
  readonly values: Float32Array
}

// FNV-1a, 32 bits.
function hashed(text: string, salt: number): number {
  let hash = 0x811c9dc5 ^ salt
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash ^= hash >>> 15
  return HASHED + ((hash >>> 0) % HASH_ROOM)
}

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu

export const wordsOf = (folded: string): string[] => folded.match(WORD) ?? []

/** The stretches of a folded text, at least one unless it has no word. */
export function* stretches(words: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < words.length; start += STEP) {
    yield words.slice(start, start + STRETCH)
    if (start + STRETCH >= words.length) return
  }
}

interface Word {
  readonly meanings: readonly number[]
  /** Buckets of the word itself and of its four-letter pieces. */
  readonly pieces: readonly number[]
}

// Words come again and again: what is known of one is kept, until there are too many.
const MAX_KNOWN = 20_000
const known = new Map<string, Word>()

function wordOf(text: string): Word {
  const before = known.get(text)
  if (before !== undefined) return before
  const padded = `<${text.slice(0, 24)}>`
  const pieces = [hashed(text, 1)]
  for (let i = 0; i + 4 <= padded.length; i++) pieces.push(hashed(padded.slice(i, i + 4), 3))
  const word = { meanings: meanings(text), pieces }
  if (known.size >= MAX_KNOWN) known.clear()
  if (text.length <= 40) known.set(text, word)
  return word
}

// Buckets already seen in the present stretch carry its number: cheaper than a set of them for every stretch.
const stamps = new Uint32Array(BUCKETS)
let stamp = 0

function collectMeanings(words: readonly Word[], add: (bucket: number) => void): void {
  for (const [place, word] of words.entries())
    for (const second of word.meanings) {
      add(second)
      for (let back = 1; back <= FAR && back <= place; back++)
        for (const first of words[place - back]?.meanings ?? []) {
          const pair = concepts.length + first * concepts.length + second
          add(back <= NEAR ? pair : pair + PAIRS)
          if (back <= NEAR) add(pair + PAIRS)
        }
    }
}

function collectSpelling(
  texts: readonly string[],
  words: readonly Word[],
  add: (bucket: number) => void,
): void {
  let before = '^'
  for (const [place, text] of texts.entries()) {
    for (const piece of words[place]?.pieces ?? []) add(piece)
    add(hashed(`${before} ${text}`, 2))
    before = text
  }
}

/** Each group has length one, so that a long stretch does not weigh more than a short one. */
export function featuresOf(texts: readonly string[]): Features {
  const words = texts.map(wordOf)
  const found: number[] = []
  stamp = (stamp + 1) >>> 0
  const add = (bucket: number): void => {
    if (stamps[bucket] === stamp) return
    stamps[bucket] = stamp
    found.push(bucket)
  }
  collectMeanings(words, add)
  const meanings = found.length
  collectSpelling(texts, words, add)
  const values = new Float32Array(found.length)
  values.fill(1 / Math.sqrt(Math.max(1, meanings)), 0, meanings)
  values.fill(SPELLING / Math.sqrt(Math.max(1, found.length - meanings)), meanings)
  return { indices: Int32Array.from(found), values }
}
