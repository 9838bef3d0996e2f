// Subnet *text*: OpenAI-shaped chat, judged without a judge: skills by formulas, likelihood by the log score.

import {
  assembleChat,
  type ChatRequestInput,
  type ChatResponse,
  chatRequest,
  chatResponse,
  defineSubnet,
  type KindAverages,
  type Subnet,
} from '@taonet/neuron'
import { BITS_PART, likelihood, qualityOfBits } from './likelihood.ts'
import { chatEnvelope } from './live-shape.ts'
import { WORST_BITS } from './next-byte.ts'
import { skillTasks } from './skill-tasks.ts'

/** Shares of quality. */
const SKILLS = 0.6
const LIKELIHOOD = 0.4
/** Form and speed raise good answers a little and can never make up for bad ones (ml.md §8A). */
const FORMAT = 0.05
const SPEED = 0.05

const clamp = (value: number): number => Math.min(1, Math.max(0, value))

/** S = Q · (0.9 + 0.05 · format + 0.05 · speed), Q of exact skills and of average bits; the bits are averaged before they are cut at 0. */
export function textWorth(averages: KindAverages): number {
  const { skills, likelihood: told } = averages
  const foretelling = clamp(qualityOfBits(told?.parts[BITS_PART] ?? WORST_BITS))
  const quality = SKILLS * (skills?.score ?? 0) + LIKELIHOOD * foretelling
  return (
    quality * (1 - FORMAT - SPEED + FORMAT * (skills?.parts.format ?? 0) + SPEED * (skills?.parts.speed ?? 0))
  )
}

export const text: Subnet = defineSubnet<ChatRequestInput, ChatResponse>({
  name: 'text',
  version: '1',
  paths: ['/v1/chat/completions'],
  request: chatRequest,
  response: chatResponse,
  kinds: { likelihood, skills: skillTasks },
  deadline: 15_000,
  envelope: chatEnvelope,
  metrics: {
    [BITS_PART]: 'bits a byte of fresh text, foretold',
    valid: '1 where every distribution was one',
    format: 'share of replies in the asked form',
    speed: '1 for an answer at once, 0 at the deadline',
  },
  worth: textWorth,
  assemble: assembleChat,
})
