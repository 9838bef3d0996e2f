// The price as its square root, which clients of the former pools read (wire-storage).
import { U64F64 } from '@taonet/wire'
import { type ComputedRow, computed } from '../../computed.ts'
import { price } from '../staking/pool.ts'
import { netuids } from '../subnets/registry.ts'
import { swap } from './table.ts'

/** The integer square root, floored. */
function rootFloor(value: bigint): bigint {
  if (value < 2n) return value
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (root + value / root) / 2n
    if (next >= root) return root
    root = next
  }
}

/** Square root of a 64.64 number, truncated. */
export const sqrtTrunc = (value: U64F64): U64F64 =>
  U64F64.fromBits(rootFloor(value << BigInt(U64F64.fractionBits)))

export const swapViews: readonly ComputedRow[] = [
  computed(swap.storage.AlphaSqrtPrice, function* (world) {
    for (const netuid of netuids(world)) yield [[netuid], sqrtTrunc(price(world, netuid))] as const
  }),
]
