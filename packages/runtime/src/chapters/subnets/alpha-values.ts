// The range in which a liquid bond's rate moves (chain-registry §3.5).
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { AlphaValues, LiquidAlphaOn, subnets } from './table.ts'

/** One fortieth of 65535: the lowest that either end may be. */
const LOWEST = 1_638

/** Refuses with LiquidAlphaDisabled, AlphaHighTooLow or AlphaLowOutOfRange. */
export function changeAlphaValues(world: World, netuid: NetUid, low: number, high: number): void {
  ensure(LiquidAlphaOn.get(world, netuid), subnets.error.LiquidAlphaDisabled)
  ensure(high >= LOWEST, subnets.error.AlphaHighTooLow)
  ensure(low >= LOWEST && low <= high, subnets.error.AlphaLowOutOfRange)
  AlphaValues.put(world, netuid, [low, high])
}
