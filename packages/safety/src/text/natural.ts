/** Whether a reading looks like words at all: the price of trying rot13 and reversal on every message. */

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

interface Known {
  plain: boolean
  turned: boolean
  backwards: boolean
}

/** One look at a word tells of all manners: neither rot13 nor reversal moves a word's borders. */
const known = new Map<string, Known>()
const note = (word: string, manner: Manner): void => {
  const one = known.get(word) ?? { plain: false, turned: false, backwards: false }
  one[manner] = true
  known.set(word, one)
}
for (const word of COMMON) {
  note(word, 'plain')
  note(rot13(word), 'turned')
  note([...word].reverse().join(''), 'backwards')
}
const LONGEST = Math.max(...[...COMMON].map(word => word.length))

const WORD = /\p{L}+/gu

export function wordCounts(text: string): WordCounts {
  const words = text.match(WORD) ?? []
  let [plain, turned, backwards] = [0, 0, 0]
  for (const word of words) {
    const one = word.length > LONGEST ? undefined : known.get(word)
    if (one === undefined) continue
    if (one.plain) plain++
    if (one.turned) turned++
    if (one.backwards) backwards++
  }
  return { words: words.length, plain, turned, backwards }
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
