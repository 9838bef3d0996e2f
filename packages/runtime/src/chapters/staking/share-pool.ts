// A hotkey's stake on one subnet, owned in shares (chain-weights-staking §5.1).
import {
  type SafeFloat,
  safeFloatAddTrunc,
  safeFloatFromInteger,
  safeFloatMulDivTrunc,
  safeFloatShareFloor,
  safeFloatSubTrunc,
  saturateU64,
} from '@taonet/wire'

export interface SharePool {
  /** TotalHotkeyAlpha, alpha-rao. */
  readonly value: bigint
  /** TotalHotkeyShares. */
  readonly shares: SafeFloat
}

export interface ShareUpdate {
  readonly pool: SharePool
  /** The coldkey's shares after it. */
  readonly own: SafeFloat
}

/** floor(value * own / shares) in alpha-rao. */
export const shareValue = (pool: SharePool, own: SafeFloat): bigint =>
  safeFloatShareFloor(pool.value, own, pool.shares)

/** A dividend for everybody: shares stay. */
export const addToAll = (pool: SharePool, amount: bigint): SharePool => ({
  ...pool,
  value: saturateU64(pool.value + amount),
})

const sharesFor = (pool: SharePool, amount: bigint): SafeFloat =>
  safeFloatMulDivTrunc(safeFloatFromInteger(amount), pool.shares, safeFloatFromInteger(pool.value))

/** One coldkey adds `amount`; undefined when it would get no share for it (InsufficientLiquidity). */
export function addToOne(pool: SharePool, own: SafeFloat, amount: bigint): ShareUpdate | undefined {
  const first = pool.shares.mantissa === 0n
  const bought = first ? safeFloatFromInteger(amount) : sharesFor(pool, amount)
  if (bought.mantissa === 0n) return undefined
  return {
    pool: {
      value: saturateU64(pool.value + amount),
      shares: first ? bought : safeFloatAddTrunc(pool.shares, bought),
    },
    own: first ? bought : safeFloatAddTrunc(own, bought),
  }
}

/** One coldkey takes `amount` out; nothing changes when it has less. */
export function removeFromOne(pool: SharePool, own: SafeFloat, amount: bigint): ShareUpdate {
  if (shareValue(pool, own) < amount) return { pool, own }
  const sold = sharesFor(pool, amount)
  return {
    pool: { value: pool.value - amount, shares: safeFloatSubTrunc(pool.shares, sold) },
    own: safeFloatSubTrunc(own, sold),
  }
}
