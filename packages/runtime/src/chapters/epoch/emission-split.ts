// How an epoch's alpha is apportioned between miners and validators (chain-epoch §2.7).
import { divTrunc, normalised, sum } from './q32.ts'

/** Alpha-rao per uid. */
export interface EmissionSplit {
  readonly serverEmission: bigint[]
  readonly validatorEmission: bigint[]
  /** What `Emission` stores and pruning compares. */
  readonly emission: bigint[]
}

const amounts = (fractions: Float64Array, rao: bigint): bigint[] =>
  Array.from(fractions, fraction => (BigInt(fraction) * rao) >> 32n)

/** Without incentive and dividends everything goes to the validators by active stake, or by all stake if none is active. */
export function splitEmission(
  incentive: Float64Array,
  dividends: Float64Array,
  activeStake: Float64Array,
  stake: Float64Array,
  rao: bigint,
): EmissionSplit {
  // Each sum is at most 2^32, so combined values are at most 2^33.
  const combined = incentive.map((one, uid) => one + dividends[uid]!)
  const total = sum(combined)
  if (total === 0) {
    const byStake = amounts(sum(activeStake) === 0 ? stake : activeStake, rao)
    return { serverEmission: byStake.map(() => 0n), validatorEmission: byStake, emission: byStake }
  }
  const share = (values: Float64Array): Float64Array => values.map(one => divTrunc(one, total))
  return {
    serverEmission: amounts(share(incentive), rao),
    validatorEmission: amounts(share(dividends), rao),
    emission: amounts(normalised(combined), rao),
  }
}
