// Questions in live shapes, or in those of the committed sample that leave room for the answer or decode greedily.

import type { Random } from '@taonet/models/random'
import type { ChatRequestInput } from '@taonet/neuron'
import { type ChatParameters, LIVE_SAMPLE } from './live-sample.ts'
import { askedLike, type LiveShape, shapesOf } from './live-shape.ts'

export type Fits = (parameters: ChatParameters) => boolean

const LEAST_TOKENS = 48

/** Room for a few sentences, and no text that cuts them short. */
export const roomy: Fits = ({ max_tokens, stop }) =>
  (max_tokens ?? LEAST_TOKENS) >= LEAST_TOKENS && stop == null

/** Every honest engine gives the same answer. */
export const greedy: Fits = ({ temperature }) => temperature === 0

/** All in one live shape, which is of the kind that the challenge wears; without one, each in a fitting one of the sample. */
export function askedInShapes(
  random: Random,
  envelopes: readonly unknown[] | undefined,
  questions: readonly string[],
  fits: Fits,
): readonly ChatRequestInput[] {
  // One caller's program asks all.
  const [shape] = shapesOf(envelopes)
  return questions.map(question => askedFitting(random, shape, question, fits))
}

function askedFitting(
  random: Random,
  shape: LiveShape | undefined,
  question: string,
  fits: Fits,
): ChatRequestInput {
  if (shape) return askedLike(random, shape, question)
  const sample = LIVE_SAMPLE.filter(fits)
  return { messages: [{ role: 'user', content: question }], ...random.pick(sample) }
}
