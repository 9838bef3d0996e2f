// Throughput: one longer job of known work, run again by the validator in a sandbox of its own. That run is both the reference
// for the result and the calibration for the time, taken on this machine, now.

import { type ChallengeKind, compared, type Outcome, type Scored } from '@taonet/neuron'
import { type ComputeRequest, type ComputeResponse, jobOf, returned, sha256 } from './job.ts'
import { freshJob, isSilent } from './programs.ts'
import type { Sandbox } from './sandbox.ts'

export const BENCHMARK_PARTS = { same: 'same', clock: 'clock', speed: 'speed' } as const

/** Steps of one benchmark: some tens of milliseconds. */
const STEPS = 5_000_000
const SCRATCH = [10, 16] as const

/** Speeds are shares of the validator's own. Above the ceiling more speed earns no more, below the floor it is no service. */
const CEILING = 2
const FLOOR = 1 / 50
/** A machine so much faster than the validator's does not exist; a clock that says so is wrong. */
const IMPOSSIBLE = 50
/** Clocks of two processes may differ by so much over one request. */
const CLOCK_SLACK_MS = 2

interface Measured {
  readonly sha256: string
  readonly elapsedMs: number
}

/** 0 … 1; time is the validator's, from sending to the last byte. */
export function speedOf(totalMs: number, ownMs: number): number {
  const ratio = ownMs / totalMs
  return ratio < FLOOR ? 0 : Math.min(1, ratio / CEILING)
}

function judged(outcome: Outcome<ComputeResponse> | undefined, own: Measured): Scored {
  const { same, clock, speed } = BENCHMARK_PARTS
  const response = outcome?.response
  if (!outcome || !response || returned(response) !== own.sha256)
    return { score: 0, parts: { [same]: 0, [clock]: 1, [speed]: 0 } }
  const { elapsedMs } = response
  const plausible = elapsedMs <= outcome.totalMs + CLOCK_SLACK_MS && elapsedMs * IMPOSSIBLE >= own.elapsedMs
  const quick = speedOf(outcome.totalMs, own.elapsedMs)
  return {
    score: plausible ? quick : 0,
    parts: { [same]: 1, [clock]: plausible ? 1 : 0, [speed]: quick },
  }
}

/** `sandbox` is the validator's own; it is asked for the first time when the first miner has answered. */
export const benchmark = (sandbox: () => Sandbox): ChallengeKind<ComputeRequest, ComputeResponse> => ({
  weight: 1,
  create(random) {
    const { step } = freshJob(random, { steps: STEPS, scratch: SCRATCH })
    return {
      steps: [step],
      score: () => ({ score: 0, parts: {} }),
      compare: compared(
        async (_, [outcome]): Promise<Measured | undefined> => {
          if (isSilent(outcome)) return undefined
          const { output, elapsedMs } = await sandbox().run(jobOf(step.body))
          return { sha256: sha256(output), elapsedMs }
        },
        ([outcome], own) => judged(outcome, own),
      ),
    }
  },
})
