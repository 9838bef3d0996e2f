// The calls on voting power: the subnet's owner or root, its pace root alone (chain-epoch §2.12, chain-registry §3.5).
import { implement } from '../../implement.ts'
import { ensureRoot } from '../../world.ts'
import { ensureOwnerOrRoot, ensureSubnetExists } from '../subnets/registry.ts'
import { epoch } from './table.ts'
import { disableVotingPower, enableVotingPower, setVotingPowerPace } from './voting-power-rows.ts'

export const epochCalls = implement(epoch, {
  enable_voting_power_tracking(world, origin, { netuid }) {
    ensureSubnetExists(world, netuid)
    ensureOwnerOrRoot(world, origin, netuid)
    enableVotingPower(world, netuid)
  },
  disable_voting_power_tracking(world, origin, { netuid }) {
    ensureSubnetExists(world, netuid)
    ensureOwnerOrRoot(world, origin, netuid)
    disableVotingPower(world, netuid)
  },
  sudo_set_voting_power_ema_alpha(world, origin, { netuid, alpha }) {
    ensureRoot(origin)
    ensureSubnetExists(world, netuid)
    setVotingPowerPace(world, netuid, alpha)
  },
})
