// From a model id to the miners that may answer, best first (DESIGN §6).
import type { Candidate, Network, ServedSubnet } from './network.ts'
import { subnetOf } from './network.ts'
import { Refused } from './openai-error.ts'
import type { Ranking } from './ranking.ts'

type Kind = ServedSubnet['name']

const ROUTES: Readonly<Record<Kind, string>> = {
  text: '/v1/chat/completions',
  embeddings: '/v1/embeddings',
}
const SINGLE = /^([\w-]+)\/(\d{1,5})$/

const isKind = (name: string): name is Kind => name in ROUTES

/** Ids with a meaning of their own: a miner that declares one of them is not reached by it. */
export function isReserved(id: string): boolean {
  return id === 'auto' || isKind(id) || isKind(SINGLE.exec(id)?.[1] ?? '')
}

const notFound = (message: string): Refused => new Refused(404, 'model_not_found', message, 'model')

/**
 * The miners behind `id` for one of the two routes; empty when they exist and none can be called now.
 * @throws Refused 404 for a model, subnet or miner that does not exist here.
 */
export function candidatesFor(
  network: Network,
  ranking: Ranking,
  id: string,
  kind: Kind,
): readonly Candidate[] {
  const subnet = subnetOf(network, kind)
  if (!subnet) throw notFound(`This network has no ${kind} subnet. See GET /v1/models.`)
  const all = ranking(subnet)
  // Chat clients send their default model's name to both routes: `auto` means the best of either.
  if (id === 'auto' || id === kind) return all
  const named = all.filter(one => one.model === id)
  if (named.length > 0 && !isReserved(id)) return named
  const [, name = id, uid] = SINGLE.exec(id) ?? []
  if (name === kind) return single(subnet, all, Number(uid))
  if (isKind(name) && subnetOf(network, name)) throw notFound(`"${id}" answers at ${ROUTES[name]}, not here.`)
  throw notFound(
    uid === undefined
      ? `No miner declares "${id}". See GET /v1/models.`
      : `This network has no subnet "${name}", and no miner declares "${id}". See GET /v1/models.`,
  )
}

function single(
  { name, directory }: ServedSubnet,
  all: readonly Candidate[],
  uid: number,
): readonly Candidate[] {
  if (!directory.neurons.some(one => one.uid === uid))
    throw notFound(`Subnet ${name} has no uid ${uid}. See GET /v1/models.`)
  return all.filter(one => one.uid === uid)
}
