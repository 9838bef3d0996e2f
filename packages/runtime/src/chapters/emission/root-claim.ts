// Root dividends: the claimable rate of a hotkey, what a position may claim, whose turn it is (chain-emission §1.9).
import { I96F32, saturateU64, U64_MAX } from '@taonet/wire'

/** What a dividend adds to the hotkey's rate (alpha per rao of root stake). */
export const claimableRate = (amount: bigint, rootStake: bigint): I96F32 =>
  I96F32.ratioTrunc(amount, rootStake)

/** floor(rate * stake): how far the watermark moves when root stake is added or removed. */
export const claimedBy = (rate: I96F32, rootStake: bigint): bigint =>
  (rate * rootStake) >> BigInt(I96F32.fractionBits)

/** Alpha-rao still owed to a position, at least 0. `claimed` is its watermark (u128). */
export const owedRootDividend = (rate: I96F32, rootStake: bigint, claimed: bigint): bigint =>
  saturateU64(claimedBy(rate, rootStake) - claimed)

/**
 * Positions of the coldkeys that claim in this block, ascending and distinct: `count` words of the parent block hash
 * (32 bytes), added up modulo the number of staking coldkeys.
 */
export function rootClaimIndices(parentHash: Uint8Array, count: number, coldkeys: bigint): bigint[] {
  const word = (at: number): bigint =>
    parentHash.subarray(at, at + 8).reduce<bigint>((value, byte) => (value << 8n) | BigInt(byte), 0n)
  const chosen = new Set<bigint>()
  let last = word(0)
  for (let i = 0; i < count; i++) {
    const sum = last + word((8 * i) % 32)
    last = coldkeys === 0n ? 0n : (sum > U64_MAX ? U64_MAX : sum) % coldkeys
    chosen.add(last)
  }
  return [...chosen].sort((a, b) => (a < b ? -1 : 1))
}
