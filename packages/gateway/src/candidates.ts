// From a model id to the miners that may answer, best first (DESIGN §6).
import type { Directory, Neuron, RunningValidator, Target } from '@taonet/neuron'
import { Refused } from './openai-error.ts'

export interface ServedSubnet {
  readonly netuid: number
  readonly name: 'text' | 'embeddings'
  readonly directory: Directory
}

export interface Candidate extends Neuron {
  readonly target: Target
  readonly model: string
}

export interface Network {
  readonly subnets: readonly ServedSubnet[]
  readonly validators: readonly RunningValidator[]
}

const UID = /^(\w+)\/(\d{1,5})$/

export const modelOf = (neuron: Neuron): string => neuron.declaration?.model ?? `undeclared-${neuron.uid}`

/** Validators' own mean score: decides between miners that consensus has not paid yet. */
function scoreOf(network: Network, netuid: number, uid: number): number {
  const scores = network.validators.flatMap(one =>
    one
      .metrics()
      .filter(metrics => metrics.netuid === netuid)
      .flatMap(metrics => metrics.scores.filter(line => line.uid === uid).map(line => line.score)),
  )
  return scores.length === 0 ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length
}

/** Callable miners of a subnet, best paid first, then best scored, then by uid. */
export function ranked(network: Network, { netuid, directory }: ServedSubnet): readonly Candidate[] {
  return directory
    .miners()
    .flatMap(neuron =>
      neuron.target === undefined ? [] : [{ ...neuron, target: neuron.target, model: modelOf(neuron) }],
    )
    .map(candidate => ({ candidate, score: scoreOf(network, netuid, candidate.uid) }))
    .sort(
      (a, b) =>
        b.candidate.incentive - a.candidate.incentive ||
        b.score - a.score ||
        a.candidate.uid - b.candidate.uid,
    )
    .map(({ candidate }) => candidate)
}

/** @throws Refused 404 for a model or subnet that does not exist here. */
export function candidatesFor(
  network: Network,
  model: string,
  kind: ServedSubnet['name'],
): readonly Candidate[] {
  const subnet = network.subnets.find(one => one.name === kind)
  if (!subnet)
    throw new Refused(
      404,
      'model_not_found',
      `This network has no ${kind} subnet. See GET /v1/models.`,
      'model',
    )
  const all = ranked(network, subnet)
  if (model === 'auto' || model === kind) return all
  const byUid = UID.exec(model)
  if (byUid) {
    if (byUid[1] !== kind)
      throw new Refused(
        404,
        'model_not_found',
        `"${byUid[1]}" is not a subnet that answers here. See GET /v1/models.`,
        'model',
      )
    return all.filter(one => one.uid === Number(byUid[2]))
  }
  const named = all.filter(one => one.model === model)
  if (named.length === 0)
    throw new Refused(404, 'model_not_found', `No miner declares "${model}". See GET /v1/models.`, 'model')
  return named
}
