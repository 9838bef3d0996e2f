// The order in which miners are asked: best paid first, then best scored, then by uid (DESIGN §6). Whoever answered something
// unsafe lately comes after all others, whatever it was paid before.
import type { RunningValidator, ScoreLine } from '@taonet/neuron'
import type { Candidate, Network, ServedSubnet } from './network.ts'

/** Callable miners of a subnet, best first. */
export type Ranking = (subnet: ServedSubnet) => readonly Candidate[]

const linesOf = (validators: readonly RunningValidator[], netuid: number): readonly ScoreLine[] =>
  validators
    .flatMap(one => one.metrics())
    .filter(metrics => metrics.netuid === netuid)
    .flatMap(metrics => metrics.scores)

/** Validators' own mean scores by uid: they decide between miners that consensus has not paid yet. */
function scoresOf(lines: readonly ScoreLine[]): ReadonlyMap<number, number> {
  const sums = new Map<number, { total: number; count: number }>()
  for (const { uid, score } of lines) {
    const sum = sums.get(uid) ?? { total: 0, count: 0 }
    sums.set(uid, { total: sum.total + score, count: sum.count + 1 })
  }
  return new Map([...sums].map(([uid, { total, count }]) => [uid, total / count]))
}

function rank(validators: readonly RunningValidator[], { netuid, directory }: ServedSubnet): Candidate[] {
  const lines = linesOf(validators, netuid)
  const scores = scoresOf(lines)
  const vetoed = new Set(lines.filter(one => one.vetoed).map(({ uid }) => uid))
  const score = (uid: number): number => scores.get(uid) ?? 0
  return directory
    .miners()
    .flatMap(neuron => {
      const { target, declaration, uid } = neuron
      const model = declaration?.model ?? `undeclared-${uid}`
      return target ? [{ ...neuron, target, model, vetoed: vetoed.has(uid) }] : []
    })
    .sort(
      (a, b) =>
        Number(a.vetoed) - Number(b.vetoed) ||
        b.incentive - a.incentive ||
        score(b.uid) - score(a.uid) ||
        a.uid - b.uid,
    )
}

/** Pay changes with a block, scores at any time: a ranking is made anew for each block and after a second. */
const KEPT_MS = 1_000

interface Kept {
  readonly block: number
  readonly until: number
  readonly candidates: readonly Candidate[]
}

export function rankingOf({ validators }: Pick<Network, 'validators'>): Ranking {
  const kept = new Map<number, Kept>()
  return subnet => {
    const { netuid, directory } = subnet
    const now = performance.now()
    const last = kept.get(netuid)
    if (last && last.block === directory.block && now < last.until) return last.candidates
    const candidates = rank(validators, subnet)
    kept.set(netuid, { block: directory.block, until: now + KEPT_MS, candidates })
    return candidates
  }
}
