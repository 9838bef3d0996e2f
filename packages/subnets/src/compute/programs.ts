// Correctness: fresh programs whose results the validator knows by evaluating them itself.

import type { Random } from '@taonet/models/random'
import type { ChallengeKind, Outcome, Scored, Step } from '@taonet/neuron'
import { assemble } from './assemble.ts'
import { affordable, bidOf } from './bid.ts'
import { evaluate } from './evaluate.ts'
import {
  COMPUTE_PATH,
  type ComputeRequest,
  type ComputeResponse,
  ENTRY,
  returned,
  sha256,
  toBase64,
} from './job.ts'
import { type ProgramSize, randomInput, randomProgram } from './program.ts'

/** Two at a time: one of them alone could be answered from memory. */
const PROGRAMS = 2
/** Half a millisecond for a miner, a few for the evaluation. */
const SIZE: ProgramSize = { steps: 100_000, scratch: [4, 14] }
const DEADLINES = [2_000, 5_000, 10_000] as const

export const PROGRAM_PARTS = { correct: 'correct', value: 'value' } as const

export interface FreshJob {
  readonly step: Step<ComputeRequest>
  /** The SHA-256 of what has to come back. */
  readonly expected: () => string
}

/** A job that nobody has seen before. */
export function freshJob(random: Random, size: ProgramSize): FreshJob {
  const program = randomProgram(random, size)
  const input = randomInput(random)
  const { module, memoryPages } = assemble(program)
  return {
    step: {
      path: COMPUTE_PATH,
      body: {
        module: toBase64(module),
        input: toBase64(input),
        function: ENTRY,
        memoryPages,
        deadlineMs: random.pick(DEADLINES),
      },
    },
    expected: () => sha256(evaluate(program, input)),
  }
}

/** Silence is judged by availability; it says nothing about what would have been answered. */
export const isSilent = (outcome: Outcome<ComputeResponse> | undefined): boolean =>
  outcome?.response === undefined && outcome?.failure !== 'schema'

export const programs: ChallengeKind<ComputeRequest, ComputeResponse> = {
  weight: 2,
  create(random, { declaration }, { fairPrice = 0, highestPrice = 0 }) {
    const jobs = Array.from({ length: PROGRAMS }, () => freshJob(random, SIZE))
    const price = bidOf(declaration)
    const value = affordable(price, fairPrice, highestPrice)
    const score = (outcomes: readonly Outcome<ComputeResponse>[]): Scored => {
      if (outcomes.some(isSilent)) return { score: 0, parts: {} }
      const right = jobs.filter(({ expected }, i) => {
        const response = outcomes[i]?.response
        // Whoever asks another price than it declared answers another caller's bid.
        return response !== undefined && response.price === price && returned(response) === expected()
      })
      const correct = right.length / PROGRAMS
      return {
        score: correct * value,
        parts: { [PROGRAM_PARTS.correct]: correct, [PROGRAM_PARTS.value]: value },
      }
    }
    return { steps: jobs.map(({ step }) => step), score }
  },
}
