// Digits drawn so badly that networks of different shapes make different mistakes.

import type { ChallengeKind, ChatResponse } from '@taonet/neuron'
import { digitPicture } from '../digit.ts'
import { QUESTIONS } from '../questions.ts'
import { mean, replyOf, speedOf, wordOf } from '../reply.ts'
import { asked, type VisionRequest } from '../request.ts'

/** Several in one probe: less luck in the mean. */
const PICTURES = 3

export const DIGIT_PARTS = { right: 'right', speed: 'speed' } as const

export const digits: ChallengeKind<VisionRequest, ChatResponse> = {
  weight: 1,
  create(random) {
    const truth = Array.from({ length: PICTURES }, () => random.below(10))
    return {
      steps: truth.map(digit => ({
        path: '/v1/chat/completions',
        body: asked(random.pick(QUESTIONS.digits), digitPicture(digit, random), true),
      })),
      score(outcomes) {
        const right = mean(
          truth.map((digit, i) => {
            const outcome = outcomes[i]
            return outcome && wordOf(replyOf(outcome)) === String(digit) ? 1 : 0
          }),
        )
        return {
          score: right,
          parts: { [DIGIT_PARTS.right]: right, [DIGIT_PARTS.speed]: mean(outcomes.map(speedOf)) },
        }
      },
    }
  },
}
