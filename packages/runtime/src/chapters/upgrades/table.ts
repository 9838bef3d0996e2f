// Which version of the rules a chain runs, where several keep it, and from which block on it is another one: planned by root,
// so that every node changes its program at the same block (adr/0006). Ours; the base carries its rules in its state.
import { struct, u32 } from '@taonet/wire'
import { valueOpt } from '../../cell.ts'
import { Upgrades } from '../../pallets.ts'
import { call, chapter, error, event } from '../../table.ts'

const plan = { spec_version: u32, at: u32 } as const

export const upgrades = chapter(Upgrades, {
  storage: {
    SpecVersion: valueOpt(
      u32,
      'The version that executes blocks; none where one process alone decides them.',
    ),
    Planned: valueOpt(struct('taonet_upgrades::Plan', plan), 'The next version, and its first block.'),
  },
  calls: {
    0: call('plan_upgrade', plan, 'Root says which later version executes blocks from this one on.'),
    1: call('cancel_upgrade', {}, 'Root takes the plan back.'),
  },
  events: {
    0: event('UpgradePlanned', plan, 'Blocks will be of this version from that one on.'),
    1: event('UpgradeCancelled', plan, 'They will not.'),
    2: event('Upgraded', { spec_version: u32 }, 'This block and those after it are of this version.'),
  },
  errors: {
    0: error('NotNewer', 'Blocks are of this version already, or of a later one.'),
    1: error('InThePast', 'An upgrade begins with a block that is yet to come.'),
    2: error('NothingPlanned', 'There is no upgrade to cancel.'),
  },
})

export const { SpecVersion, Planned } = upgrades.storage
