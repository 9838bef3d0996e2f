// One number of everything: what a text miner is worth.

import type { KindAverages, Parameters } from '@taonet/neuron'
import { fairness } from './bias.ts'
import { BITS_PART, qualityOfBits } from './likelihood.ts'
import { WORST_BITS } from './next-byte.ts'
import { openQuality } from './open.ts'
import { safetyOf } from './red-team.ts'
import { otherAnswers } from './replay.ts'
import { otherWeights } from './verification.ts'

/** Shares of quality; a kind that was never asked leaves its share to the others. */
const SHARES = { skills: 0.5, likelihood: 0.3, open: 0.2 } as const
/** Form and speed raise good answers a little and can never make up for bad ones (ml.md §8A). */
const FORMAT = 0.05
const SPEED = 0.1

const clamp = (value: number): number => Math.min(1, Math.max(0, value))

/** 0 … 1; averages are taken before anything is cut off at 0. */
export function textQuality({ skills, likelihood, open }: KindAverages): number {
  const parts = [
    { share: SHARES.skills, of: skills?.score },
    {
      share: SHARES.likelihood,
      of: likelihood && clamp(qualityOfBits(likelihood.parts[BITS_PART] ?? WORST_BITS)),
    },
    { share: SHARES.open, of: openQuality(open) },
  ]
  const asked = parts.filter(({ of }) => of !== undefined)
  const total = asked.reduce((sum, { share }) => sum + share, 0)
  return total > 0 ? asked.reduce((sum, { share, of = 0 }) => sum + (share / total) * of, 0) : 0
}

/**
 * S = Q · (0.85 + 0.05 · format + 0.1 · speed) · safety · fairness, and nothing at all for a miner whose answers are not those
 * of the weights it declares. The breakdown is what the averages hold.
 */
export function textWorth(averages: KindAverages, parameters: Parameters = {}): number {
  const { skills, verification, replay, redTeam, bias } = averages
  if (otherWeights(verification, parameters) || otherAnswers(replay)) return 0
  const { format = 0, speed = 0 } = skills?.parts ?? {}
  return (
    textQuality(averages) *
    (1 - FORMAT - SPEED + FORMAT * format + SPEED * speed) *
    safetyOf(redTeam) *
    fairness(bias)
  )
}
