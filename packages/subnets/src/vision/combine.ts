// One answer out of several miners': where all weigh the same alternatives their chances are averaged, else the most worthy
// wording wins.

import type { ChatResponse, WeighedAnswer } from '@taonet/neuron'
import { tokensOf, wordOf } from './reply.ts'

type Weighed = WeighedAnswer<ChatResponse>

/** Chances of whole answers by word, where the answer is one token with alternatives; sums above one are scaled down. */
function chancesOf(response: ChatResponse): ReadonlyMap<string, number> | undefined {
  const [first, ...rest] = tokensOf(response)
  if (!first || rest.length > 0 || first.top_logprobs.length < 2) return undefined
  const chances = new Map<string, number>()
  for (const { token, logprob } of first.top_logprobs)
    chances.set(wordOf(token), Math.min(1, Math.exp(logprob)))
  const total = [...chances.values()].reduce((sum, chance) => sum + chance, 0)
  return total > 1 ? new Map([...chances].map(([word, chance]) => [word, chance / total])) : chances
}

const contentOf = (response: ChatResponse): string => response.choices[0]?.message.content ?? ''

/** Worths, in proportion; all alike where nobody has one yet. */
function votes(answers: readonly Weighed[]): number[] {
  const total = answers.reduce((sum, { worth }) => sum + worth, 0)
  return answers.map(({ worth }) => (total > 0 ? worth / total : 1 / answers.length))
}

/** The answer, of those given, whose word has most of the weighed chances. At least one answer. */
export function combineVision(answers: readonly Weighed[]): ChatResponse {
  const shares = votes(answers)
  const told = answers.map(({ response }) => chancesOf(response))
  const all = told.every(chances => chances !== undefined)
  const sums = new Map<string, number>()
  answers.forEach(({ response }, i) => {
    const own = wordOf(contentOf(response))
    const chances = (all ? told[i] : undefined) ?? new Map([[own, 1]])
    for (const [word, chance] of chances) sums.set(word, (sums.get(word) ?? 0) + chance * (shares[i] ?? 0))
  })
  const value = ({ response }: Weighed): number => sums.get(wordOf(contentOf(response))) ?? 0
  const best = answers.reduce((a, b) => (value(b) > value(a) ? b : a))
  return best.response
}
