// What follows at once from a change of a hyperparameter.
import type { NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { clearSmallNominations } from '../staking/nominations.ts'
import { restartCycle } from '../subnets/schedule.ts'
import type { ParameterName } from './parameters.ts'
import { admin } from './table.ts'

type Effects = {
  readonly [N in ParameterName]?: (world: World, netuid: NetUid, value: never, before: never) => void
}

export const EFFECTS: Effects = {
  /** Only a higher minimum leaves anybody below it (chain-weights-staking §5.2). */
  NominatorMinRequiredStake(world, _netuid, least: bigint, before: bigint) {
    if (least > before) clearSmallNominations(world)
  },
  /** The cycle begins anew (chain-emission §1.7). */
  Tempo: restartCycle,
  Yuma3On(world, netuid, enabled: boolean) {
    world.emit(admin.event.Yuma3EnableToggled({ netuid, enabled }))
  },
  BondsResetOn(world, netuid, enabled: boolean) {
    world.emit(admin.event.BondsResetToggled({ netuid, enabled }))
  },
}
