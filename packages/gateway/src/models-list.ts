// GET /v1/models: routes of the network first, then every declared model and every miner.
import { isReserved } from './model-id.ts'
import type { Candidate, Network } from './network.ts'
import type { Ranking } from './ranking.ts'

interface ModelEntry {
  readonly id: string
  readonly object: 'model'
  readonly created: number
  readonly owned_by: string
  readonly x_taonet: {
    readonly subnet: string
    readonly miners: readonly number[]
    readonly incentive: number
    readonly declared?: { readonly sha256: string; readonly engine: string }
  }
}

function entry(id: string, subnet: string, miners: readonly Candidate[]): ModelEntry {
  const declaration = miners[0]?.declaration
  return {
    id,
    object: 'model',
    created: 0,
    owned_by: 'taonet',
    x_taonet: {
      subnet,
      miners: miners.map(one => one.uid),
      incentive: miners.reduce((sum, one) => sum + one.incentive, 0),
      ...(declaration ? { declared: { sha256: declaration.sha256, engine: declaration.engine } } : {}),
    },
  }
}

export function listModels(network: Network, ranking: Ranking): readonly ModelEntry[] {
  return network.subnets.flatMap(served => {
    const { name } = served.subnet
    const miners = ranking(served)
    const routes = name === 'text' ? ['auto', name] : [name]
    const declared = Map.groupBy(miners, one => one.model)
    return [
      ...routes.map(id => entry(id, name, miners)),
      ...[...declared].filter(([id]) => !isReserved(network, id)).map(([id, same]) => entry(id, name, same)),
      ...miners.map(one => entry(`${name}/${one.uid}`, name, [one])),
    ]
  })
}
