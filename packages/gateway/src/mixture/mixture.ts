// The mixture as the pipeline has it: who answers (plan), which of several answers stands (vote), and one reply written by several
// together (mixTokens). What it knows, it knows from validators' published scores.
import { randomFrom, seedFrom } from '@taonet/models/random'
import type { Network } from '../network.ts'
import { type AskMiner, byteSpeakers } from './byte-speakers.ts'
import { featuresOf } from './features.ts'
import { learnerOf } from './learner.ts'
import { type Combiners, type Planner, plannerOf } from './plan.ts'

export type { AskMiner } from './byte-speakers.ts'
export { type MixedEnd, type MixOptions, mixTokens } from './mix-tokens.ts'
export type { Combiners, Kind, Plan, Planner, Ranked, RoutedCandidate, RoutingReport } from './plan.ts'
export { type Ballot, type Elected, vote } from './vote.ts'

export interface MixtureOptions {
  readonly network: Pick<Network, 'validators'>
  /** One signed hop to a miner: to learn once of each whether it speaks in bytes. Without it nothing is mixed byte by byte. */
  readonly ask?: AskMiner
  readonly combiners?: Combiners
  readonly failed?: (error: unknown) => void
}

export interface Mixture extends Planner {
  /** Reads lessons now and then until the signal, so that a quiet gateway's next question finds what is known. */
  begin(netuids: readonly number[], until: AbortSignal): void
  /** Resolves when what is under way is learnt; for tests and starts. */
  settled(): Promise<void>
}

const READING_MS = 15_000

export function mixtureOf({ network, ask, combiners, failed }: MixtureOptions): Mixture {
  const learner = learnerOf({
    validators: network.validators,
    embed: async prompts => prompts.map(featuresOf),
    ...(failed ? { failed } : {}),
  })
  const planner = plannerOf({
    standings: netuid => learner.standings(netuid),
    features: async prompt => featuresOf(prompt),
    random: randomFrom(seedFrom(crypto.randomUUID())),
    ...(combiners ? { combiners } : {}),
    ...(ask ? { bytewise: byteSpeakers(ask) } : {}),
  })
  return {
    plan: (request, candidates) => planner.plan(request, candidates),
    begin(netuids, until) {
      const read = (): void => {
        for (const netuid of netuids) learner.standings(netuid)
      }
      const timer = setInterval(read, READING_MS)
      timer.unref()
      until.addEventListener('abort', () => clearInterval(timer), { once: true })
    },
    settled: () => learner.settled(),
  }
}
