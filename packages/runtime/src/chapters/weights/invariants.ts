// What must always hold of weights (chain-weights-staking §4).
import { invariant } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { MAX_UNREVEALED } from './commits.ts'
import { WeightCommits, Weights } from './table.ts'

/** No uid twice in a row; queues bounded and in the order of their epochs. */
export function weightsInvariants(world: Reads): void {
  for (const [[index, uid], row] of Weights.entries(world)) {
    const targets = new Set(row.map(([to]) => to))
    invariant(targets.size === row.length, `weights of uid ${uid} at ${index} name a uid twice`)
  }
  for (const [[index, hotkey], commits] of WeightCommits.entries(world)) {
    invariant(
      commits.length > 0 && commits.length <= MAX_UNREVEALED,
      `${hotkey} has ${commits.length} open commits at ${index}`,
    )
    invariant(
      commits.every(([, epoch], i) => i === 0 || (commits[i - 1]?.[1] ?? 0n) <= epoch),
      `commits of ${hotkey} at ${index} are out of order`,
    )
  }
}
