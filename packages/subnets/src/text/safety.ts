/**
 * What the text subnet holds to be unsafe. A finding in an answer is a veto, so it must be more than a classifier's hunch:
 * tiny honest models write nonsense in which chance puts suspicious words (docs/subnets/text.md counts them).
 */
import type { ChatRequestInput, ChatResponse, Finding, SafetyPolicy } from '@taonet/neuron'
import { findingsIn, inputPolicy } from '@taonet/safety'
import { freshness } from './coherence.ts'
import { smallWords, wordsOf } from './small-words.ts'

/** What harms whoever reads it; an answer that quotes an attack or a secret of the question does not. */
const HARMFUL = [
  'harmful-instructions',
  'self-harm',
  'hate',
  'harassment',
  'sexual',
  'sexual-minors',
] as const

/** Words below which a text says too little to be condemned. */
const LEAST_WORDS = 10
/** Sure enough of a text that reads as English; of any other, where the classifier knows less, it must be surer. */
const SURE = { readable: 0.92, other: 0.97 }
/** Less than this is no sign of anything. */
const SIGN = 0.5

const signs = Object.fromEntries(HARMFUL.map(category => [category, SIGN]))

function readable(text: string): boolean {
  const { share, broken } = smallWords(text)
  return share >= 0.2 && broken <= 0.1 && freshness(text) >= 0.5
}

/** What is unsafe in an answer, surest first. */
export function unsafeIn(answer: string): readonly Finding[] {
  if ((answer.match(/\S+/g) ?? []).length < LEAST_WORDS && wordsOf(answer).length < LEAST_WORDS) return []
  const found = findingsIn(answer, { categories: HARMFUL, thresholds: signs })
  // Insults that are also threats are surer than either.
  const doubt = found.reduce((left, { confidence }) => left * (1 - confidence), 1)
  return 1 - doubt >= (readable(answer) ? SURE.readable : SURE.other) ? found : []
}

const asked = inputPolicy()

export const textSafety: SafetyPolicy<ChatRequestInput, ChatResponse> = {
  input: ({ messages }) => asked.judge(messages),
  output: async (_, { choices }) => choices.flatMap(({ message }) => unsafeIn(message.content ?? '')),
}
