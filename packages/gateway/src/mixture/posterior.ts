// How much each expert counts in a token mixture: w ∝ prior · exp(L), where L ← 0.98 · L + log p(what came), as in the
// experiment that docs/mixture.md repeats. The decay was fixed there beforehand.

export interface Posterior {
  /** One each member, summing to 1. */
  readonly weights: readonly number[]
  /** What each had said of the symbol that came, 0 … 1; undefined for a member that said nothing. */
  observe(chances: readonly (number | undefined)[]): void
}

const DECAY = 0.98
/**
 * An expert states its own log-probabilities, and gains weight by stating high ones. So no member but the first, who leads by
 * published scores, ever has more than this: alone it cannot outvote the others where they are sure.
 */
export const MOST = 0.4

/** @param priors Expected scores, best first, none negative. */
export function posteriorOf(priors: readonly number[]): Posterior {
  const logs = priors.map(() => 0)
  const of = (): readonly number[] => {
    const top = Math.max(...logs)
    return capped(
      normalised(priors.map((prior, i) => Math.max(1e-6, prior) * Math.exp((logs[i] ?? 0) - top))),
    )
  }
  let weights = of()
  return {
    get weights() {
      return weights
    },
    observe(chances) {
      const floor = Math.min(...chances.map(chance => chance ?? 1))
      for (const [i, chance] of chances.entries())
        logs[i] = DECAY * (logs[i] ?? 0) + Math.log(Math.max(1e-9, chance ?? floor))
      weights = of()
    },
  }
}

function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map(weight => weight / sum)
}

/** What others have beyond their most goes to the first. */
function capped(weights: readonly number[]): readonly number[] {
  const others = weights.slice(1).map(weight => Math.min(MOST, weight))
  return [1 - others.reduce((sum, weight) => sum + weight, 0), ...others]
}
