// Accounts that nobody has the key of, because their bytes are a hash of what they stand for.
import { type AccountId, accountId, blake2b256, type Codec, encode, hexToBytes } from '@taonet/wire'

/** modlpy/utilisuba: multisigs and derived accounts share it on the wire. */
const UTILITY = hexToBytes('0x6d6f646c70792f7574696c6973756261')

/** BLAKE2b-256 of the name and of `value`: as existing wallets compute it (chain-governance §6.3). */
export const utilityAccount = <T>(codec: Codec<T>, value: T): AccountId =>
  accountId(blake2b256(Uint8Array.of(...UTILITY, ...encode(codec, value))))
