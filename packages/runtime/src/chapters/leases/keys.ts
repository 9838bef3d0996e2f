// The keys under which a leased subnet is owned: derived from the lease's number, so that nobody can sign with them
// (chain-governance §6.7).
import { type AccountId, accountId, blake2b256, encode, str, tuple, u32 } from '@taonet/wire'

const Origin = tuple(str, u32)
const derived = (what: string, lease: number): AccountId =>
  accountId(blake2b256(encode(Origin, [`leasing/${what}`, lease])))

export const leaseColdkey = (lease: number): AccountId => derived('coldkey', lease)
export const leaseHotkey = (lease: number): AccountId => derived('hotkey', lease)
