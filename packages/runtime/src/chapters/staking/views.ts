// Share rows in the binary format that older clients read (wire-storage).
import { type SafeFloat, U64F64, U128_MAX } from '@taonet/wire'
import { type ComputedRow, computed } from '../../computed.ts'
import { AlphaV2, staking, TotalHotkeySharesV2 } from './table.ts'

/** Truncated at 2^-64, at most the largest there is. */
export function binaryShares({ mantissa, exponent }: SafeFloat): U64F64 {
  const bits = mantissa << BigInt(U64F64.fractionBits)
  const value = exponent >= 0n ? bits * 10n ** exponent : bits / 10n ** -exponent
  return U64F64.fromBits(value > U128_MAX ? U128_MAX : value)
}

export const stakingViews: readonly ComputedRow[] = [
  computed(staking.storage.Alpha, function* (world) {
    for (const [keys, shares] of AlphaV2.entries(world)) yield [keys, binaryShares(shares)] as const
  }),
  computed(staking.storage.TotalHotkeyShares, function* (world) {
    for (const [keys, shares] of TotalHotkeySharesV2.entries(world))
      yield [keys, binaryShares(shares)] as const
  }),
]
