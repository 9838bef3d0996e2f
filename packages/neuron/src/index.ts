// @taonet/neuron: subnets as values, and the run-times of miners and validators.

export { canonicalJson } from './canonical-json.ts'
export { type Directory, type DirectoryOptions, type Neuron, watchDirectory } from './chain/directory.ts'
export type {
  AxonAddress,
  Head,
  NeuronChain,
  OpenCommit,
  RevealedWeights,
  Schedule,
  Seat,
} from './chain/neuron-chain.ts'
export { isLoopback, mayConnect } from './dispatch/address-policy.ts'
export type { Dispatcher, DispatchMetrics, Reply, SendOptions, Target, Timing } from './dispatch/reply.ts'
export type { MinerMetrics } from './miner/miner-metrics.ts'
export {
  type Answer,
  InvalidBody,
  type Route,
  route,
  type Service,
  type ServiceContext,
} from './miner/service.ts'
export type {
  MinerConfig,
  Miners,
  MinersConfig,
  RunningMiner,
  RunningValidator,
  ValidatorSubnet,
  Validators,
  ValidatorsConfig,
} from './processes.ts'
export {
  type Challenge,
  type ChallengeContext,
  type ChallengeKind,
  defineSubnet,
  type KindAverage,
  type KindAverages,
  type Outcome,
  type Reference,
  type ReferenceTools,
  type Scored,
  type ServicePath,
  type Step,
  type Subnet,
  type SubnetLiteral,
} from './subnet.ts'
export type { ScoreLine, ValidatorMetrics } from './validator/validator-metrics.ts'
