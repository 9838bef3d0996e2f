/**
 * Verification: whoever declares weights that the validator has too must foretell as they do, position by position. Sums of
 * likelihood would not tell rounded weights from whole ones; single positions do (ml.md §7, bench/verification.ts).
 */
import {
  type ChallengeKind,
  type ChatRequestInput,
  type ChatResponse,
  compared,
  type KindAverage,
  type Outcome,
  type Parameters,
  type TokenLogprob,
} from '@taonet/neuron'
import { story } from './grammar.ts'
import { WINDOW, windows } from './likelihood.ts'
import { continuedLike, LIVE_KINDS, shapesOf } from './live-shape.ts'
import { COMPARED, type Compared, comparedAnswers } from './token-lists.ts'
import { greedy } from './worn.ts'

const STEPS = 2
/** Of a visit: each has to be answered by the validator too. */
const MOST_STEPS = 3
/** Tokens of each answer: positions that one step brings at most. */
const TOKENS = 16
/** As the other requests for likelihood ask. */
const ALTERNATIVES = 20
/** Characters of a fresh story that the answer goes on from; where it is cut, much may follow. */
const PREFIX = { least: 30, most: 60 }

export const VERIFICATION_PARTS = {
  positions: 'positions',
  distance: 'distance',
  allowed: 'allowed',
} as const

/**
 * Mean distance in nats above which other weights answer, and positions before anything is said. Other engines and kernels
 * stay below 0.0035 for weights kept whole and at 0.08 for rounded ones, whose sums round too; rounding whole weights to 8
 * bits makes 0.03, another model 0.7 and more (docs/subnets/text.md).
 */
export const VERIFICATION_PARAMETERS = {
  otherWeights: 0.008,
  otherRoundedWeights: 0.25,
  positionsToJudge: 64,
} as const

const answerOf = (outcome: Outcome<ChatResponse> | undefined): readonly TokenLogprob[] =>
  outcome?.response?.choices[0]?.logprobs?.content ?? []

/** What the comparison reads, and no more: it stands in the evidence. */
const likeliest = (tokens: readonly TokenLogprob[]): TokenLogprob[] =>
  tokens.map(token => ({ ...token, top_logprobs: token.top_logprobs.slice(0, COMPARED + 1) }))

export const verification: ChallengeKind<ChatRequestInput, ChatResponse> = {
  weight: 1,
  wears: LIVE_KINDS.continuation,
  create(random, { declaration, envelopes }, parameters) {
    const shapes = shapesOf(envelopes).slice(0, MOST_STEPS)
    const bodies = Array.from({ length: shapes.length || STEPS }, (_, i): ChatRequestInput => {
      const { prompt, text } = story(random)
      const shape = shapes[i]
      if (shape) {
        const places = windows(text)
        const at = (places.length > 0 ? random.pick(places) : text.length) + random.below(WINDOW)
        return continuedLike(random, shape, prompt, text.slice(0, at))
      }
      const prefix = text.slice(0, random.between(PREFIX.least, PREFIX.most))
      return {
        messages: [
          { role: 'user', content: prompt },
          { role: 'assistant', content: prefix },
        ],
        max_tokens: TOKENS,
        temperature: 0,
        logprobs: true,
        top_logprobs: ALTERNATIVES,
        stream: false,
      }
    })
    const limits = { ...VERIFICATION_PARAMETERS, ...parameters }
    const parts = ({ positions, distance }: Compared, allowed: number) => ({
      [VERIFICATION_PARTS.positions]: positions,
      [VERIFICATION_PARTS.distance]: distance,
      [VERIFICATION_PARTS.allowed]: positions * allowed,
    })
    return {
      steps: bodies.map(body => ({ path: '/v1/chat/completions', body })),
      score: outcomes => ({
        score: bodies.every((_, i) => answerOf(outcomes[i]).length > 0) ? 1 : 0,
        parts: parts({ positions: 0, distance: 0 }, 0),
      }),
      compare: compared(
        async (tools, outcomes) => {
          // Silence is judged by availability.
          if (!declaration || outcomes.some(({ response }) => response === undefined)) return undefined
          const rounded = (await tools.rounded?.(declaration.sha256)) ?? false
          const own: TokenLogprob[][] = []
          for (const body of bodies) {
            const answer = await tools.chat(declaration.sha256, body)
            if (answer === undefined) return undefined
            own.push(likeliest(answer.choices[0]?.logprobs?.content ?? []))
          }
          return { own, rounded }
        },
        (outcomes, { own, rounded }) => {
          const steps = own.map((ours, i) =>
            comparedAnswers(ours, answerOf(outcomes[i]), { isGreedy: greedy(bodies[i] ?? {}), rounded }),
          )
          const positions = steps.reduce((sum, step) => sum + step.positions, 0)
          const distance = steps.reduce((sum, step) => sum + step.distance, 0)
          const allowed = rounded ? limits.otherRoundedWeights : limits.otherWeights
          const score = distance > positions * allowed ? 0 : 1
          return { score, parts: parts({ positions, distance }, allowed) }
        },
      ),
    }
  },
}

/** Whether enough positions say that other weights answer than were declared. */
export function otherWeights(average: KindAverage | undefined, parameters: Parameters): boolean {
  const { positions = 0, distance = 0, allowed = 0 } = average?.parts ?? {}
  const { positionsToJudge } = { ...VERIFICATION_PARAMETERS, ...parameters }
  return positions * (average?.count ?? 0) >= positionsToJudge && distance > allowed
}
