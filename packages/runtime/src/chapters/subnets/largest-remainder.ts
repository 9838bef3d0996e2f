// Sharing a pot to the last rao (chain-registry §3.3(b)).

/**
 * floor(pot * weight / total) each, then one rao of what is left to the largest remainders, at most one an entry; of
 * equal remainders the earlier entry wins. All 0 when the weights are.
 */
export function largestRemainder(pot: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  if (total === 0n) return weights.map(() => 0n)
  const shares = weights.map(weight => (pot * weight) / total)
  const rest = (index: number): bigint => (pot * weights[index]!) % total
  const order = weights.map((_, index) => index)
  order.sort((a, b) => (rest(a) > rest(b) ? -1 : rest(a) < rest(b) ? 1 : a - b))
  const left = Number(pot - shares.reduce((sum, share) => sum + share, 0n))
  for (const index of order.slice(0, left)) shares[index]! += 1n
  return shares
}
