// Reading: a page that nobody has seen, in a typeface, a size, a tilt and a light of its own.

import type { ChallengeKind, ChatResponse } from '@taonet/neuron'
import { characterErrors } from '../character-errors.ts'
import { pageOf } from '../page.ts'
import { QUESTIONS } from '../questions.ts'
import { mean, replyOf, speedOf } from '../reply.ts'
import { asked, type VisionRequest } from '../request.ts'
import { writing } from '../writings.ts'

export const READING_PARTS = { accuracy: 'accuracy', speed: 'speed' } as const

export const reading: ChallengeKind<VisionRequest, ChatResponse> = {
  weight: 2,
  create(random) {
    const lines = writing(random)
    const body = asked(random.pick(QUESTIONS.reading), pageOf(lines, random))
    return {
      steps: [{ path: '/v1/chat/completions', body }],
      score(outcomes) {
        const [outcome] = outcomes
        const accuracy = outcome?.response ? 1 - characterErrors(replyOf(outcome), lines.join('\n')) : 0
        return {
          score: accuracy,
          parts: { [READING_PARTS.accuracy]: accuracy, [READING_PARTS.speed]: mean(outcomes.map(speedOf)) },
        }
      },
    }
  },
}
