/** How strongly a text speaks for each category, over all its readings: the one judgement policies and moderation share. */
import { byName } from './by-name.ts'
import { type Category, categories, categoryOf, type Kind, kinds } from './categories.ts'
import { personalData } from './detect/personal-data.ts'
import { secrets } from './detect/secrets.ts'
import { listedWords } from './detect/word-list.ts'
import { type Looked, lookAt } from './looked.ts'
import type { Reading } from './text/readings.ts'

export interface Score {
  readonly confidence: number
  readonly detail: string
}

export interface Scores {
  readonly byCategory: Readonly<Record<Category, Score>>
  readonly byKind: Readonly<Record<Kind, number>>
  readonly readings: readonly Reading[]
}

const where = ({ steps }: Reading): string => (steps.length === 0 ? '' : ` under ${steps.join(', ')}`)

const NOTHING: Score = { confidence: 0, detail: '' }
const noCategory = byName(categories, () => NOTHING)
const noKind = byName(kinds, () => 0)

/** Synchronous and deterministic: scorers may call it. Bounded by `text/bounds.ts`, whatever the text. */
export function scoresOf(given: string | Looked): Scores {
  const { readings, probabilities } = typeof given === 'string' ? lookAt(given) : given
  const byCategory = { ...noCategory }
  const byKind = { ...noKind }
  const note = (category: Category, confidence: number, what: string, reading: Reading): void => {
    if (confidence > byCategory[category].confidence)
      byCategory[category] = { confidence, detail: `${what}${where(reading)}` }
  }
  for (const [place, reading] of readings.entries()) {
    for (let k = 0; k < kinds.length; k++) {
      const kind = kinds[k] as Kind
      const p = probabilities[place]?.[k] ?? 0
      byKind[kind] = Math.max(byKind[kind], p)
      note(categoryOf[kind], p, kind, reading)
    }
    for (const { category, confidence } of listedWords(reading.folded, reading.units))
      note(category, confidence, 'listed words', reading)
    for (const { what, confidence } of personalData(reading.text))
      note('personal-data', confidence, what, reading)
    for (const { what, confidence } of secrets(reading.text, reading.units))
      note('secrets', confidence, what, reading)
  }
  return { byCategory, byKind, readings }
}
