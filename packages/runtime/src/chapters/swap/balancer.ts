// The stored side of a pool's weights: read, set by protocol liquidity (chain-weights-staking §5.6).
import type { Perquintill } from '@taonet/wire'
import type { NetUid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { EQUAL_WEIGHTS } from './pool.ts'
import { FeeRate, PalSwapInitialized, SwapBalancer } from './table.ts'

export const quoteWeight = (world: Reads, netuid: NetUid): Perquintill =>
  SwapBalancer.get(world, netuid).quote

/** Of 65535. */
export const feeRate = (world: Reads, netuid: NetUid): number => FeeRate.get(world, netuid)

/** Even weights at a pool's first use. */
export function initialisePool(world: World, netuid: NetUid): void {
  if (PalSwapInitialized.get(world, netuid)) return
  PalSwapInitialized.put(world, netuid, true)
  SwapBalancer.put(world, netuid, { quote: EQUAL_WEIGHTS })
}

export function setQuoteWeight(world: World, netuid: NetUid, quote: Perquintill): void {
  PalSwapInitialized.put(world, netuid, true)
  SwapBalancer.put(world, netuid, { quote })
}
