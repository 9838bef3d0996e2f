// Accounts, hashes, addresses and signatures as they stand on the wire (wire-interface §2.1).
import { type AccountId, accountId, bytesToHex, type Hash, hexToBytes } from './hex.ts'
import { arm, branded, bytes, type Codec, fixedBytes, union, wrapper } from './scale.ts'

/** Must be type 0 of every registry: a Python client encodes accounts by that number (wire-interface §3). */
export const AccountId32: Codec<AccountId> = branded(
  wrapper('sp_core::crypto::AccountId32', fixedBytes(32)),
  raw => accountId(raw),
  hexToBytes,
)

export const H256: Codec<Hash> = branded(
  wrapper('primitive_types::H256', fixedBytes(32)),
  raw => bytesToHex(raw) as Hash,
  hexToBytes,
)

// The runtime has no account indices: `Compact<()>`, no bytes at all.
const noIndex: Codec<number> = {
  shape: { kind: 'compact', of: { kind: 'tuple', of: [] } },
  write() {},
  read: () => 0,
}

export const MultiAddress = union(
  'sp_runtime::multiaddress::MultiAddress',
  {
    0: arm('Id', AccountId32),
    1: arm('Index', noIndex),
    2: arm('Raw', bytes),
    3: arm('Address32', fixedBytes(32)),
    4: arm('Address20', fixedBytes(20)),
  },
  [{ name: 'AccountId', of: AccountId32.shape }, { name: 'AccountIndex' }],
)

export const MultiSignature = union('sp_runtime::MultiSignature', {
  0: arm('Ed25519', fixedBytes(64)),
  1: arm('Sr25519', fixedBytes(64)),
  2: arm('Ecdsa', fixedBytes(65)),
})

export type Address = typeof MultiAddress extends Codec<infer T> ? T : never
export type Signature = typeof MultiSignature extends Codec<infer T> ? T : never

export const idAddress = (account: AccountId): Address => ({ type: 'Id', value: account })
