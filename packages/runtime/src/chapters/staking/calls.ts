// Staking's calls: all signed by the coldkey (chain-weights-staking §5.2, chain-emission §1.10).
import { implement } from '../../implement.ts'
import { ensureSigned } from '../../world.ts'
import { createAccountIfNew, ensureNoSubnetAccount } from './accounts.ts'
import { addStake } from './add.ts'
import { setAutoStakeDestination } from './auto-stake.ts'
import { removeStake } from './remove.ts'
import { stakeOf } from './stake.ts'
import { staking } from './table.ts'
import { decreaseTake, guardTake, increaseTake } from './takes.ts'
import { unstakeAll, unstakeAllAlpha } from './unstake-all.ts'

export const stakingCalls = implement(
  staking,
  {
    add_stake(world, origin, { hotkey, netuid, amount_staked }) {
      addStake(world, ensureSigned(origin), hotkey, netuid, amount_staked)
    },
    add_stake_limit(world, origin, { hotkey, netuid, amount_staked, limit_price, allow_partial }) {
      const limit = { price: limit_price, partial: allow_partial }
      addStake(world, ensureSigned(origin), hotkey, netuid, amount_staked, limit)
    },
    remove_stake(world, origin, { hotkey, netuid, amount_unstaked }) {
      removeStake(world, ensureSigned(origin), hotkey, netuid, amount_unstaked)
    },
    remove_stake_limit(world, origin, { hotkey, netuid, amount_unstaked, limit_price, allow_partial }) {
      const limit = { price: limit_price, partial: allow_partial }
      removeStake(world, ensureSigned(origin), hotkey, netuid, amount_unstaked, limit)
    },
    remove_stake_full_limit(world, origin, { hotkey, netuid, limit_price }) {
      const coldkey = ensureSigned(origin)
      const all = stakeOf(world, hotkey, coldkey, netuid)
      const limit = limit_price === undefined ? undefined : { price: limit_price, partial: false }
      removeStake(world, coldkey, hotkey, netuid, all, limit)
    },
    unstake_all(world, origin, { hotkey }) {
      unstakeAll(world, ensureSigned(origin), hotkey)
    },
    unstake_all_alpha(world, origin, { hotkey }) {
      unstakeAllAlpha(world, ensureSigned(origin), hotkey)
    },
    increase_take(world, origin, { hotkey, take }) {
      increaseTake(world, ensureSigned(origin), hotkey, take)
    },
    decrease_take(world, origin, { hotkey, take }) {
      decreaseTake(world, ensureSigned(origin), hotkey, take)
    },
    try_associate_hotkey(world, origin, { hotkey }) {
      const coldkey = ensureSigned(origin)
      ensureNoSubnetAccount(hotkey)
      createAccountIfNew(world, coldkey, hotkey)
    },
    set_coldkey_auto_stake_hotkey(world, origin, { netuid, hotkey }) {
      setAutoStakeDestination(world, ensureSigned(origin), netuid, hotkey)
    },
  },
  {
    increase_take(world, origin, { hotkey, take }) {
      guardTake(world, ensureSigned(origin), hotkey, take)
    },
    decrease_take(world, origin, { hotkey, take }) {
      guardTake(world, ensureSigned(origin), hotkey, take)
    },
  },
)
