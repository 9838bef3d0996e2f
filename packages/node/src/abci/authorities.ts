// Engine keys and accounts. The account of an authority is its engine's ed25519 public key, so the list on chain names both.
import { createHash } from 'node:crypto'
import type { StateView } from '@taonet/runtime'
import { type AccountId, AccountId32, decode, hexToBytes, itemPrefix, vec } from '@taonet/wire'

const ADDRESS_BYTES = 20
const Accounts = vec(AccountId32)

/** An engine's address: the first 20 bytes of the key's SHA-256. */
export const engineAddress = (publicKey: Uint8Array): Buffer =>
  createHash('sha256').update(publicKey).digest().subarray(0, ADDRESS_BYTES)

/** `Aura.Authorities`. */
export function authorities(view: StateView): readonly AccountId[] {
  const row = view.get(itemPrefix('Aura', 'Authorities'))
  return row ? decode(Accounts, row) : []
}

/** Who is paid for a block that `address` proposed; undefined for a stranger, whose fees are burnt. */
export const authorOf = (view: StateView, address: Uint8Array): AccountId | undefined =>
  authorities(view).find(account => engineAddress(hexToBytes(account)).equals(address))
