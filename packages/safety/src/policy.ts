/** Input and output policies as values: what a text or a conversation is found to contain. */
import { type Category, categories, categoryOf, type Finding, type Kind, kinds } from './categories.ts'
import type { Looked, Span } from './looked.ts'
import { scoresOf } from './scores.ts'
import { type Thresholds, thresholds } from './thresholds.ts'

/** A message in the shape of OpenAI's chat API; of content in parts, the text parts are judged. */
export interface Message {
  readonly role: string
  readonly content?:
    | string
    | readonly { readonly type: string; readonly text?: string | undefined }[]
    | null
    | undefined
}

export interface Policy {
  /** What was found at or above the thresholds, surest first; at most one finding a category. Never throws for any text. */
  readonly judge: (content: string | readonly Message[]) => Promise<readonly Finding[]>
}

export interface PolicyOptions {
  /** Only these are looked for. */
  readonly categories?: readonly Category[]
  /** Instead of the frozen ones, category by category. */
  readonly thresholds?: Partial<Thresholds>
}

/** What was made of thresholds that were given before. */
const completed = new WeakMap<Partial<Thresholds>, Thresholds>()

/** The frozen thresholds where nothing else is said. */
function limitsOf({ thresholds: own }: PolicyOptions): Thresholds {
  if (own === undefined) return thresholds()
  const before = completed.get(own)
  if (before !== undefined) return before
  const limits = { ...thresholds(), ...own }
  completed.set(own, limits)
  return limits
}

/** Findings of the rules and our own classifier; what scorers use, since it needs nothing but the text. */
export function findingsIn(text: string | Looked, options: PolicyOptions = {}): readonly Finding[] {
  const limits = limitsOf(options)
  const { byCategory } = scoresOf(text)
  return (options.categories ?? categories)
    .filter(category => byCategory[category].confidence >= limits[category])
    .map(category => ({ category, ...byCategory[category] }))
    .sort((a, b) => b.confidence - a.confidence)
}

/**
 * Findings of our own classifier alone, in all readings of each part: for sentences of a text that was judged whole. What rules
 * find they find amid other words as well, and looking again takes twice as long as all the rest.
 */
export function classifiedIn(
  looked: Looked,
  parts: readonly Span[],
  options: PolicyOptions = {},
): readonly Finding[] {
  const limits = limitsOf(options)
  const wanted = options.categories ?? categories
  const limitOf = kinds.map(kind => (wanted.includes(categoryOf[kind]) ? limits[categoryOf[kind]] : Infinity))
  const found: Finding[] = []
  for (const part of parts)
    for (const probabilities of looked.probabilitiesOf(part))
      for (let k = 0; k < kinds.length; k++) {
        const confidence = probabilities[k]!
        if (confidence < limitOf[k]!) continue
        const detail = kinds[k] as Kind
        found.push({ category: categoryOf[detail], confidence, detail })
      }
  return surest(found)
}

const textOf = ({ content }: Message): string =>
  typeof content === 'string' ? content : (content ?? []).map(part => part.text ?? '').join('\n')

// Who wrote the system message runs the model: telling it what to ignore is no attack.
const OPERATOR = new Set(['system', 'developer'])
const AGAINST_INSTRUCTIONS = new Set<Category>(['prompt-injection', 'jailbreak'])

/** The texts of the messages whose role `wanted` accepts, as one. */
const joined = (messages: readonly Message[], wanted: (role: string) => boolean): string =>
  messages
    .filter(({ role }) => wanted(role))
    .map(textOf)
    .join('\n')

/** One finding a category, the surest. */
function surest(findings: readonly Finding[]): readonly Finding[] {
  const best = new Map<Category, Finding>()
  for (const one of findings)
    if (one.confidence > (best.get(one.category)?.confidence ?? -1)) best.set(one.category, one)
  return [...best.values()].sort((a, b) => b.confidence - a.confidence)
}

/** For what a caller sends. User, tool and assistant messages are judged together, so that an attack split over several is one. */
export function inputPolicy(options: PolicyOptions = {}): Policy {
  const fromOperator = {
    ...options,
    categories: (options.categories ?? categories).filter(category => !AGAINST_INSTRUCTIONS.has(category)),
  }
  return {
    judge: async content =>
      typeof content === 'string'
        ? findingsIn(content, options)
        : surest([
            ...findingsIn(
              joined(content, role => OPERATOR.has(role)),
              fromOperator,
            ),
            ...findingsIn(
              joined(content, role => !OPERATOR.has(role)),
              options,
            ),
          ]),
  }
}

/** For what a model answers: text, or the assistant's messages of a conversation. Injections found here are aimed at a reader. */
export function outputPolicy(options: PolicyOptions = {}): Policy {
  const wanted = (options.categories ?? categories).filter(category => category !== 'jailbreak')
  return {
    judge: async content =>
      findingsIn(typeof content === 'string' ? content : joined(content, role => role === 'assistant'), {
        ...options,
        categories: wanted,
      }),
  }
}
