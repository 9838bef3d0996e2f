// How likely a validator is to find a cheat within an epoch, at the number of probes that it sends now.

import type { AdversaryProfile } from '../adversary.ts'

/** Probes of one miner in one epoch, by kind. */
export type ProbeCounts = Readonly<Record<string, number>>

/** 1 − Π (1 − p)ⁿ over the kinds. */
export function detectionPower({ perProbe }: AdversaryProfile, probes: ProbeCounts): number {
  const escaped = Object.entries(perProbe).reduce(
    (left, [kind, p]) => left * (1 - Math.min(1, Math.max(0, p))) ** (probes[kind] ?? 0),
    1,
  )
  return 1 - escaped
}

export interface DetectionLine {
  readonly adversary: string
  /** For a cheat behind a miner drawn at random: the mean over the miners. */
  readonly power: number
  /** For the cheat behind the miner that was probed least usefully. */
  readonly least: number
}

/** One line an adversary; nothing while nobody was probed. */
export function detectionLines(
  adversaries: readonly AdversaryProfile[],
  miners: readonly ProbeCounts[],
): readonly DetectionLine[] {
  if (miners.length === 0) return []
  return adversaries.map(profile => {
    const powers = miners.map(probes => detectionPower(profile, probes))
    return {
      adversary: profile.name,
      power: powers.reduce((sum, one) => sum + one, 0) / powers.length,
      least: Math.min(...powers),
    }
  })
}
