// Signed transactions for tests, encoded by hand so that they do not depend on the tables they test.

import type { GenesisSpec, ProfileName } from '@taonet/runtime'
import {
  type AccountId,
  AccountId32,
  type Era,
  encode,
  encodeExtrinsic,
  type Hash,
  hashedColumn,
  idAddress,
  immortal,
  itemPrefix,
  joinKey,
  type KeyPair,
  keyPairFromSeed,
  keyPairFromUri,
  MultiAddress,
  type StorageKey,
  signExtrinsic,
  Writer,
} from '@taonet/wire'
import { defaultGenesis } from '../src/dev-genesis.ts'

export interface ChainIds {
  readonly genesis: Hash
  readonly specVersion: number
  readonly transactionVersion: number
}

export interface Terms {
  readonly nonce: number
  readonly tip?: bigint
  readonly era?: Era
  /** Hash of the era's first block; genesis when immortal. */
  readonly birth?: Hash
}

export const alice = keyPairFromUri('//Alice')
export const bob = keyPairFromUri('//Bob')

/** Keys that sign fast: many of them, funded by `testGenesis`. */
export const fastKeys: readonly KeyPair[] = Array.from({ length: 16 }, (_, i) =>
  keyPairFromSeed(new Uint8Array(32).fill(i + 1), 'ed25519'),
)
export const FUNDS = 1_000_000_000_000n

export function testGenesis(profile: ProfileName = 'local'): GenesisSpec {
  const genesis = defaultGenesis(profile)
  const funded = fastKeys.map(({ account }) => [account, FUNDS.toString()] as const)
  return { ...genesis, balances: [...genesis.balances, ...funded] }
}

/** `Balances.transfer_keep_alive`. */
export function transferCall(to: AccountId, rao: bigint): Uint8Array {
  const writer = new Writer()
  writer.u8(5)
  writer.u8(3)
  writer.raw(encode(MultiAddress, idAddress(to)))
  writer.compact(rao)
  return writer.done()
}

export function sign(ids: ChainIds, from: KeyPair, call: Uint8Array, terms: Terms): Uint8Array {
  const { nonce, tip = 0n, era = immortal, birth = ids.genesis } = terms
  return signExtrinsic(from, call, { era, nonce, tip, mode: 0 }, { ...ids, birth })
}

export const transfer = (
  ids: ChainIds,
  from: KeyPair,
  to: AccountId,
  rao: bigint,
  terms: Terms,
): Uint8Array => sign(ids, from, transferCall(to, rao), terms)

/** The last byte of an ed25519 or sr25519 signature's first half, changed. */
export function withBadSignature(extrinsic: Uint8Array): Uint8Array {
  const broken = extrinsic.slice()
  // length (2) ‖ version (1) ‖ address (33) ‖ scheme (1) ‖ signature (64)
  broken[2 + 1 + 33 + 1 + 10]! ^= 1
  return broken
}

export const bare = (call: Uint8Array): Uint8Array => encodeExtrinsic({ type: 'bare', call })

/** Key of an account's row in `System.Account`. */
export const accountKey = (who: AccountId): StorageKey =>
  joinKey(
    itemPrefix('System', 'Account'),
    hashedColumn({ codec: AccountId32, hasher: 'Blake2_128Concat', label: 'account' }, who),
  )
