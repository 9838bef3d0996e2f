// Subnet *vision*: questions about pictures whose answers are known, because the pictures were drawn from them.

import { type ChatResponse, chatResponse, defineSubnet, type KindAverages, type Subnet } from '@taonet/neuron'
import { combineVision } from './combine.ts'
import { DIGIT_PARTS, digits } from './kinds/digits.ts'
import { LABEL_CHANCE, LABEL_PARTS, labels } from './kinds/labels.ts'
import { READING_PARTS, reading } from './kinds/reading.ts'
import { type VisionRequest, visionRequest } from './request.ts'
import { visionSafety } from './safety.ts'

/** Shares of quality. */
const READING = 0.5
const DIGITS = 0.25
const LABELS = 0.25
const SPEED = 0.05
/** What answers get that have nothing to do with the picture: letters that happen to agree, one digit in ten. */
const READING_CHANCE = 0.35
const DIGIT_CHANCE = 0.1

const above = (value: number, chance: number): number => Math.max(0, (value - chance) / (1 - chance))

/** Quality above chance: averages are cut off at chance once, not each probe, which would pay for luck. */
export function visionWorth({ reading: read, digits: counted, labels: labelled }: KindAverages): number {
  const quality =
    READING * above(read?.parts[READING_PARTS.accuracy] ?? 0, READING_CHANCE) +
    DIGITS * above(counted?.parts[DIGIT_PARTS.right] ?? 0, DIGIT_CHANCE) +
    LABELS * above(labelled?.parts[LABEL_PARTS.right] ?? 0, LABEL_CHANCE)
  return quality * (1 - SPEED + SPEED * (read?.parts[READING_PARTS.speed] ?? 0))
}

export const vision: Subnet = defineSubnet<VisionRequest, ChatResponse>({
  name: 'vision',
  version: '1',
  paths: ['/v1/chat/completions'],
  request: visionRequest,
  response: chatResponse,
  kinds: { reading, digits, labels },
  deadline: 20_000,
  worth: visionWorth,
  combine: combineVision,
  safety: visionSafety,
  adversaries: [
    {
      name: 'answers without looking',
      perProbe: { reading: 1, digits: 0.97, labels: 0.9 },
      evidence: 'packages/subnets/test/vision.test.ts',
    },
    {
      name: 'reads but does not see',
      perProbe: { digits: 1, labels: 1 },
      evidence: 'packages/subnets/test/vision.test.ts',
    },
  ],
  metrics: {
    [READING_PARTS.accuracy]: '1 minus the character error rate of a page read',
    [DIGIT_PARTS.right]: 'share of digits, or of labels, given rightly',
    [LABEL_PARTS.missed]: 'share of pictures called safe that are not',
    [READING_PARTS.speed]: '1 within a second and a half, 0 from ten seconds on',
  },
})
