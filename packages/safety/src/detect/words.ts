/** The words of a folded text, and what is known of each wherever it stands. */
import { after, LETTER, lengthOf, NUMBER, past, signAt, textOf, type Units, unitsOf } from '../text/signs.ts'
import { bucketOf, hashedOn, PAIR, PIECE, WHOLE } from './buckets.ts'
import { meanings } from './lexicon.ts'

export interface Word {
  readonly text: string
  readonly meanings: readonly number[]
  /** Buckets of the word itself and of its four-letter pieces. */
  readonly pieces: readonly number[]
  /** Bucket of the word at the beginning of a stretch. */
  readonly first: number
  /** Hash of the word and a space, with which that of the word and the next one goes on. */
  readonly opening: number
}

const hashed = (state: number, text: string): number => hashedOn(state, unitsOf(text), 0, text.length)
const openingOf = (text: string): number => hashed(PAIR, `${text} `)
const BEGINNING = openingOf('^')

const LONGEST_PIECED = 24

function learned(text: string): Word {
  const padded = unitsOf(`<${text.slice(0, LONGEST_PIECED)}>`)
  const pieces = [bucketOf(hashed(WHOLE, text))]
  for (let at = 0; at + 4 <= lengthOf(padded); at++)
    pieces.push(bucketOf(hashedOn(PIECE, padded, at, at + 4)))
  const first = bucketOf(hashed(BEGINNING, text))
  return { text, meanings: meanings(text), pieces, first, opening: openingOf(text) }
}

// Words come again and again: each is kept at one of the two places that its hash names, until another one needs it.
const PLACES = 1 << 15
const LONGEST_KEPT = 40
const kept: (Word | undefined)[] = Array.from({ length: PLACES }, () => undefined)

function stands({ text }: Word, units: Units, from: number, to: number): boolean {
  if (text.length !== to - from) return false
  for (let at = from; at < to; at++) if (units[at] !== text.charCodeAt(at - from)) return false
  return true
}

/** What stands between two places of a text. */
function wordAt(units: Units, from: number, to: number): Word {
  const hash = hashedOn(WHOLE, units, from, to)
  const place = (hash ^ (hash >>> 15)) & (PLACES - 1)
  const one = kept[place]
  if (one !== undefined && stands(one, units, from, to)) return one
  const other = kept[place ^ 1]
  if (other !== undefined && stands(other, units, from, to)) return other
  const word = learned(textOf(units, from, to))
  if (to - from <= LONGEST_KEPT) kept[other === undefined ? place ^ 1 : place] = word
  return word
}

const isApostrophe = (unit: number | undefined): boolean => unit === 0x27 || unit === 0x2019

/** Letters and digits, and letters after one apostrophe: `don't`. */
function endOfWord(units: Units, from: number): number {
  const end = past(LETTER | NUMBER, units, from)
  if (end === from || !isApostrophe(units[end])) return end
  const late = past(LETTER, units, end + 1)
  return late === end + 1 ? end : late
}

export interface Words {
  readonly words: readonly Word[]
  /** Where each begins. */
  readonly places: readonly number[]
  /** Of each, the bucket of the one before it and itself; of the first, its own at a beginning. */
  readonly pairs: readonly number[]
}

export function wordsIn(units: Units): Words {
  const words: Word[] = []
  const places: number[] = []
  const pairs: number[] = []
  const length = lengthOf(units)
  let opening = BEGINNING
  for (let at = 0; at < length; ) {
    const end = endOfWord(units, at)
    if (end === at) {
      at = after(signAt(units, at), at)
      continue
    }
    const word = wordAt(units, at, end)
    words.push(word)
    places.push(at)
    pairs.push(bucketOf(hashedOn(opening, units, at, end)))
    opening = word.opening
    at = end
  }
  return { words, places, pairs }
}

/** How many words begin before a place. */
export function wordsBefore({ places }: Words, place: number): number {
  let from = 0
  let to = places.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (places[middle]! < place) from = middle + 1
    else to = middle
  }
  return from
}

/** The same as strings. */
export const wordsOf = (folded: string): readonly string[] =>
  wordsIn(unitsOf(folded)).words.map(({ text }) => text)
