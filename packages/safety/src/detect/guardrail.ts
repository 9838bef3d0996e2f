/** The English injection and jailbreak models of the package `llm_guardrail`: its weights, read by our own sparse arithmetic. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface Model {
  readonly terms: ReadonlyMap<string, { readonly idf: number; readonly weight: number }>
  readonly bias: number
  readonly longest: number
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : [])

function load(name: string): Model {
  const file = fileURLToPath(import.meta.resolve(`llm_guardrail/model/${name}_model.json`))
  const {
    vocabulary,
    idf,
    coefficients,
    intercept,
    ngram_range: range,
  } = record(JSON.parse(readFileSync(file, 'utf8')))
  const idfs = numbers(idf)
  const weights = numbers(Array.isArray(coefficients) ? coefficients[0] : undefined)
  const terms = Object.entries(record(vocabulary)).map(
    ([term, index]) =>
      [term, { idf: idfs[Number(index)] ?? 0, weight: weights[Number(index)] ?? 0 }] as const,
  )
  return { terms: new Map(terms), bias: numbers(intercept)[0] ?? 0, longest: numbers(range)[1] ?? 1 }
}

const models = new Map<string, Model>()
const model = (name: string): Model => {
  const known = models.get(name) ?? load(name)
  models.set(name, known)
  return known
}

/** Logistic regression on TF-IDF of word n-grams with Euclidean length one. */
function probability(text: string, { terms, bias, longest }: Model): number {
  const words = text.toLowerCase().match(/\b\w\w+\b/g) ?? []
  const counts = new Map<string, number>()
  for (let from = 0; from < words.length; from++) {
    let term = ''
    for (let length = 1; length <= longest && from + length <= words.length; length++) {
      term = length === 1 ? (words[from] as string) : `${term} ${words[from + length - 1]}`
      if (terms.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1)
    }
  }
  let dot = 0
  let squares = 0
  for (const [term, count] of counts) {
    const { idf, weight } = terms.get(term) ?? { idf: 0, weight: 0 }
    dot += count * idf * weight
    squares += (count * idf) ** 2
  }
  return 1 / (1 + Math.exp(-(bias + (squares === 0 ? 0 : dot / Math.sqrt(squares)))))
}

/** 0 … 1 each, for a text in English; in other languages the figures mean nothing. */
export const guardrail = (text: string): { injection: number; jailbreak: number } => ({
  injection: probability(text, model('prompt_injection')),
  jailbreak: probability(text, model('jailbreak')),
})
