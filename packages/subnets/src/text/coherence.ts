/**
 * Coherence of a free answer: likely enough for a language, neither repeated nor a stub, its small words in order. Each
 * factor answers a way to cheat the one before; the figures are those of docs/subnets/text.md.
 */
import { smallWords, wordsOf } from './small-words.ts'

/** Bits a byte under the reference model: real answers 7.4 ± 0.8, letters in any order 9 and more, random ones 12. */
const LIKELY = { full: 8.5, none: 10 }
/** Share of different word pairs: a text that says the same again and again has few. */
const FRESH = { full: 0.6, none: 0.2 }
/** Words: what is shorter is no answer to an open question. */
const LENGTH = { full: 12, none: 4 }
/** Share of small words: a list of fitting nouns has hardly any. */
const SMALL = { full: 0.2, none: 0.08 }
/** Share of small words in places where they cannot stand: none in real answers, a fifth in shuffled ones. */
const BROKEN = { full: 0.03, none: 0.15 }

const clamp = (value: number): number => (value >= 0 ? Math.min(1, value) : 0)

/** 1 at `full`, 0 at `none`, a straight line between. */
const between = (value: number, { full, none }: { readonly full: number; readonly none: number }): number =>
  clamp((value - none) / (full - none))

/** Share of the word pairs of a text that occur in it for the first time, 0 … 1; 1 for a text of one word. */
export function freshness(text: string): number {
  const words = wordsOf(text)
  const pairs = words.slice(1).map((word, i) => `${words[i]} ${word}`)
  return pairs.length > 0 ? new Set(pairs).size / pairs.length : 1
}

/** 0 … 1. `bits` a byte under the reference model; absent = this validator has none, and the other factors decide. */
export function coherence(text: string, bits: number | undefined): number {
  const { share, broken } = smallWords(text)
  return (
    (bits === undefined ? 1 : between(bits, LIKELY)) *
    between(freshness(text), FRESH) *
    between(wordsOf(text).length, LENGTH) *
    between(share, SMALL) *
    between(broken, BROKEN)
  )
}
