// @taonet/node/finality: checking that a block is final, without a node.
export { type FinalBlock, type FinalityProof, type Trusted, verifyFinality } from './proof.ts'
export { trustedOf } from './trusted.ts'
