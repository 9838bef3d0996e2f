// The words of the protocol: branded units, and the key columns that carry codec, hasher and label together, so that two
// rows can never hash the same thing differently.
import {
  type AccountId,
  AccountId32,
  branded,
  type Codec,
  H256,
  type Hasher,
  hash32,
  type KeyColumn,
  u8,
  u16,
  u32,
  u64,
} from '@taonet/wire'

export type NetUid = number & { readonly __brand: 'NetUid' }
export type Uid = number & { readonly __brand: 'Uid' }
export type MechId = number & { readonly __brand: 'MechId' }
/** mechanism * 4096 + netuid (chain-epoch §2.1): the key of everything a mechanism owns. */
export type StorageIndex = number & { readonly __brand: 'StorageIndex' }
/** rao; 1 TAO = 1e9. */
export type Tao = bigint & { readonly __brand: 'Tao' }
/** alpha-rao; 1 alpha = 1e9. */
export type Alpha = bigint & { readonly __brand: 'Alpha' }

const number16 = <B extends number>(): Codec<B> =>
  branded(
    u16,
    value => value as B,
    value => value,
  )
const amount = <B extends bigint>(): Codec<B> =>
  branded(
    u64,
    value => value as B,
    value => value,
  )

// On the wire all of these are plain u16, u8 and u64: composites would break older clients (wire-interface §0).
export const NetUid = Object.assign((value: number): NetUid => value as NetUid, number16<NetUid>())
export const Uid = Object.assign((value: number): Uid => value as Uid, number16<Uid>())
export const StorageIndex = Object.assign(
  (value: number): StorageIndex => value as StorageIndex,
  number16<StorageIndex>(),
)
export const MechId = Object.assign(
  (value: number): MechId => value as MechId,
  branded<MechId, number>(
    u8,
    value => value as MechId,
    value => value,
  ),
)
export const Tao = Object.assign((value: bigint): Tao => value as Tao, amount<Tao>())
export const Alpha = Object.assign((value: bigint): Alpha => value as Alpha, amount<Alpha>())

export const ROOT = NetUid(0)
export const RAO_PER_TAO = 1_000_000_000n
export const ZERO_ACCOUNT = `0x${'00'.repeat(32)}` as AccountId
/** The parent of the genesis block. */
export const NO_HASH = hash32(new Uint8Array(32))

const column = <T>(codec: Codec<T>, hasher: Hasher, label: string): KeyColumn<T> => ({ codec, hasher, label })

/** Subnet, hashed by identity, as nearly every map of the protocol has it. */
export const netuid = column(NetUid, 'Identity', 'netuid')
export const netuid64 = column(NetUid, 'Twox64Concat', 'netuid')
export const netuidBlake = column(NetUid, 'Blake2_128Concat', 'netuid')
export const index = column(StorageIndex, 'Identity', 'netuid_index')
export const index64 = column(StorageIndex, 'Twox64Concat', 'netuid_index')
export const uid = column(Uid, 'Identity', 'uid')
export const hot = column(AccountId32, 'Blake2_128Concat', 'hotkey')
export const cold = column(AccountId32, 'Blake2_128Concat', 'coldkey')
export const account = column(AccountId32, 'Blake2_128Concat', 'account')
export const accountIdentity = column(AccountId32, 'Identity', 'account')
export const account64 = column(AccountId32, 'Twox64Concat', 'account')
export const number64 = column(u32, 'Twox64Concat', 'number')
export const epoch64 = column(u64, 'Twox64Concat', 'epoch')
export const hash64 = column(H256, 'Twox64Concat', 'hash')
