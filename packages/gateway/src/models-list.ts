// GET /v1/models: routes of the network first, then every declared model and every miner.
import { type Candidate, type Network, ranked } from './candidates.ts'

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

const entry = (id: string, subnet: string, miners: readonly Candidate[]): ModelEntry => {
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

export function listModels(network: Network): readonly ModelEntry[] {
  return network.subnets.flatMap(subnet => {
    const miners = ranked(network, subnet)
    const names = [...new Set(miners.map(one => one.model))]
    const routes = subnet.name === 'text' ? ['auto', 'text'] : [subnet.name]
    return [
      ...routes.map(id => entry(id, subnet.name, miners)),
      ...names.map(name =>
        entry(
          name,
          subnet.name,
          miners.filter(one => one.model === name),
        ),
      ),
      ...miners.map(one => entry(`${subnet.name}/${one.uid}`, subnet.name, [one])),
    ]
  })
}
