// The `./node` entry: what needs Node itself.

export { loadFastVerifier } from './fast-sr25519.ts'
export { createVerifier, type Verifier, type VerifierOptions } from './verifier.ts'
export type { SignedItem } from './verify.ts'
