// Whose transfers a bench sends.
import { type KeyPair, keyPairFromSeed } from '@taonet/wire'

export const SIGNERS = 64

/** With the keys that wallets have. */
export const signers = (): readonly KeyPair[] =>
  Array.from({ length: SIGNERS }, (_, i) => keyPairFromSeed(new Uint8Array(32).fill(i + 1), 'sr25519'))
