// What part of a miner each validator may fill: by stake, with a floor that keeps small ones served.

import type { AccountId } from '@taonet/wire'
import type { Neuron } from '../chain/directory.ts'

/** Of the whole, this part is the same for all validators; the rest goes by stake. */
const EQUAL_PART = 0.25

/** Shares that sum to 1; a caller without a seat, which is the miner itself, has what the smallest validator has. */
export function callerShares(
  validators: readonly Pick<Neuron, 'hotkey' | 'stake' | 'rootStake'>[],
): (caller: AccountId) => number {
  const stakes = validators.map(
    ({ hotkey, stake, rootStake }) => [hotkey, Number(stake + rootStake)] as const,
  )
  const total = stakes.reduce((sum, [, stake]) => sum + stake, 0)
  const count = Math.max(1, stakes.length)
  const floor = total > 0 ? EQUAL_PART / count : 1 / count
  const shares = new Map(
    stakes.map(([hotkey, stake]) => [hotkey, floor + (total > 0 ? ((1 - EQUAL_PART) * stake) / total : 0)]),
  )
  return caller => shares.get(caller) ?? floor
}
