/** Whether a reading looks like words at all: the price of trying rot13 and reversal on every message. */
import { after, LETTER, lengthOf, past, signAt, type Units } from './signs.ts'

// The commonest short words of the languages the rules are written in.
const COMMON = new Set(
  `the and of to in is you that it for on with as are this be at your have or not what all can how do me my from a i
  der die das und ist nicht wie ich du mir ein eine zu den dem mit alle sie wir fur auf
  el la los las que de en un una no como para por con tu me mi todas es
  le les des et est une pas vous je tu dans pour que comment toutes ton mon sur
  il lo gli che di per non una come tutte mi sono
  o os as um uma nao como para com todas voce seu meu
  het een van niet hoe mij jij alle voor op`
    .split(/\s+/)
    .filter(word => word.length > 1),
)

const rot13 = (word: string): string =>
  word.replace(/[a-z]/g, letter => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97))

/** How a text may have to be read: as it stands, by its letters half an alphabet on, or backwards. */
export type Manner = 'plain' | 'turned' | 'backwards'

/** Words of a text, and how many of them are common ones in each manner of reading. Sums of two texts' are those of both. */
export type WordCounts = Readonly<Record<Manner | 'words', number>>

/** One look at a word tells of all manners: neither rot13 nor reversal moves a word's borders. */
const [PLAIN, TURNED, BACKWARDS] = [1, 2, 4]
const LONGEST = Math.max(...[...COMMON].map(word => word.length))

/** A short word of a … z as a number: five bits a letter. */
const keyed = (key: number, letter: number): number => (key << 5) | (letter & 31)
const keyOf = (word: string): number => [...word].reduce((key, letter) => keyed(key, letter.charCodeAt(0)), 0)

const known = new Map<number, number>()
const note = (word: string, manner: number): unknown =>
  known.set(keyOf(word), (known.get(keyOf(word)) ?? 0) | manner)
for (const word of COMMON) {
  note(word, PLAIN)
  note(rot13(word), TURNED)
  note([...word].reverse().join(''), BACKWARDS)
}

/** Whether a word is a common one in another manner, and none as it stands: who reads better otherwise has some. */
export function isEstranged(units: Units, from: number, to: number): boolean {
  const manners = to - from > LONGEST ? 0 : mannersOf(units, from, to)
  return manners !== 0 && (manners & PLAIN) === 0
}

/** In which manners a short word is a common one. */
function mannersOf(units: Units, from: number, to: number): number {
  let key = 0
  for (let at = from; at < to; at++) {
    const letter = units[at]! | 32
    if (letter < 0x61 || letter > 0x7a) return 0
    key = keyed(key, letter)
  }
  return known.get(key) ?? 0
}

// Where the disguised part of a message begins and ends.
const BORDERS = new Set(Array.from(':;\n"“”«»', border => border.charCodeAt(0)))

export interface Part {
  /** Where it begins, and where the next one does. */
  readonly from: number
  readonly to: number
  readonly counts: WordCounts
}

/** A folded text, or what stands between two places of it, from border to border: at least one part. No word goes over a border. */
export function partsOf(units: Units, start = 0, stop = lengthOf(units)): readonly Part[] {
  const parts: Part[] = []
  let [words, plain, turned, backwards] = [0, 0, 0, 0]
  let from = start
  const endAt = (to: number): void => {
    parts.push({ from, to, counts: { words, plain, turned, backwards } })
    from = to
    words = plain = turned = backwards = 0
  }
  for (let at = start; at < stop; ) {
    const sign = signAt(units, at)
    const end = past(LETTER, units, at)
    if (end === at) {
      at = after(sign, at)
      if (BORDERS.has(sign)) endAt(at)
      continue
    }
    words++
    const manners = end - at > LONGEST ? 0 : mannersOf(units, at, end)
    if ((manners & PLAIN) !== 0) plain++
    if ((manners & TURNED) !== 0) turned++
    if ((manners & BACKWARDS) !== 0) backwards++
    at = end
  }
  if (from < stop || parts.length === 0) endAt(stop)
  return parts
}

export const added = (one: WordCounts, other: WordCounts): WordCounts => ({
  words: one.words + other.words,
  plain: one.plain + other.plain,
  turned: one.turned + other.turned,
  backwards: one.backwards + other.backwards,
})

/** A share of common words from which on a text may be language. */
const LANGUAGE = 0.12

/** Whether a text reads as language much rather in that manner than as it stands. */
export const readsBetter = (counts: WordCounts, manner: Manner): boolean =>
  counts.words > 0 && counts[manner] / counts.words >= LANGUAGE && counts[manner] > counts.plain * 2

/** Whether parts of a text, or all of it, read better in any other manner. */
export function readsOtherwise(parts: readonly Part[]): boolean {
  const all = [...parts.map(({ counts }) => counts), parts.map(({ counts }) => counts).reduce(added)]
  return all.some(counts => readsBetter(counts, 'turned') || readsBetter(counts, 'backwards'))
}

/** Bytes as UTF-8 text when nearly all of it is printable. */
export function printable(bytes: Uint8Array): string | undefined {
  if (bytes.length < 4) return undefined
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
  const letters = text.match(/[\p{L}\p{N}\p{P}\p{Zs}\n]/gu)?.length ?? 0
  return letters >= [...text].length * 0.9 ? text : undefined
}
