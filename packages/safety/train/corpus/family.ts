/** The shape of the training material: sentences of one meaning in several languages. */
import type { Kind } from '../../src/categories.ts'
import type { Phrases } from '../../src/phrases.ts'

export interface TrainingFamily {
  readonly name: string
  /** What each sentence is; empty for harmless ones. */
  readonly kinds: readonly Kind[]
  readonly phrases: Phrases
}
