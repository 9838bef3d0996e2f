/** The readings of a message: the text as it shows, and what it says once disguises and encodings are taken off. */
import { bounded, MAX_DECODED, MAX_DEPTH, MAX_READINGS } from './bounds.ts'
import { decoded, decoders } from './decode.ts'
import {
  joinedLetters,
  reversed,
  reversedWords,
  rot13,
  withoutLeet,
  withoutStretching,
  withoutWedges,
} from './disguise.ts'
import { foldedShown, visible } from './fold.ts'
import { added, type Manner, readsBetter, type WordCounts, wordCounts } from './natural.ts'

export interface Reading {
  /** How it was got: empty for the message itself, otherwise the steps, outermost first. */
  readonly steps: readonly string[]
  /** As typed, without invisible characters: for patterns that need case and digits. */
  readonly text: string
  /** Folded: for words. */
  readonly folded: string
}

// Where the disguised part of a message begins and ends.
const BORDERS = /(?<=[:;\n"“”«»])/

interface Part {
  readonly text: string
  readonly counts: WordCounts
}

/** No word goes over a border. */
const partsOf = (plain: string): readonly Part[] =>
  plain.split(BORDERS).map(text => ({ text, counts: wordCounts(text) }))

/** The text, or those parts of it between borders that read as language only once `undo` is applied; undefined if none does. */
function partlyUndone(
  parts: readonly Part[],
  counts: WordCounts,
  manner: Manner,
  undo: (text: string) => string,
): string | undefined {
  if (readsBetter(counts, manner)) return undo(parts.map(({ text }) => text).join(''))
  if (!parts.some(part => readsBetter(part.counts, manner))) return undefined
  return parts.map(part => (readsBetter(part.counts, manner) ? ` ${undo(part.text)} ` : part.text)).join('')
}

const CIPHERS = [
  ['rot13', 'turned', rot13],
  ['reversed', 'backwards', reversed],
  ['reversed words', 'backwards', reversedWords],
] as const

/** Other spellings of the same letters. */
function* undisguised(raw: string, plain: string): Generator<readonly [string, string]> {
  const joined = joinedLetters(raw)
  if (joined !== undefined) yield ['letters apart', joined]
  const leet = withoutLeet(plain)
  if (leet !== undefined) yield ['digits for letters', leet]
  const stretched = withoutStretching(plain)
  if (stretched !== undefined) yield ['stretched letters', stretched]
  const wedged = withoutWedges(plain)
  if (wedged !== undefined) yield ['signs between letters', wedged]
  const parts = partsOf(plain)
  const counts = parts.map(part => part.counts).reduce(added)
  for (const [name, manner, undo] of CIPHERS) {
    const other = partlyUndone(parts, counts, manner, undo)
    if (other !== undefined) yield [name, other]
  }
}

/**
 * The message first, then what it hides, breadth first, at most `MAX_READINGS` readings of `MAX_DECODED` characters in all and
 * `MAX_DEPTH` deep. Never throws, whatever the text.
 */
export function readings(message: string): readonly Reading[] {
  const found: Reading[] = []
  const seen = new Set<string>()
  let budget = MAX_DECODED
  let layer: readonly { raw: string; steps: readonly string[] }[] = [{ raw: bounded(message), steps: [] }]
  for (let depth = 0; depth <= MAX_DEPTH && layer.length > 0; depth++) {
    const next: { raw: string; steps: readonly string[] }[] = []
    for (const { raw, steps } of layer) {
      const text = visible(raw)
      const plain = foldedShown(text)
      if (seen.has(plain) || found.length >= MAX_READINGS) continue
      if (depth > 0 && (budget -= raw.length) < 0) continue
      seen.add(plain)
      found.push({ steps, text, folded: plain })
      for (const [step, other] of undisguised(raw, plain)) next.push({ raw: other, steps: [...steps, step] })
      for (const decoder of decoders) {
        const other = decoded(decoder, raw)
        if (other !== undefined) next.push({ raw: other, steps: [...steps, decoder.name] })
      }
    }
    layer = next
  }
  return found
}
