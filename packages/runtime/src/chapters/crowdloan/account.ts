// The account that holds what a crowdloan raised: derived from its number, so that nobody has its key
// (chain-governance §6.6).
import { type AccountId, accountId, bytesToHex, encode, u32 } from '@taonet/wire'

/** "modl" ‖ "bt/cloan" */
const PREFIX = '0x6d6f646c62742f636c6f616e'
const TAIL = '00'.repeat(16)

/** The prefix, the number as little-endian u32, then zeros. */
export const fundsAccount = (id: number): AccountId =>
  accountId(PREFIX + bytesToHex(encode(u32, id)).slice(2) + TAIL)

export const isFundsAccount = (account: AccountId): boolean =>
  account.startsWith(PREFIX) && account.endsWith(TAIL)
