// Extrinsics in the name of accounts whose keys nobody here has. The signature is zeros: whoever sends one vouches for it.
import { type AccountId, encodeExtrinsic, idAddress, immortal } from '@taonet/wire'

const ZEROS = new Uint8Array(64)

/** `call` is SCALE. */
export function unsignedBy(account: AccountId, call: Uint8Array, nonce: number): Uint8Array {
  return encodeExtrinsic({
    type: 'signed',
    address: idAddress(account),
    signature: { type: 'Sr25519', value: ZEROS },
    extra: { era: immortal, nonce, tip: 0n, mode: 0 },
    call,
  })
}
