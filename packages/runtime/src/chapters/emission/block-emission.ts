// How much is minted: the halving by issuance (chain-emission §1.2).
import { U96F32 } from '@taonet/wire'

/** rao: 21 million TAO. */
export const TOTAL_SUPPLY = 21_000_000_000_000_000n
/** rao a block. */
export const DEFAULT_BLOCK_EMISSION = 1_000_000_000n

/**
 * rao a block at this issuance (rao): floor(1e9 / 2^r) with r = floor(log2(1 / (1 - issuance / supply))), the ratio
 * truncated to 2^-32. The same function of a subnet's alpha issuance gives its alpha a block.
 */
export function blockEmission(issuance: bigint): bigint {
  if (issuance >= TOTAL_SUPPLY) return 0n
  const left = U96F32.sub(U96F32.one, U96F32.ratioTrunc(issuance, TOTAL_SUPPLY))
  // r is the number of times that what is left can double without passing the whole.
  let halvings = 0n
  while (left << (halvings + 1n) <= U96F32.one) halvings += 1n
  return DEFAULT_BLOCK_EMISSION >> halvings
}
