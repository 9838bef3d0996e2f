// What always holds of subnets (chain-registry §3.1, chain-epoch §2.11).
import { invariant } from '../../failure.ts'
import { ROOT } from '../../nouns.ts'
import type { Reads } from '../../world.ts'
import { mechanismCount, netuids } from './registry.ts'
import { MechanismEmissionSplit, SubnetOwner, SubnetOwnerHotkey, TotalNetworks } from './table.ts'

/** @throws Bug when the subnets do not add up. */
export function subnetsInvariants(world: Reads): void {
  const all = netuids(world)
  invariant(TotalNetworks.get(world) === all.length, 'TotalNetworks is not the number of subnets')
  for (const netuid of all) {
    const mechanisms = mechanismCount(world, netuid)
    invariant(mechanisms >= 1, `subnet ${netuid} runs no mechanism`)
    const split = MechanismEmissionSplit.get(world, netuid)
    if (split) {
      invariant(split.length <= mechanisms, `subnet ${netuid} splits emission among more than it runs`)
      invariant(
        split.reduce((sum, part) => sum + part, 0) === 65_535,
        `subnet ${netuid} does not split emission into a whole`,
      )
    }
    if (netuid === ROOT) continue
    // Even the account of zeros may be named: nothing forbids an owner to do that to himself.
    invariant(SubnetOwner.has(world, netuid), `subnet ${netuid} has no owner`)
    invariant(SubnetOwnerHotkey.has(world, netuid), `subnet ${netuid} has no owner hotkey`)
  }
}
