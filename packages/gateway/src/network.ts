// What a gateway serves from: subnets with their directories, and the validators whose dispatchers carry the requests.
import type { Directory, Neuron, RunningValidator, ServicePath, Subnet, Target } from '@taonet/neuron'

export interface ServedSubnet {
  readonly netuid: number
  readonly subnet: Subnet
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
  /** Answered something unsafe lately: asked only when all others fail. */
  readonly vetoed?: boolean
}

export const subnetNamed = ({ subnets }: Network, name: string): ServedSubnet | undefined =>
  subnets.find(one => one.subnet.name === name)

/** The subnets that answer at a path, in the order in which they were given. */
export const subnetsAt = ({ subnets }: Network, path: ServicePath): readonly ServedSubnet[] =>
  subnets.filter(one => one.subnet.paths.includes(path))
