// Skills: small tasks that a formula marks, asked as people ask.

import type { Random } from '@taonet/models/random'
import type { ChallengeKind, ChatRequestInput, ChatResponse, Outcome } from '@taonet/neuron'
import { questionOf, replyOf } from './chat-reply.ts'
import { askedLike, LIVE_KINDS, type LiveShape, shapesOf } from './live-shape.ts'
import { type Skill, skills } from './skills/index.ts'

/** Different families in one probe: less luck in the mean. */
const TASKS = 2
/** Of callers who ask several things. */
const MOST_TASKS = 5
/** Milliseconds for an answer: full marks below the first, none above the second. */
const QUICK = 500
const SLOW = 10_000

const clamp = (value: number): number => Math.min(1, Math.max(0, value))

/** A whole answer accounts for itself: it has content, a reason to end, and says what it cost. */
function formatOf({ response }: Outcome<ChatResponse>): number {
  const usage = response?.usage
  if (!response?.choices[0]?.message.content) return 0
  return usage === undefined || usage.total_tokens === usage.prompt_tokens + usage.completion_tokens ? 1 : 0
}

const quickness = (ms: number): number => clamp((SLOW - ms) / (SLOW - QUICK))

/** By our own clock alone: a first byte sent ahead of its answer gains half of it at most, a claimed time nothing. */
const speedOf = ({ response, firstByteMs, totalMs }: Outcome<ChatResponse>): number =>
  response ? (quickness(firstByteMs) + quickness(totalMs)) / 2 : 0

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** Any, each once; where people ask, those that they ask for, as many as one of them. */
const families = (random: Random, shapes: readonly LiveShape[]): readonly Skill[] =>
  random
    .shuffle(skills)
    .slice(0, shapes.length || TASKS)
    .map((any, i) => skills.find(({ name }) => name === shapes[i]?.about) ?? any)

export const skillTasks: ChallengeKind<ChatRequestInput, ChatResponse> = {
  weight: 3,
  wears: LIVE_KINDS.task,
  teaches: { marks: 'exact', words: questionOf },
  create(random, { envelopes }) {
    const shapes = shapesOf(envelopes).slice(0, MOST_TASKS)
    const tasks = families(random, shapes).map(skill => ({ skill, task: skill.make(random) }))
    return {
      steps: tasks.map(({ task }, i) => ({
        path: '/v1/chat/completions',
        body: askedLike(random, shapes[i], task.prompt),
      })),
      score(outcomes) {
        const marks = tasks.map(({ skill, task }, i) => {
          const outcome = outcomes[i]
          return outcome?.response ? skill.grade(replyOf(outcome), task) : 0
        })
        const score = mean(marks)
        const parts = {
          exact: score,
          format: mean(outcomes.map(formatOf)),
          speed: mean(outcomes.map(speedOf)),
        }
        return { score, parts, steps: marks }
      },
    }
  },
}
