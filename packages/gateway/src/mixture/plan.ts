// Which experts answer a question, in which order, and how many: by what validators published about questions of its kind.
import type { Random } from '@taonet/models/random'
import type { ChatRequest } from '../chat-request.ts'
import type { Candidate } from '../network.ts'
import type { Features } from './features.ts'
import { expertOf, type Place, type Standing, type Standings } from './standing.ts'

export type Kind = 'one' | 'vote' | 'tokens'

export interface RoutedCandidate {
  readonly uid: number
  readonly model: string
  /** Mean published score for questions of this kind; undefined where there is none. */
  readonly score: number | undefined
  /** What its score is expected to be, 0 … 1. */
  readonly chance: number
}

/** What `include: ["routing"]` shows. */
export interface RoutingReport {
  readonly kind: Kind
  /** Undefined where the question is like none that was ever scored, or nothing was learnt yet. */
  readonly cluster: number | undefined
  /** Best first; the first few of them. */
  readonly candidates: readonly RoutedCandidate[]
  /** Uids; the pipeline enters them once it knows. */
  readonly served: readonly number[]
  readonly hedged: readonly number[]
}

export interface Ranked {
  readonly candidate: Candidate
  readonly chance: number
}

export interface Plan {
  readonly kind: Kind
  /** Best first. For `one` all candidates, to be tried in this order; else those whose answers are joined. */
  readonly members: readonly Candidate[]
  /** Of each member what its score is expected to be. */
  readonly chances: readonly number[]
  /** All candidates, best first: who is asked when a member fails. */
  readonly order: readonly Candidate[]
  readonly routing: RoutingReport
}

export interface Planner {
  plan(request: ChatRequest, candidates: readonly Candidate[]): Promise<Plan>
}

/** How answers are joined on a subnet; which of them helps is a matter of measurement (docs/mixture.md). */
export interface Combiners {
  /** Where answers are right or wrong. */
  readonly exact: Kind
  /** Where they are better or worse. */
  readonly degree: Kind
}

export interface PlannerOptions {
  /** What was learnt of the subnet that these candidates are of; undefined while nothing was. */
  readonly standings: (netuid: number) => Standings | undefined
  readonly features: (prompt: string) => Promise<Features>
  readonly random: Random
  readonly combiners?: Combiners
  /** Whether its distributions are over single bytes, which is what can be mixed; undefined = nobody knows yet. */
  readonly bytewise?: (candidate: Candidate) => boolean | undefined
}

/** From this chance on one expert is as good as any vote. */
const SURE = 0.9
/** Members are at least so good, as a share of the best: weak ones would only dilute it. */
const WORTHY = 0.5
const MOST_MEMBERS = 5
/** With fewer there is no majority. */
const LEAST_VOTERS = 3
/** Candidates that a report names. */
const MOST_TOLD = 8
/**
 * Exploration: one question in so many goes to a candidate that may be the better one, and is expected to score at most so
 * much less. What comes of it teaches the router nothing, for it learns from probes alone; it gives a newcomer live requests,
 * without which a validator's probes of it would stand out.
 */
const EXPLORED = 1 / 20
const MOST_LOSS = 0.05

export const questionOf = ({ messages }: ChatRequest): string => {
  const content = messages.findLast(({ role }) => role === 'user')?.content
  return typeof content === 'string' ? content : ''
}

interface Placed extends Standing {
  readonly candidate: Candidate
}

/**
 * By what is nearly certain, one standard error below what is expected: luck with few questions leads nowhere. Stable: where
 * nothing tells two apart, the order by pay stays. Whoever was unsafe comes last, however good.
 */
const ranked = (candidates: readonly Candidate[], place: Place): Placed[] =>
  candidates
    .map(candidate => {
      const { hotkey, declaration } = candidate
      return { candidate, ...place.of(expertOf({ hotkey, sha256: declaration?.sha256 })) }
    })
    .sort(
      (a, b) =>
        Number(a.candidate.vetoed ?? false) - Number(b.candidate.vetoed ?? false) ||
        b.chance - b.error - (a.chance - a.error),
    )

/** Answers of several can be joined only where one answer in words is wanted, as it comes. */
const joinable = ({ n, logprobs, tools, response_format, stop }: ChatRequest): boolean =>
  (n ?? 1) === 1 && !logprobs && !tools?.length && response_format == null && stop == null

/** Another that may be the better one, in front. Upper bounds at one standard error (UCB: Auer and others 2002). */
function explored(order: Placed[], { random }: PlannerOptions): Placed[] {
  const [best, ...others] = order
  if (!best || random.unit() >= EXPLORED) return order
  const near = others.filter(
    one =>
      !one.candidate.vetoed && best.chance - one.chance <= MOST_LOSS && one.chance + one.error >= best.chance,
  )
  const chosen = near.toSorted((a, b) => b.chance + b.error - (a.chance + a.error))[0]
  return chosen ? [chosen, best, ...others.filter(one => one !== chosen)] : order
}

function kindOf(
  request: ChatRequest,
  members: readonly Placed[],
  exact: boolean,
  { combiners = MEASURED, bytewise }: PlannerOptions,
): Kind {
  const wanted = exact ? combiners.exact : combiners.degree
  const [best] = members
  if (!best || !joinable(request) || members.length < 2 || best.chance >= SURE) return 'one'
  // A vote knows its answer when all have given theirs: nothing that could be streamed.
  if (wanted === 'vote') return request.stream !== true && members.length >= LEAST_VOTERS ? 'vote' : 'one'
  if (wanted === 'tokens') return members.every(({ candidate }) => bytewise?.(candidate)) ? 'tokens' : 'one'
  return 'one'
}

/**
 * What docs/mixture.md shows to be best on the text subnet: who is asked is all the gain. A vote added nothing to it there, a byte
 * mixture hardly anything where answers are right or wrong, at many times the requests, and lost where they are better or worse.
 */
export const MEASURED: Combiners = { exact: 'one', degree: 'one' }

const told = ({ candidate: { uid, model }, score, chance }: Placed): RoutedCandidate => ({
  uid,
  model,
  score,
  chance,
})

/** Without lessons: one miner, in the order given, which is that of pay. */
function unlearned(candidates: readonly Candidate[]): Plan {
  const told = candidates
    .slice(0, MOST_TOLD)
    .map(({ uid, model }) => ({ uid, model, score: undefined, chance: 0 }))
  const routing = { kind: 'one', cluster: undefined, candidates: told, served: [], hedged: [] } as const
  return { kind: 'one', members: candidates, chances: candidates.map(() => 0), order: candidates, routing }
}

/** Candidates come best paid first, as `ranking.ts` gives them. Never throws for want of lessons. */
export function plannerOf(options: PlannerOptions): Planner {
  return {
    async plan(request, candidates) {
      const [first] = candidates
      const standings = first && options.standings(first.target.netuid)
      if (!standings) return unlearned(candidates)
      const place = standings.at(await options.features(questionOf(request)))
      // Whoever asks for an answer that can be had again is not sent elsewhere by chance.
      const best = ranked(candidates, place)
      const order = request.seed == null ? explored(best, options) : best
      const least = WORTHY * (order[0]?.chance ?? 0)
      const worthy = order
        .filter(({ chance, candidate }) => chance >= least && !candidate.vetoed)
        .slice(0, MOST_MEMBERS)
      const kind = kindOf(request, worthy, place.exact, options)
      const members = kind === 'one' ? order : worthy
      return {
        kind,
        members: members.map(({ candidate }) => candidate),
        chances: members.map(({ chance }) => chance),
        order: order.map(({ candidate }) => candidate),
        routing: {
          kind,
          cluster: place.cluster,
          candidates: order.slice(0, MOST_TOLD).map(told),
          served: [],
          hedged: [],
        },
      }
    },
  }
}
