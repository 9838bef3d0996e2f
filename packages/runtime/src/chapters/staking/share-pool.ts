// A hotkey's stake on one subnet, owned in shares (chain-weights-staking §5.1).
import {
  SAFE_FLOAT_ZERO,
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

/**
 * floor(value * own / shares) in alpha-rao, never more than the pool holds: truncation lets all shares together exceed
 * their total by a little.
 */
export function shareValue(pool: SharePool, own: SafeFloat): bigint {
  const value = safeFloatShareFloor(pool.value, own, pool.shares)
  return value < pool.value ? value : pool.value
}

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

/** One coldkey takes `amount` out; nothing changes when it has less. Who takes the last rao leaves no shares behind. */
export function removeFromOne(pool: SharePool, own: SafeFloat, amount: bigint): ShareUpdate {
  if (shareValue(pool, own) < amount) return { pool, own }
  if (pool.value === amount) return { pool: { value: 0n, shares: SAFE_FLOAT_ZERO }, own: SAFE_FLOAT_ZERO }
  const sold = sharesFor(pool, amount)
  return {
    pool: { value: pool.value - amount, shares: safeFloatSubTrunc(pool.shares, sold) },
    own: safeFloatSubTrunc(own, sold),
  }
}
