// Means and their 95 % intervals by resampling (Efron 1979), with a seed of its own.
import { randomFrom, seedFrom } from '@taonet/models/random'

export interface Interval {
  readonly mean: number
  readonly low: number
  readonly high: number
}

const RESAMPLES = 2_000

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** Marsaglia's xorshift (2003): millions of picks, none of which has to be secret. */
function picks(label: string): (below: number) => number {
  let state = randomFrom(seedFrom(`bootstrap ${label}`)).uint32() | 1
  return below => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

/** Of paired differences too: what is resampled are the items, each with both its values. */
export function bootstrap(values: readonly number[], label: string): Interval {
  const pick = picks(label)
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0
    for (let i = 0; i < values.length; i++) sum += values[pick(values.length)] ?? 0
    return sum / Math.max(1, values.length)
  }).sort((a, b) => a - b)
  return {
    mean: meanOf(values),
    low: means[Math.floor(0.025 * RESAMPLES)] ?? 0,
    high: means[Math.ceil(0.975 * RESAMPLES) - 1] ?? 0,
  }
}

export const percent = ({ mean, low, high }: Interval): string =>
  `${(100 * mean).toFixed(1)} % (${(100 * low).toFixed(1)}…${(100 * high).toFixed(1)})`
