/** What the classifier sees of a stretch of text: the meanings of its words and their order, and hashed pieces of its spelling. */
import { isAscii } from '../text/fold.ts'
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
export const SPELLING = 0.8

export interface Features {
  readonly indices: Int32Array
  readonly values: Float32Array
}

// FNV-1a, 32 bits; the salts keep words, pairs and pieces apart.
const BASIS = 0x811c9dc5
const [WHOLE, PAIR, PIECE] = [1, 2, 3]

function hashedOn(state: number, text: string, from = 0, to = text.length): number {
  let hash = state
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}

const bucketOf = (hash: number): number => HASHED + (((hash ^ (hash >>> 15)) >>> 0) % HASH_ROOM)

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu
/** The same where there are no other letters, and sooner. */
const ASCII_WORD = /[a-z0-9]+(?:'[a-z]+)?/gi

export const wordsOf = (folded: string): string[] => folded.match(isAscii(folded) ? ASCII_WORD : WORD) ?? []

/** The stretches of a folded text's words, at least one unless it has no word. */
export function* stretches<T>(words: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < words.length; start += STEP) {
    yield words.slice(start, start + STRETCH)
    if (start + STRETCH >= words.length) return
  }
}

/** What is known of a word, wherever it stands. */
export interface Word {
  readonly text: string
  readonly meanings: readonly number[]
  /** Buckets of the word itself and of its four-letter pieces. */
  readonly pieces: readonly number[]
  /** Hash of the word and a space, with which that of the word and the next one goes on. */
  readonly opening: number
}

const openingOf = (text: string): number => hashedOn(hashedOn(BASIS ^ PAIR, text), ' ')
const BEGINNING = openingOf('^')

// Words come again and again: what is known of one is kept, until there are too many.
const MAX_KNOWN = 20_000
const known = new Map<string, Word>()

export function wordOf(text: string): Word {
  const before = known.get(text)
  if (before !== undefined) return before
  const padded = `<${text.slice(0, 24)}>`
  const pieces = [bucketOf(hashedOn(BASIS ^ WHOLE, text))]
  for (let at = 0; at + 4 <= padded.length; at++)
    pieces.push(bucketOf(hashedOn(BASIS ^ PIECE, padded, at, at + 4)))
  const word = { text, meanings: meanings(text), pieces, opening: openingOf(text) }
  if (known.size >= MAX_KNOWN) known.clear()
  if (text.length <= 40) known.set(text, word)
  return word
}

// Buckets already seen in the present stretch carry its number: cheaper than a set of them for every stretch.
const stamps = new Uint32Array(BUCKETS)
let stamp = 0
/** Those of the present stretch: the first `found` places. */
const buckets = new Int32Array(BUCKETS)
let found = 0

function add(bucket: number): void {
  if (stamps[bucket] === stamp) return
  stamps[bucket] = stamp
  buckets[found++] = bucket
}

function addMeanings(words: readonly Word[]): void {
  for (let place = 0; place < words.length; place++)
    for (const second of words[place]?.meanings ?? []) {
      add(second)
      for (let back = 1; back <= FAR && back <= place; back++)
        for (const first of words[place - back]?.meanings ?? []) {
          const pair = concepts.length + first * concepts.length + second
          add(back <= NEAR ? pair : pair + PAIRS)
          if (back <= NEAR) add(pair + PAIRS)
        }
    }
}

function addSpelling(words: readonly Word[]): void {
  let opening = BEGINNING
  for (const word of words) {
    for (const piece of word.pieces) add(piece)
    add(bucketOf(hashedOn(opening, word.text)))
    opening = word.opening
  }
}

/** The buckets of a stretch, each once: `meant` of them by meaning, then those by spelling. */
export interface Seen {
  /** Holds until the next stretch is looked at. */
  readonly buckets: Int32Array
  readonly meant: number
  readonly all: number
}

export function look(words: readonly Word[]): Seen {
  stamp = (stamp + 1) >>> 0
  found = 0
  addMeanings(words)
  const meant = found
  addSpelling(words)
  return { buckets, meant, all: found }
}

/** What one feature of a group weighs: each group has length one, so that a long stretch weighs no more than a short one. */
export const weightOf = (count: number, share = 1): number =>
  Math.fround(share / Math.sqrt(Math.max(1, count)))

export function featuresOf(texts: readonly string[]): Features {
  const { meant, all } = look(texts.map(wordOf))
  const values = new Float32Array(all)
  values.fill(weightOf(meant), 0, meant)
  values.fill(weightOf(all - meant, SPELLING), meant)
  return { indices: buckets.slice(0, all), values }
}
