/**
 * Open questions: nobody can mark an answer right or wrong, but it must be about its question and be language. A fluent
 * canned answer is not the first, a pile of fitting words is not the second.
 */
import {
  type ChallengeKind,
  type ChatRequestInput,
  type ChatResponse,
  compared,
  type KindAverage,
} from '@taonet/neuron'
import { questionOf, replyOf } from './chat-reply.ts'
import { coherence } from './coherence.ts'
import { LIVE_KINDS, shapesOf } from './live-shape.ts'
import { openPrompts } from './open-prompts.ts'
import { agreements, beyondQuestion, relevanceOf } from './relevance.ts'
import { askedAgain, roomy } from './worn.ts'

const ASKED = 2
/** Questions that only the comparison knows. */
const DISTRACTORS = 6

export const OPEN_PARTS = {
  relevance: 'relevance',
  coherence: 'coherence',
  bits: 'referenceBits',
  /** Relevance times coherence of each answer, uncut: luck with one question is paid back with the next. */
  earned: 'earned',
} as const

/** What was measured of one answer. */
interface Measured {
  readonly agreement: number
  readonly bits: number | null
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

const clamp = (value: number): number => Math.min(1, Math.max(0, value))

export const openQuestions: ChallengeKind<ChatRequestInput, ChatResponse> = {
  weight: 1,
  wears: LIVE_KINDS.question,
  asksAgain: true,
  teaches: { marks: 'degree', words: questionOf },
  create(random, { envelopes }) {
    const count = shapesOf(envelopes).length || ASKED
    const made = openPrompts(random, count + DISTRACTORS)
    const bodies = askedAgain(random, envelopes, made.slice(0, count), roomy)
    const asked = bodies.map(body => questionOf(body) ?? '')
    const questions = [...asked, ...made.slice(count)]
    return {
      steps: bodies.map(body => ({ path: '/v1/chat/completions', body })),
      // Without an encoder nothing says what an answer is about.
      score: () => ({ score: 0, parts: {} }),
      compare: compared(
        async (tools, outcomes): Promise<readonly Measured[] | undefined> => {
          const replies = asked.map((_, i) => replyOf(outcomes[i]))
          const beyond = asked.map((question, i) => beyondQuestion(question, replies[i] ?? ''))
          const vectors = await tools.encode([...questions, ...beyond])
          if (vectors === undefined) return undefined
          const found = agreements(vectors.slice(0, questions.length), vectors.slice(questions.length))
          const bits: (number | undefined)[] = []
          for (const reply of replies) bits.push(reply === '' ? undefined : await tools.bits(reply))
          return found.map((agreement, i) => ({ agreement, bits: bits[i] ?? null }))
        },
        (outcomes, measured) => {
          const replies = asked.map((_, i) => replyOf(outcomes[i]))
          const relevant = replies.map((reply, i) =>
            reply === '' ? 0 : relevanceOf(measured[i]?.agreement ?? 0),
          )
          const coherent = replies.map((reply, i) => coherence(reply, measured[i]?.bits ?? undefined))
          const each = relevant.map((one, i) => one * (coherent[i] ?? 0))
          return {
            score: clamp(mean(each)),
            steps: each,
            parts: {
              [OPEN_PARTS.relevance]: mean(relevant),
              [OPEN_PARTS.coherence]: mean(coherent),
              [OPEN_PARTS.bits]: mean(measured.map(({ bits }) => bits ?? 0)),
              [OPEN_PARTS.earned]: mean(each),
            },
          }
        },
      ),
    }
  },
}

/** 0 … 1; undefined where no answer could be measured. */
export function openQuality(average: KindAverage | undefined): number | undefined {
  const earned = average?.parts[OPEN_PARTS.earned]
  return earned === undefined ? undefined : clamp(earned)
}
