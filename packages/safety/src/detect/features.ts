/** What the classifier sees of a stretch of text: the meanings of its words and their order, and hashed pieces of its spelling. */
import { unitsOf } from '../text/signs.ts'
import { BUCKETS, FARTHER, pairOf } from './buckets.ts'
import { type Word, type Words, wordsIn } from './words.ts'

const NEAR = 3
const FAR = 9

/** Words of one stretch; longer texts are judged stretch by stretch, half overlapping, and the worst counts. */
export const STRETCH = 40
const STEP = 20

/** How much spelling weighs against meaning: little, or the classifier learns its training sentences by heart. */
export const SPELLING = 0.8

export interface Features {
  readonly indices: Int32Array
  readonly values: Float32Array
}

/** Where the stretches of the words between two places begin and end: at least one, unless there is no word. */
export function stretches(from: number, to: number): readonly (readonly [from: number, to: number])[] {
  const found: [number, number][] = []
  for (let start = from; start < to; start += STEP) {
    found.push([start, Math.min(start + STRETCH, to)])
    if (start + STRETCH >= to) break
  }
  return found
}

/** Those of the present stretch: the first `found` places. */
const buckets = new Int32Array(BUCKETS)
let found = 0
/** One bit for each bucket, set while it is among them. */
const taken = new Int32Array(Math.ceil(BUCKETS / 32))

function add(bucket: number): void {
  const at = bucket >>> 5
  const bit = 1 << (bucket & 31)
  const before = taken[at]!
  if ((before & bit) !== 0) return
  taken[at] = before | bit
  buckets[found++] = bucket
}

function forget(): void {
  for (let at = 0; at < found; at++) taken[buckets[at]! >>> 5] = 0
  found = 0
}

function addMeanings(words: readonly Word[], from: number, to: number): void {
  for (let at = from; at < to; at++)
    for (const second of (words[at] as Word).meanings) {
      add(second)
      for (let back = 1; back <= FAR && at - back >= from; back++)
        for (const first of (words[at - back] as Word).meanings) {
          const pair = pairOf(first, second)
          add(back <= NEAR ? pair : pair + FARTHER)
          if (back <= NEAR) add(pair + FARTHER)
        }
    }
}

function addSpelling({ words, pairs }: Words, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const { pieces, first } = words[at] as Word
    for (let place = 0; place < pieces.length; place++) add(pieces[place]!)
    add(at === from ? first : pairs[at]!)
  }
}

/** The buckets of a stretch, each once: `meant` of them by meaning, then those by spelling. */
export interface Seen {
  /** Holds until the next stretch is looked at. */
  readonly buckets: Int32Array
  readonly meant: number
  readonly all: number
}

export function look(words: Words, from: number, to: number): Seen {
  forget()
  addMeanings(words.words, from, to)
  const meant = found
  addSpelling(words, from, to)
  return { buckets, meant, all: found }
}

/** What one feature of a group weighs: each group has length one, so that a long stretch weighs no more than a short one. */
export const weightOf = (count: number, share = 1): number =>
  Math.fround(share / Math.sqrt(Math.max(1, count)))

/** Of a stretch that is all of a folded text. */
export function featuresOf(folded: string): Features {
  const words = wordsIn(unitsOf(folded))
  const { meant, all } = look(words, 0, words.words.length)
  const values = new Float32Array(all)
  values.fill(weightOf(meant), 0, meant)
  values.fill(weightOf(all - meant, SPELLING), meant)
  return { indices: buckets.slice(0, all), values }
}
