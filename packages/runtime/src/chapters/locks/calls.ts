// The calls on locks: all signed by the coldkey (chain-weights-staking §5.9).
import { implement } from '../../implement.ts'
import { ensureSigned } from '../../world.ts'
import { setRejectLockedAlpha } from './handover.ts'
import { lockStake, moveLock, setPerpetual } from './lock.ts'
import { locks } from './table.ts'

export const locksCalls = implement(locks, {
  lock_stake(world, origin, { hotkey, netuid, amount }) {
    lockStake(world, ensureSigned(origin), hotkey, netuid, amount)
  },
  move_lock(world, origin, { destination_hotkey, netuid }) {
    moveLock(world, ensureSigned(origin), netuid, destination_hotkey)
  },
  set_perpetual_lock(world, origin, { netuid, enabled }) {
    setPerpetual(world, ensureSigned(origin), netuid, enabled)
  },
  set_reject_locked_alpha(world, origin, { enabled }) {
    setRejectLockedAlpha(world, ensureSigned(origin), enabled)
  },
})
