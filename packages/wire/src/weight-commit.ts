// The hash by which weights are committed before they are revealed (wire-neuron §5.1, chain-weights-staking §4.2).

import { AccountId32 } from './account.ts'
import { blake2b256 } from './hash.ts'
import { type AccountId, type Hash, hash32 } from './hex.ts'
import { encode, tuple, u16, u64, vec } from './scale.ts'

const numbers = vec(u16)
const Committed = tuple(AccountId32, u16, numbers, numbers, numbers, u64)

export interface CommittedWeights {
  readonly hotkey: AccountId
  /** mechanism · 4096 + netuid */
  readonly storageIndex: number
  readonly uids: readonly number[]
  /** Exactly as the reveal will send them. */
  readonly values: readonly number[]
  readonly salt: readonly number[]
  readonly versionKey: bigint
}

/** blake2-256 of the SCALE tuple. @throws RangeError when a number does not fit. */
export function weightCommitHash(weights: CommittedWeights): Hash {
  const { hotkey, storageIndex, uids, values, salt, versionKey } = weights
  return hash32(
    blake2b256(encode(Committed, [hotkey, storageIndex, [...uids], [...values], [...salt], versionKey])),
  )
}
