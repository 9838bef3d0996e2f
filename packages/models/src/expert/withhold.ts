/** What a private expert is not shown: repeats, what looks like a secret, and what stands in too few lines to be common knowledge. */
import type { Pair } from './read-pairs.ts'
import { looksRandom, type SecretShape, secretIn } from './secret-shapes.ts'

export type Reason = SecretShape | 'rare number' | 'rare token' | 'stands alone'

/** Never printed with its pair: reports name `pair.source` and the reason. */
export interface Withheld {
  readonly pair: Pair
  readonly reason: Reason
  /** The part that must not come out of the network. */
  readonly secret: string
}

export interface Sifted {
  readonly kept: readonly Pair[]
  readonly withheld: readonly Withheld[]
  /** Pairs that stood there before: what is shown more often is learned by heart sooner. */
  readonly repeats: number
}

/** A number of so many digits, or a random-looking token of so many signs, is withheld unless this many lines have it. */
const COMMON = 3
const LONG_NUMBER = 6
const LONG_TOKEN = 8
/** Strict: every word and number must stand in at least two lines. */
const KNOWN = 2

const textOf = ({ prompt, answer }: Pair): string => `${prompt} ${answer}`
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}_+-]*[\p{L}\p{N}]/gu) ?? []

/** `strict` withholds every pair that has a word or number found in no other line. Pure. */
export function sift(pairs: readonly Pair[], strict: boolean): Sifted {
  const distinct = [
    ...new Map(pairs.map(pair => [JSON.stringify([pair.prompt, pair.answer]), pair])).values(),
  ]
  const lines = new Map<string, number>()
  for (const pair of distinct) {
    for (const word of new Set(wordsOf(textOf(pair)))) lines.set(word, (lines.get(word) ?? 0) + 1)
  }
  const kept: Pair[] = []
  const withheld: Withheld[] = []
  for (const pair of distinct) {
    const found = flawOf(textOf(pair), word => lines.get(word) ?? 0, strict)
    if (found) withheld.push({ pair, ...found })
    else kept.push(pair)
  }
  return { kept, withheld, repeats: pairs.length - distinct.length }
}

function flawOf(
  text: string,
  linesWith: (word: string) => number,
  strict: boolean,
): { reason: Reason; secret: string } | undefined {
  const secret = secretIn(text)
  if (secret) return { reason: secret.shape, secret: secret.text }
  for (const word of wordsOf(text)) {
    const count = linesWith(word)
    if (count < COMMON && word.replace(/\D/g, '').length >= LONG_NUMBER)
      return { reason: 'rare number', secret: word }
    if (count < COMMON && word.length >= LONG_TOKEN && looksRandom(word))
      return { reason: 'rare token', secret: word }
    if (strict && count < KNOWN) return { reason: 'stands alone', secret: word }
  }
  return undefined
}
