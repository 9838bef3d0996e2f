// How root plans an upgrade. A later plan replaces the one before.
import { ensure } from '../../failure.ts'
import { implement } from '../../implement.ts'
import { ensureRoot } from '../../world.ts'
import { Planned, SpecVersion, upgrades } from './table.ts'

const { error, event } = upgrades

export const upgradesCalls = implement(upgrades, {
  plan_upgrade(world, origin, plan) {
    ensureRoot(origin)
    const now = SpecVersion.get(world)
    ensure(now === undefined || plan.spec_version > now, error.NotNewer)
    ensure(plan.at > world.block, error.InThePast)
    Planned.put(world, plan)
    world.emit(event.UpgradePlanned(plan))
  },
  cancel_upgrade(world, origin) {
    ensureRoot(origin)
    const plan = Planned.get(world)
    ensure(plan !== undefined, error.NothingPlanned)
    Planned.remove(world)
    world.emit(event.UpgradeCancelled(plan))
  },
})
