// Batches over several subnets: each item stands for itself, and the call succeeds (chain-weights-staking §4.1, §4.2).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { weights } from './table.ts'

/** Lists that belong together have one length; InputLengthsUnequal. */
export function ensureEqualLengths(...lists: readonly (readonly unknown[])[]): void {
  ensure(new Set(lists.map(list => list.length)).size === 1, weights.error.InputLengthsUnequal)
}

export function eachSubnet(
  world: World,
  who: AccountId,
  netuids: readonly NetUid[],
  item: (netuid: NetUid, position: number) => void,
): void {
  let failed = false
  for (const [position, netuid] of netuids.entries()) {
    const outcome = attempt(world, () => item(netuid, position))
    if (outcome.ok) continue
    failed = true
    world.emit(weights.event.BatchWeightItemFailed({ error: outcome.error }))
  }
  if (failed) world.emit(weights.event.BatchCompletedWithErrors({}))
  world.emit(weights.event.BatchWeightsCompleted({ netuids: [...netuids], who }))
}
