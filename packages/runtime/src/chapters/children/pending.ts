// Children that wait: they take effect with an epoch, or never (chain-emission §1.1(7), §1.10).
import type { AccountId } from '@taonet/wire'
import { attempt, type World } from '../../world.ts'
import { hotkeyValue } from '../staking/stake.ts'
import { StakeThreshold } from '../staking/table.ts'
import { netuids } from '../subnets/registry.ts'
import { LastEpochBlock } from '../subnets/table.ts'
import { applyChildren } from './links.ts'
import { PendingChildKeys } from './table.ts'

/** On every subnet whose cycle ended with this block. A list that has become inconsistent while it waited is dropped. */
export function applyPendingChildren(world: World): void {
  const now = BigInt(world.block)
  for (const netuid of netuids(world)) {
    if (LastEpochBlock.get(world, netuid) !== now) continue
    for (const [[, hotkey], [wanted, cooldown]] of [...PendingChildKeys.entries(world, netuid)]) {
      if (cooldown >= now) continue
      PendingChildKeys.remove(world, netuid, hotkey)
      attempt(world, () => applyChildren(world, hotkey, netuid, wanted))
    }
  }
}

/** A hotkey whose stake is no longer worth the threshold lends nothing new on any subnet (chain-weights-staking §5.2). */
export function dropPendingBelowThreshold(world: World, hotkey: AccountId): void {
  if (hotkeyValue(world, hotkey) >= StakeThreshold.get(world)) return
  for (const netuid of netuids(world)) PendingChildKeys.remove(world, netuid, hotkey)
}
