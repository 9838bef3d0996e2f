// The chain in memory that subnets' tests use too.

export { type Revealed, SimulatedChain, TEMPO } from '../src/chain/simulated-chain.ts'
