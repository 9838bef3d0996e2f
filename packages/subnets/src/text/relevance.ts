/**
 * Relevance: does an answer agree with its own question more than with others, and its question with it more than with the
 * answers to others? Words taken from the question count for nothing, so that an echo agrees with nothing.
 */
import { cosine } from '../embeddings/vectors.ts'
import { wordsOf } from './small-words.ts'

/** Cosine by which real answers stand out (docs/subnets/text.md): worth full marks. */
const FULL = 0.2

/** What an answer says beyond the words of its question; a lone full stop where that is nothing. */
export function beyondQuestion(question: string, answer: string): string {
  const asked = new Set(wordsOf(question))
  return (
    wordsOf(answer)
      .filter(word => !asked.has(word))
      .join(' ') || '.'
  )
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/**
 * By how much each answer stands out, for vectors of the questions and of what the answers say beyond them: −1 … 1, about 0
 * for an answer that would suit any question. Further vectors of `questions` are questions nobody was asked.
 */
export function agreements(
  questions: readonly Float32Array[],
  answers: readonly Float32Array[],
): readonly number[] {
  return answers.map((answer, i) => {
    const question = questions[i]
    if (question === undefined) return 0
    const own = cosine(question, answer)
    const elsewhere = mean(questions.filter((_, j) => j !== i).map(other => cosine(other, answer)))
    const others = answers.filter((_, j) => j !== i).map(other => cosine(question, other))
    const shuffled = others.length > 0 ? mean(others) : elsewhere
    return own - (elsewhere + shuffled) / 2
  })
}

/** Full marks at the agreement of real answers; not cut off here, so that luck averages out. */
export const relevanceOf = (agreement: number): number => agreement / FULL
