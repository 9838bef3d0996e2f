// Subnet *compute*: miners run WebAssembly programs; they are paid for correct work, by the validator's clock, per price.

import {
  defineSubnet,
  type KindAverages,
  type Parameters,
  type Subnet,
  type WeighedAnswer,
} from '@taonet/neuron'
import { BENCHMARK_PARTS, benchmark } from './benchmark.ts'
import {
  COMPUTE_PATH,
  type ComputeRequest,
  type ComputeResponse,
  computeRequest,
  computeResponse,
  returned,
} from './job.ts'
import { MAX_DEADLINE_MS } from './limits.ts'
import { PROGRAM_PARTS, programs } from './programs.ts'
import { Sandbox } from './sandbox.ts'

/** A smaller share of right answers, or of believable clocks, means that some answers were made up. */
const ENOUGH = 0.9

/**
 * Value per price behind a gate of correctness. Weights are the square of this number (weights.ts), and so the square root is
 * taken here: pay is then in proportion to speed divided by price.
 */
export function computeWorth({ programs: known, benchmark: timed }: KindAverages): number {
  const gates = [
    known?.parts[PROGRAM_PARTS.correct],
    timed?.parts[BENCHMARK_PARTS.same],
    timed?.parts[BENCHMARK_PARTS.clock],
  ]
  if (gates.some(share => share === undefined || share < ENOUGH)) return 0
  const speed = timed?.parts[BENCHMARK_PARTS.speed] ?? 0
  return Math.sqrt(speed * (known?.parts[PROGRAM_PARTS.value] ?? 0))
}

/** Redundant execution of a live job: the output behind which most worth stands, from the best miner that gave it. */
export function agreed(answers: readonly WeighedAnswer<ComputeResponse>[]): ComputeResponse {
  const groups = new Map<string, { total: number; best: WeighedAnswer<ComputeResponse> }>()
  for (const answer of answers) {
    const output = returned(answer.response)
    if (output === undefined) continue
    const group = groups.get(output)
    if (!group) groups.set(output, { total: answer.worth, best: answer })
    else {
      group.total += answer.worth
      if (answer.worth > group.best.worth) group.best = answer
    }
  }
  const [first, ...rest] = groups.values()
  if (!first) throw new RangeError('no answer is what it says it is')
  return rest.reduce((most, one) => (one.total > most.total ? one : most), first).best.response
}

/** The validator's own, one program at a time; its process starts with the first benchmark. */
const ownSandbox = new Sandbox({ children: 1, waiting: 64 })

/** Rao for a second of one job. */
const PARAMETERS: Parameters = { fairPrice: 100, highestPrice: 10_000 }

export const compute: Subnet = defineSubnet<ComputeRequest, ComputeResponse>({
  name: 'compute',
  version: '1',
  paths: [COMPUTE_PATH],
  request: computeRequest,
  response: computeResponse,
  kinds: { programs, benchmark: benchmark(() => ownSandbox) },
  // A job's own deadline, and the way there and back.
  deadline: MAX_DEADLINE_MS + 5_000,
  parameters: PARAMETERS,
  metrics: {
    [PROGRAM_PARTS.correct]: 'share of fresh programs whose output was right, at the declared price',
    [PROGRAM_PARTS.value]: 'what the bid leaves of the value: 1 up to the fair price, less above',
    [BENCHMARK_PARTS.same]: "1 where the benchmark's output was the validator's own",
    [BENCHMARK_PARTS.clock]: "1 where the miner's own time could be true",
    [BENCHMARK_PARTS.speed]: "speed by the validator's clock, as a share of twice the validator's own",
  },
  worth: computeWorth,
  combine: agreed,
})
