// @taonet/node/finality: checking that a block is final, without a node.
export type { LightBlock } from './light-block.ts'
export { type FinalBlock, type FinalityProof, verifyFinality } from './proof.ts'
export type { Checkpoint, GenesisTrust, Trusted } from './trust.ts'
export { checkpointOf, trustedOf } from './trusted.ts'
