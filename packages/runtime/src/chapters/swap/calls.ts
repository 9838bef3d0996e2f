// Calls of the pools: root sets a fee rate; users' liquidity is a thing of the past (chain-weights-staking §5.4, §5.6).
import { ensure, refuse } from '../../failure.ts'
import { implement } from '../../implement.ts'
import { ensureRoot } from '../../world.ts'
import { subnetExists } from '../subnets/registry.ts'
import { FeeRate, MAX_FEE_RATE, swap } from './table.ts'

const refuseDeprecated = (): never => refuse(swap.error.Deprecated)

export const swapCalls = implement(swap, {
  set_fee_rate(world, origin, { netuid, rate }) {
    ensureRoot(origin)
    ensure(subnetExists(world, netuid), swap.error.MechanismDoesNotExist)
    ensure(rate <= MAX_FEE_RATE, swap.error.FeeRateTooHigh)
    FeeRate.put(world, netuid, rate)
    world.emit(swap.event.FeeRateSet({ netuid, rate }))
  },
  add_liquidity: refuseDeprecated,
  remove_liquidity: refuseDeprecated,
  modify_position: refuseDeprecated,
  toggle_user_liquidity: refuseDeprecated,
})
