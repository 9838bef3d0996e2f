// @taonet/node: hosts of the runtime.
export { ENGINE_VERSION, findEngine, installEngine } from './abci/engine-binary.ts'
export { ENGINE_METRICS } from './abci/engine-metrics.ts'
export {
  initNetwork,
  type JoinPlan,
  joinNetwork,
  type NetworkHome,
  type NetworkPlan,
} from './abci/network-files.ts'
export { type ReplicatedOptions, startReplicatedNode } from './abci/replicated-node.ts'
export { lightServer, type StateSync, settledHeader } from './abci/state-sync.ts'
export { DEV_ACCOUNTS, defaultGenesis } from './dev-genesis.ts'
export type { Sealing } from './embedded/sealer.ts'
export { Halted } from './host/halt.ts'
export { Host } from './host/host.ts'
export { checkGenesis, openHost } from './host/open-host.ts'
export type { Block, Head, HostPort, Proposal, TransactionSource, Verdict } from './host/port.ts'
export { type Log, silent } from './log.ts'
export { type NodeOptions, type RunningNode, startNode } from './node.ts'
export { isGenesis } from './process-options.ts'
export { openStore, type Store, StoreError } from './store/index.ts'
