// The price of a subnet's token, as a double for people; the rule is chain-weights-staking §5.5.
const QUINTILLION = 1e18

export interface Reserves {
  /** rao */
  readonly tao: bigint
  /** alpha-rao */
  readonly alpha: bigint
  /** Weight of TAO in the pool, of 1e18. */
  readonly quoteWeight: bigint
  /** Whether the token has a pool at all; one without is worth exactly 1. */
  readonly dynamic: boolean
}

/** TAO per alpha: (w1 / w2) * (tao / alpha). */
export function spotPrice({ tao, alpha, quoteWeight, dynamic }: Reserves): number {
  if (!dynamic) return 1
  if (alpha === 0n || quoteWeight === 0n) return 0
  const quote = Number(quoteWeight)
  return ((QUINTILLION - quote) / quote) * (Number(tao) / Number(alpha))
}
