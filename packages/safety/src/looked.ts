/** A text that is looked at once, to be judged whole and in parts. */
import { classify } from './detect/classifier.ts'
import { wordsBefore, wordsIn } from './detect/words.ts'
import { bounded } from './text/bounds.ts'
import { withoutLeet } from './text/disguise.ts'
import { folded, visible } from './text/fold.ts'
import { partsOf, readsOtherwise } from './text/natural.ts'
import { plainness } from './text/plain.ts'
import { type Reading, readings } from './text/readings.ts'
import { unitsOf } from './text/signs.ts'

/** Where a part begins and ends; both at white space or at an end of the text. */
export type Span = readonly [from: number, to: number]

/** In the order of `kinds`. */
export type Probabilities = ReturnType<typeof classify>

export interface Looked {
  readonly readings: readonly Reading[]
  /** Of the whole text, by reading. @see classify */
  readonly probabilities: readonly Probabilities[]
  /** The same of a part of it. */
  readonly probabilitiesOf: (part: Span) => readonly Probabilities[]
}

/** A plain text has one reading, each of its parts has one, and their words are its words. Undefined for others. */
function lookedPlain(text: string): Looked | undefined {
  const plain = bounded(text) === text ? plainness(text, unitsOf(text)) : undefined
  if (plain === undefined) return undefined
  const { even, estranged, mixed } = plain
  // Words stand in it where they do in the text as typed.
  const units = unitsOf(even ? text.toLowerCase() : text.toLowerCase().replace(/\s/g, ' '))
  const within = (places: readonly number[], from: number, to: number): number =>
    places.filter(place => place >= from && place < to).length
  const isOdd = (from: number, to: number): boolean =>
    (within(estranged, from, to) > 0 && readsOtherwise(partsOf(units, from, to))) ||
    (within(mixed, from, to) > 1 && withoutLeet(folded(text.slice(from, to))) !== undefined)
  if (isOdd(0, text.length)) return undefined
  const shown = even ? text : visible(text)
  const lower = shown.toLowerCase()
  const words = wordsIn(units)
  return {
    readings: [{ steps: [], text: shown, folded: lower, units: even ? units : unitsOf(lower) }],
    probabilities: [classify(words)],
    probabilitiesOf: ([from, to]) =>
      isOdd(from, to)
        ? lookedThrough(text.slice(from, to)).probabilities
        : [classify(words, wordsBefore(words, from), wordsBefore(words, to))],
  }
}

function lookedThrough(text: string): Looked {
  const found = readings(text)
  return {
    readings: found,
    probabilities: found.map(({ units }) => classify(wordsIn(units))),
    probabilitiesOf: ([from, to]) => lookAt(text.slice(from, to)).probabilities,
  }
}

/** Bounded by `text/bounds.ts`, whatever the text. */
export const lookAt = (text: string): Looked => lookedPlain(text) ?? lookedThrough(text)
