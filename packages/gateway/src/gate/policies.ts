// What each policy of a key looks for, and how long a streamed answer is held back under it.
import { type Category, categories, type GateOptions, type Thresholds, thresholds } from '@taonet/safety'

export type PolicyName = 'standard' | 'strict' | 'off'

export interface Looking {
  /** From which confidence on a category refuses. */
  readonly thresholds: Thresholds
  readonly holding: GateOptions
}

/**
 * Whoever writes an e-mail address into a letter means no harm; a card number or an IBAN has no business on strangers'
 * machines. Both are `personal-data`, and differ by how sure the rules are of them.
 */
const IDENTIFYING = 0.95
/** Chosen on the development half of the labelled suite: docs/safety.md has what both policies let through. */
const SUSPICION = 0.7

const each = (of: (category: Category, usual: number) => number): Thresholds => {
  const usual = thresholds()
  return { ...usual, ...Object.fromEntries(categories.map(one => [one, of(one, usual[one])])) }
}

/** Little is held while little was said; later as much as it takes to see what a sentence is about. */
const growing = (most: number) => ({
  holdBack: (come: number): number => Math.min(most, come / 2),
  stride: (come: number): number => Math.min(120, Math.max(12, come / 4)),
})

const LOOKING: Readonly<Record<Exclude<PolicyName, 'off'>, () => Looking>> = {
  standard: () => ({
    thresholds: each((category, usual) => (category === 'personal-data' ? IDENTIFYING : usual)),
    holding: { ...growing(80), memory: 600 },
  }),
  strict: () => ({
    thresholds: each((_, usual) => usual * SUSPICION),
    holding: { holdBack: 400, stride: 40, memory: 1_200 },
  }),
}

const made = new Map<PolicyName, Looking>()

/** Undefined: nothing is looked for. */
export function lookingFor(policy: PolicyName): Looking | undefined {
  if (policy === 'off') return undefined
  const found = made.get(policy) ?? LOOKING[policy]()
  made.set(policy, found)
  return found
}
