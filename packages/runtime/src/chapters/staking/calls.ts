// Staking's calls: all signed by the coldkey (chain-weights-staking §5.2, chain-emission §1.10).
import { implement } from '../../implement.ts'
import { ensureSigned } from '../../world.ts'
import { subnetsBesideRoot } from '../emission/eligibility.ts'
import { netuids } from '../subnets/registry.ts'
import { createAccountIfNew, ensureNoSystemAccount } from './accounts.ts'
import { addStake } from './add.ts'
import { onlyStake } from './alpha-fee.ts'
import { setAutoStakeDestination } from './auto-stake.ts'
import { moveStake, swapStake, transferStake } from './move.ts'
import { addStakeBurn, burnAlpha, recycleAlpha } from './recycle.ts'
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
    move_stake(
      world,
      origin,
      { origin_hotkey, destination_hotkey, origin_netuid, destination_netuid, alpha_amount },
    ) {
      const from = { hotkey: origin_hotkey, netuid: origin_netuid }
      const to = { hotkey: destination_hotkey, netuid: destination_netuid }
      moveStake(world, ensureSigned(origin), from, to, alpha_amount)
    },
    transfer_stake(
      world,
      origin,
      { destination_coldkey, hotkey, origin_netuid, destination_netuid, alpha_amount },
    ) {
      const to = { coldkey: destination_coldkey, netuid: destination_netuid }
      transferStake(world, ensureSigned(origin), { hotkey, netuid: origin_netuid }, to, alpha_amount)
    },
    swap_stake(world, origin, { hotkey, origin_netuid, destination_netuid, alpha_amount }) {
      const from = { hotkey, netuid: origin_netuid }
      swapStake(world, ensureSigned(origin), from, destination_netuid, alpha_amount)
    },
    swap_stake_limit(
      world,
      origin,
      { hotkey, origin_netuid, destination_netuid, alpha_amount, limit_price, allow_partial },
    ) {
      const from = { hotkey, netuid: origin_netuid }
      const limit = { price: limit_price, partial: allow_partial }
      swapStake(world, ensureSigned(origin), from, destination_netuid, alpha_amount, limit)
    },
    recycle_alpha(world, origin, { hotkey, amount, netuid }) {
      recycleAlpha(world, ensureSigned(origin), hotkey, netuid, amount)
    },
    burn_alpha(world, origin, { hotkey, amount, netuid }) {
      burnAlpha(world, ensureSigned(origin), hotkey, netuid, amount)
    },
    add_stake_burn(world, origin, { hotkey, netuid, amount, limit }) {
      addStakeBurn(world, ensureSigned(origin), hotkey, netuid, amount, limit)
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
      ensureNoSystemAccount(hotkey)
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
  {
    remove_stake: (_world, _coldkey, { hotkey, netuid }) => ({ hotkey, netuid }),
    remove_stake_limit: (_world, _coldkey, { hotkey, netuid }) => ({ hotkey, netuid }),
    remove_stake_full_limit: (_world, _coldkey, { hotkey, netuid }) => ({ hotkey, netuid }),
    recycle_alpha: (_world, _coldkey, { hotkey, netuid }) => ({ hotkey, netuid }),
    burn_alpha: (_world, _coldkey, { hotkey, netuid }) => ({ hotkey, netuid }),
    move_stake: (_world, _coldkey, { origin_hotkey, origin_netuid }) => ({
      hotkey: origin_hotkey,
      netuid: origin_netuid,
    }),
    transfer_stake: (_world, _coldkey, { hotkey, origin_netuid }) => ({ hotkey, netuid: origin_netuid }),
    swap_stake: (_world, _coldkey, { hotkey, origin_netuid }) => ({ hotkey, netuid: origin_netuid }),
    swap_stake_limit: (_world, _coldkey, { hotkey, origin_netuid }) => ({ hotkey, netuid: origin_netuid }),
    unstake_all: (world, coldkey, { hotkey }) => onlyStake(world, coldkey, hotkey, netuids(world)),
    unstake_all_alpha: (world, coldkey, { hotkey }) =>
      onlyStake(world, coldkey, hotkey, subnetsBesideRoot(world)),
  },
)
