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
import {
  added,
  type Manner,
  type Part,
  partsOf,
  readsBetter,
  readsOtherwise,
  type WordCounts,
} from './natural.ts'
import { type Units, unitsOf } from './signs.ts'

export interface Reading {
  /** How it was got: empty for the message itself, otherwise the steps, outermost first. */
  readonly steps: readonly string[]
  /** As typed, without invisible characters: for patterns that need case and digits. */
  readonly text: string
  /** Folded: for words. */
  readonly folded: string
  /** The same as numbers. */
  readonly units: Units
}

/** The text, or those parts of it between borders that read as language only once `undo` is applied; undefined if none does. */
function partlyUndone(
  plain: string,
  parts: readonly Part[],
  counts: WordCounts,
  manner: Manner,
  undo: (text: string) => string,
): string | undefined {
  if (readsBetter(counts, manner)) return undo(plain)
  if (!parts.some(part => readsBetter(part.counts, manner))) return undefined
  return parts
    .map(({ from, to, counts }) => {
      const text = plain.slice(from, to)
      return readsBetter(counts, manner) ? ` ${undo(text)} ` : text
    })
    .join('')
}

const CIPHERS = [
  ['rot13', 'turned', rot13],
  ['reversed', 'backwards', reversed],
  ['reversed words', 'backwards', reversedWords],
] as const

/** Another text that a message may stand for, and by which step. */
type Other = readonly [step: string, text: string]

/** Other spellings of the same letters. */
function undisguised(plain: string, units: Units): readonly Other[] {
  const others: Other[] = []
  const leet = withoutLeet(plain, units)
  if (leet !== undefined) others.push(['digits for letters', leet])
  const stretched = withoutStretching(plain, units)
  if (stretched !== undefined) others.push(['stretched letters', stretched])
  const wedged = withoutWedges(plain)
  if (wedged !== undefined) others.push(['signs between letters', wedged])
  const parts = partsOf(units)
  if (!readsOtherwise(parts)) return others
  const counts = parts.map(part => part.counts).reduce(added)
  for (const [name, manner, undo] of CIPHERS) {
    const other = partlyUndone(plain, parts, counts, manner, undo)
    if (other !== undefined) others.push([name, other])
  }
  return others
}

/** What a text as typed says once one disguise or encoding is taken off. */
function uncovered(raw: string, rawUnits: Units, { folded, units }: Reading): readonly Other[] {
  const joined = joinedLetters(raw, rawUnits)
  const others: Other[] = joined === undefined ? [] : [['letters apart', joined]]
  others.push(...undisguised(folded, units))
  for (const decoder of decoders) {
    const other = decoded(decoder, raw, rawUnits)
    if (other !== undefined) others.push([decoder.name, other])
  }
  return others
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
      const rawUnits = unitsOf(raw)
      const text = visible(raw)
      const plain = foldedShown(text)
      if (seen.has(plain) || found.length >= MAX_READINGS) continue
      if (depth > 0 && (budget -= raw.length) < 0) continue
      seen.add(plain)
      const reading = { steps, text, folded: plain, units: unitsOf(plain) }
      found.push(reading)
      if (depth < MAX_DEPTH)
        for (const [step, other] of uncovered(raw, rawUnits, reading))
          next.push({ raw: other, steps: [...steps, step] })
    }
    layer = next
  }
  return found
}
