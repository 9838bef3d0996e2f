// Skills: small tasks that a formula marks, asked as people ask.

import type { ChallengeKind, ChatRequestInput, ChatResponse, Outcome } from '@taonet/neuron'
import { LIVE_SAMPLE } from './live-sample.ts'
import { skills } from './skills/index.ts'

/** Different families in one probe: less luck in the mean. */
const TASKS = 2
/** Milliseconds for an answer: full marks below the first, none above the second. */
const QUICK = 500
const SLOW = 10_000

const clamp = (value: number): number => Math.min(1, Math.max(0, value))

const replyOf = ({ response }: Outcome<ChatResponse>): string => response?.choices[0]?.message.content ?? ''

/** A whole answer accounts for itself: it has content, a reason to end, and says what it cost. */
function formatOf({ response }: Outcome<ChatResponse>): number {
  const usage = response?.usage
  if (!response?.choices[0]?.message.content) return 0
  return usage === undefined || usage.total_tokens === usage.prompt_tokens + usage.completion_tokens ? 1 : 0
}

const speedOf = ({ response, totalMs }: Outcome<ChatResponse>): number =>
  response ? clamp((SLOW - totalMs) / (SLOW - QUICK)) : 0

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

export const skillTasks: ChallengeKind<ChatRequestInput, ChatResponse> = {
  weight: 3,
  create(random) {
    const tasks = random
      .shuffle(skills)
      .slice(0, TASKS)
      .map(skill => ({ skill, task: skill.make(random) }))
    return {
      steps: tasks.map(({ task }) => ({
        path: '/v1/chat/completions',
        body: { messages: [{ role: 'user', content: task.prompt }], ...random.pick(LIVE_SAMPLE) },
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
        return { score, parts }
      },
    }
  },
}
