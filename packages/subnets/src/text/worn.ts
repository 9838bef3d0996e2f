// Questions in live shapes, or in those of the committed sample that leave room for the answer or decode greedily.

import type { Random } from '@taonet/models/random'
import type { ChatRequestInput } from '@taonet/neuron'
import { type ChatParameters, LIVE_SAMPLE } from './live-sample.ts'
import { askedLike, type Conversation, conversationsIn, type LiveShape, shapesOf } from './live-shape.ts'

export type Fits = (parameters: ChatParameters) => boolean

const LEAST_TOKENS = 48

/** Room for a few sentences, and no text that cuts them short. */
export const roomy: Fits = ({ max_tokens, stop }) =>
  (max_tokens ?? LEAST_TOKENS) >= LEAST_TOKENS && stop == null

/** Every honest engine gives the same answer. */
export const greedy: Fits = ({ temperature }) => temperature === 0

/** Each in the shape of a visit's request, of which the kind wears the first; without a visit, in fitting ones of the sample. */
export function askedInShapes(
  random: Random,
  envelopes: readonly unknown[] | undefined,
  questions: readonly string[],
  fits: Fits,
): readonly ChatRequestInput[] {
  const shapes = shapesOf(envelopes)
  return questions.map((question, i) => askedFitting(random, shapes[i] ?? shapes[0], question, fits))
}

/**
 * As many as the visit has, of those made up at most; without a visit all. What callers allow to be asked again comes first:
 * whole conversations where their turns are those of the shape, else their questions.
 */
export function askedAgain(
  random: Random,
  envelopes: readonly unknown[] | undefined,
  made: readonly string[],
  fits: Fits,
): readonly ChatRequestInput[] {
  const shapes = shapesOf(envelopes)
  const known = [...conversationsIn(envelopes)]
  return made.slice(0, shapes.length || made.length).map((question, i) => {
    const shape = shapes[i]
    const fitting = known.findIndex(one => shape && sameTurns(one, shape))
    const [again] = known.splice(Math.max(0, fitting), 1)
    if (shape && again && fitting >= 0) return { messages: again, ...shape.parameters }
    return askedFitting(random, shape, again?.at(-1)?.content ?? question, fits)
  })
}

const sameTurns = (conversation: Conversation, { turns }: LiveShape): boolean =>
  conversation.length === turns.length + 1 && turns.every(({ role }, i) => conversation[i]?.role === role)

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
