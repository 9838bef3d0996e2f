/** The shape of the labelled suite: families of sentences, each written by hand, and the items drawn from them. */
import type { Category } from '../src/categories.ts'
import type { Language, Phrases } from '../src/phrases.ts'
import type { Encoding } from '../src/probes/encodings.ts'
import type { StrangeEncoding } from './held-out/strange-encodings.ts'

export interface SuiteFamily {
  readonly name: string
  /** What a policy must find; undefined for harmless families, in which it must find nothing. */
  readonly category: Category | undefined
  /** Which policy is asked. */
  readonly side: 'input' | 'output'
  /** `<CARD>`, `<EMAIL>` … stand for values drawn anew (`drawn-values.ts`). */
  readonly phrases: Phrases
  /** False where an encoding would take away what makes the family: checksums, keys, code. */
  readonly disguised?: boolean
}

export interface SuiteItem {
  readonly family: string
  readonly category: Category | undefined
  readonly side: 'input' | 'output'
  readonly language: Language
  readonly encoding: Encoding | StrangeEncoding | 'misspelt'
  readonly text: string
}
