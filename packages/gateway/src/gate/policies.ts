// What each policy of a key looks for, and how long a streamed answer is held back under it.

import { type Category, categories, type GateOptions, type Thresholds, thresholds } from '@taonet/safety'
import type { PolicyName } from '../accounts/index.ts'

export interface Looking {
  /** From which confidence on a category refuses. */
  readonly thresholds: Thresholds
  /** The same for a sentence taken by itself. */
  readonly apart: Thresholds
  /** And for a handful of words. */
  readonly brief: Thresholds
  readonly holding: GateOptions
}

/**
 * Whoever writes an e-mail address into a letter means no harm; a card number or an IBAN has no business on strangers'
 * machines. Both are `personal-data`, and differ by how sure the rules are of them.
 */
const IDENTIFYING = 0.95
/**
 * Where less suffices under `strict`: lower thresholds that catch more of the suite's development half and raise next to
 * nothing in its harmless items and in real prose. For the categories left out they mostly raise false alarms.
 */
const SUSPECTED: Partial<Record<Category, number>> = {
  'prompt-injection': 0.5,
  'self-harm': 0.5,
  hate: 0.5,
  sexual: 0.5,
  'sexual-minors': 0.5,
  'harmful-instructions': 0.63,
}

const each = (of: (category: Category, usual: number) => number): Thresholds => {
  const usual = thresholds()
  return { ...usual, ...Object.fromEntries(categories.map(one => [one, of(one, usual[one])])) }
}

interface Sure {
  /** What a sentence by itself must be, and what a handful of words. */
  readonly apart: number
  readonly brief: number
}

const NEVER = 1.1
/** Of these a sentence by itself says nothing, as plain technical prose shows. */
const NOT_APART: readonly Category[] = ['jailbreak', 'spam-scam']
/** What rules find, they find in few words as well as in many. */
const BY_RULES: readonly Category[] = ['personal-data', 'secrets']

/** The classifier knows stories mostly from those who want lewd ones: "Tell me a story." is 0.97, a dirty one above 0.99. */
const SURER_IN_FEW_WORDS: Partial<Record<Category, number>> = { sexual: 0.985 }

const looking = (whole: Thresholds, sure: Sure, holding: GateOptions): Looking => ({
  thresholds: whole,
  apart: each(one =>
    NOT_APART.includes(one) ? NEVER : Math.max(sure.apart, whole[one], SURER_IN_FEW_WORDS[one] ?? 0),
  ),
  brief: each(one =>
    BY_RULES.includes(one) ? whole[one] : Math.max(sure.brief, whole[one], SURER_IN_FEW_WORDS[one] ?? 0),
  ),
  holding,
})

/** Little is held while little was said; later as much as it takes to see what a sentence is about. */
const growing = (most: number) => ({
  holdBack: (come: number): number => Math.min(most, come / 2),
  stride: (come: number): number => Math.min(120, Math.max(12, come / 4)),
})

/** `off`: nothing is looked for. */
export type JudgingPolicy = Exclude<PolicyName, 'off'>

const LOOKING: Readonly<Record<JudgingPolicy, () => Looking>> = {
  standard: () =>
    looking(
      each((category, usual) => (category === 'personal-data' ? IDENTIFYING : usual)),
      { apart: 0.85, brief: 0.92 },
      { ...growing(80), memory: 600 },
    ),
  strict: () =>
    looking(
      each((category, usual) => SUSPECTED[category] ?? usual),
      { apart: 0.75, brief: 0.85 },
      { holdBack: 400, stride: 40, memory: 1_200 },
    ),
}

const made = new Map<JudgingPolicy, Looking>()

export function lookingFor(policy: JudgingPolicy): Looking {
  const found = made.get(policy) ?? LOOKING[policy]()
  made.set(policy, found)
  return found
}
