// When the version changes, and which one a block is of. The state says both; no program's own version enters it, so that
// one that should not execute a block would still not fork.
import type { GenesisSpec } from '../../genesis-spec.ts'
import type { Reads, World } from '../../world.ts'
import { blockNumber } from '../system/block.ts'
import { Planned, SpecVersion, upgrades } from './table.ts'

export function upgradesGenesis(world: World, { specVersion }: GenesisSpec): void {
  if (specVersion !== undefined) SpecVersion.put(world, specVersion)
}

/** The first step of the planned block. */
export function upgradeInTime(world: World): void {
  const plan = Planned.get(world)
  if (plan === undefined || world.block < plan.at) return
  SpecVersion.put(world, plan.spec_version)
  Planned.remove(world)
  world.emit(upgrades.event.Upgraded({ spec_version: plan.spec_version }))
}

/** Of the block after this state's own; undefined when any version may execute it. */
export function versionOfNext(world: Reads): number | undefined {
  const plan = Planned.get(world)
  return plan !== undefined && blockNumber(world) + 1 >= plan.at ? plan.spec_version : SpecVersion.get(world)
}
