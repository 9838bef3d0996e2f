// move_stake, swap_stake with and without a limit, transfer_stake: what each leaves as it is, and what it tells
// (chain-weights-staking §5.2).
import type { AccountId } from '@taonet/wire'
import type { Alpha, NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { ensureNoSystemAccount } from './accounts.ts'
import type { PriceLimit } from './limits.ts'
import { staking } from './table.ts'
import { moveBetween } from './transition.ts'

/** A position of one coldkey. */
export interface Stake {
  readonly hotkey: AccountId
  readonly netuid: NetUid
}

/** The coldkey stays. */
export function moveStake(world: World, coldkey: AccountId, from: Stake, to: Stake, alpha: Alpha): void {
  const tao = moveBetween(world, { coldkey, ...from }, { coldkey, ...to }, alpha)
  world.emit(
    staking.event.StakeMoved({
      coldkey,
      origin_hotkey: from.hotkey,
      origin_netuid: from.netuid,
      destination_hotkey: to.hotkey,
      destination_netuid: to.netuid,
      tao,
    }),
  )
}

/** Coldkey and hotkey stay. */
export function swapStake(
  world: World,
  coldkey: AccountId,
  from: Stake,
  destination: NetUid,
  alpha: Alpha,
  limit?: PriceLimit,
): void {
  const { hotkey, netuid } = from
  const to = { coldkey, hotkey, netuid: destination }
  const tao = moveBetween(world, { coldkey, ...from }, to, alpha, limit && { limit })
  world.emit(
    staking.event.StakeSwapped({
      coldkey,
      hotkey,
      origin_netuid: netuid,
      destination_netuid: destination,
      tao,
    }),
  )
}

/** The hotkey stays. A subnet's own account is no destination: nobody could ever unstake there. */
export function transferStake(
  world: World,
  coldkey: AccountId,
  from: Stake,
  destination: { readonly coldkey: AccountId; readonly netuid: NetUid },
  alpha: Alpha,
): void {
  const { hotkey, netuid } = from
  ensureNoSystemAccount(destination.coldkey)
  const terms = { changesHands: true }
  const tao = moveBetween(world, { coldkey, ...from }, { hotkey, ...destination }, alpha, terms)
  world.emit(
    staking.event.StakeTransferred({
      coldkey,
      destination_coldkey: destination.coldkey,
      hotkey,
      origin_netuid: netuid,
      destination_netuid: destination.netuid,
      tao,
    }),
  )
}
