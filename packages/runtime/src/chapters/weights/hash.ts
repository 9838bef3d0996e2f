// The hash that a commit publishes and its reveal must reproduce (chain-weights-staking §4.2).
import {
  type AccountId,
  AccountId32,
  blake2b256,
  encode,
  type Hash,
  hash32,
  tuple,
  u16,
  u64,
  vec,
} from '@taonet/wire'
import { StorageIndex } from '../../nouns.ts'

export interface Reveal {
  readonly uids: readonly number[]
  readonly values: readonly number[]
  readonly salt: readonly number[]
  readonly versionKey: bigint
}

const numbers = vec(u16)
const Committed = tuple(AccountId32, StorageIndex, numbers, numbers, numbers, u64)

/** BLAKE2b-256 over (hotkey, storage index, uids, values, salt, version key); for mechanism 0 the index is the netuid. */
export const commitHash = (hotkey: AccountId, index: StorageIndex, reveal: Reveal): Hash =>
  hash32(
    blake2b256(
      encode(Committed, [
        hotkey,
        index,
        [...reveal.uids],
        [...reveal.values],
        [...reveal.salt],
        reveal.versionKey,
      ]),
    ),
  )
