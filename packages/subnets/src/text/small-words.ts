/**
 * The order of English small words: after some of them certain others cannot stand ("the of", "is are"). Words in any
 * order, or a list of fitting nouns, break these rules or have hardly any small words; sentences do neither.
 */
const ARTICLES = ['a', 'an', 'the']
const POSSESSIVES = ['my', 'your', 'his', 'their', 'our', 'its']
const PREPOSITIONS = ['of', 'in', 'on', 'at', 'by', 'for', 'with', 'from', 'into', 'about', 'to']
const CONJUNCTIONS = ['and', 'or', 'but']
const SUBJECTS = ['i', 'he', 'she', 'they', 'we']
const BEING = ['is', 'are', 'was', 'were']
const MODALS = ['will', 'would', 'can', 'could', 'should', 'may', 'must']
/** They count as small words, but anything may follow. */
const OTHERS = [
  ...['you', 'it', 'this', 'that', 'be', 'been', 'have', 'has', 'had', 'do', 'does', 'not', 'if', 'as'],
  ...[
    'when',
    'so',
    'more',
    'some',
    'any',
    'all',
    'there',
    'then',
    'than',
    'them',
    'her',
    'him',
    'how',
    'what',
  ],
]

const STOPS = ['of', ...CONJUNCTIONS]
const rules: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    [...ARTICLES, ...POSSESSIVES],
    [
      ...ARTICLES,
      ...POSSESSIVES,
      ...PREPOSITIONS,
      ...CONJUNCTIONS,
      ...SUBJECTS,
      ...BEING,
      ...MODALS,
      'it',
      'be',
    ],
  ],
  [PREPOSITIONS, [...STOPS, ...BEING, ...MODALS, ...SUBJECTS]],
  [CONJUNCTIONS, STOPS],
  [SUBJECTS, [...STOPS, ...SUBJECTS, ...ARTICLES, ...POSSESSIVES]],
  [BEING, ['of', ...BEING, ...MODALS]],
  [MODALS, [...STOPS, ...BEING, ...MODALS, ...PREPOSITIONS]],
]
const FORBIDDEN: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  rules.flatMap(([words, after]) => words.map((word): [string, Set<string>] => [word, new Set(after)])),
)
const SMALL: ReadonlySet<string> = new Set([...FORBIDDEN.keys(), ...OTHERS])

/** Lower-case words of letters and digits, in order. */
export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9']+/g) ?? []

export interface SmallWords {
  /** Share of small words among all, 0 … 1. */
  readonly share: number
  /** Share of the places after a small word where a word stands that cannot, 0 … 1. */
  readonly broken: number
}

export function smallWords(text: string): SmallWords {
  const words = wordsOf(text)
  let places = 0
  let broken = 0
  // A rule holds within a sentence only.
  for (const part of text.split(/[.!?:;,\n]/)) {
    const inside = wordsOf(part)
    inside.forEach((word, i) => {
      const next = inside[i + 1]
      const forbidden = FORBIDDEN.get(word)
      if (next === undefined || forbidden === undefined) return
      places++
      if (forbidden.has(next)) broken++
    })
  }
  const small = words.filter(word => SMALL.has(word)).length
  return { share: small / Math.max(1, words.length), broken: broken / Math.max(1, places) }
}
