// Where a challenge's chance comes from (DESIGN §5).

import { blake2b256, type Hash, hexToBytes } from '@taonet/wire'

export interface SeedParts {
  /** 32 bytes; its hash stands on chain before the epoch, itself in the evidence after it. */
  readonly secret: Uint8Array
  readonly blockHash: Hash
  readonly uid: number
  /** Never the same twice in one epoch of one validator. */
  readonly counter: number
}

/** blake2-256(secret ‖ block hash ‖ uid as u16 ‖ counter as u64), numbers little endian. */
export function challengeSeed({ secret, blockHash, uid, counter }: SeedParts): Uint8Array {
  const input = new Uint8Array(74)
  const view = new DataView(input.buffer)
  input.set(secret)
  input.set(hexToBytes(blockHash), 32)
  view.setUint16(64, uid, true)
  view.setBigUint64(66, BigInt(counter), true)
  return blake2b256(input)
}
