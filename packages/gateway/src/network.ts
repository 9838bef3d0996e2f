// What a gateway serves from: subnets with their directories, and the validators whose dispatchers carry the requests.
import type { Directory, Neuron, RunningValidator, Target } from '@taonet/neuron'

export interface ServedSubnet {
  readonly netuid: number
  readonly name: 'text' | 'embeddings'
  readonly directory: Directory
}

export interface Network {
  readonly subnets: readonly ServedSubnet[]
  readonly validators: readonly RunningValidator[]
}

/** A miner that can be called. */
export interface Candidate extends Neuron {
  readonly target: Target
  /** What it declares, or a name of ours for a miner that declares nothing. */
  readonly model: string
}

export const subnetOf = (network: Network, name: ServedSubnet['name']): ServedSubnet | undefined =>
  network.subnets.find(one => one.name === name)
