// What stands for a call where the call itself does not: announcements of proxies and approvals of multisigs.
import { blake2b256, encode, type Hash, hash32 } from '@taonet/wire'
import { type CallValue, RuntimeCall } from './runtime-enums.ts'

/** BLAKE2b-256 of the call's SCALE bytes. */
export const callHash = (call: CallValue): Hash => hash32(blake2b256(encode(RuntimeCall, call)))
