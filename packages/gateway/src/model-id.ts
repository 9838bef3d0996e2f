// From a model id to the miners that may answer, best first (DESIGN §6).
import type { ServicePath } from '@taonet/neuron'
import { type Candidate, type Network, type ServedSubnet, subnetNamed, subnetsAt } from './network.ts'
import { Refused } from './openai-error.ts'
import type { Ranking } from './ranking.ts'

const SINGLE = /^([\w-]+)\/(\d{1,5})$/

/** Ids with a meaning of their own: a miner that declares one of them is not reached by it. */
export function isReserved(network: Network, id: string): boolean {
  return id === 'auto' || subnetNamed(network, SINGLE.exec(id)?.[1] ?? id) !== undefined
}

const notFound = (message: string): Refused => new Refused(404, 'model_not_found', message, 'model')

/** Who may answer; empty when they exist and none can be called now. */
export interface Found {
  readonly served: ServedSubnet
  readonly candidates: readonly Candidate[]
  /** Whether the id names one miner, which then answers alone. */
  readonly single: boolean
}

/** @throws Refused 404 for a model, subnet or miner that does not exist at this path. */
export function findModel(network: Network, ranking: Ranking, id: string, path: ServicePath): Found {
  const here = subnetsAt(network, path)
  const [first] = here
  if (!first) throw notFound(`This network has no subnet that answers at ${path}. See GET /v1/models.`)
  // Clients send their default model's name to every route: `auto` means the best of each.
  if (id === 'auto') return { served: first, candidates: ranking(first), single: false }
  const [, name = id, uid] = SINGLE.exec(id) ?? []
  const meant = subnetNamed(network, name)
  if (meant) {
    if (!here.includes(meant))
      throw notFound(`"${id}" answers at ${meant.subnet.paths.join(', ')}, not here.`)
    const all = ranking(meant)
    return uid === undefined
      ? { served: meant, candidates: all, single: false }
      : { served: meant, candidates: alone(meant, all, Number(uid)), single: true }
  }
  for (const served of here) {
    const named = ranking(served).filter(one => one.model === id)
    if (named.length > 0) return { served, candidates: named, single: named.length === 1 }
  }
  throw notFound(
    uid === undefined
      ? `No miner declares "${id}". See GET /v1/models.`
      : `This network has no subnet "${name}", and no miner declares "${id}". See GET /v1/models.`,
  )
}

function alone(
  { subnet, directory }: ServedSubnet,
  all: readonly Candidate[],
  uid: number,
): readonly Candidate[] {
  if (!directory.neurons.some(one => one.uid === uid))
    throw notFound(`Subnet ${subnet.name} has no uid ${uid}. See GET /v1/models.`)
  return all.filter(one => one.uid === uid)
}
