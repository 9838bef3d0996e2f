// StakeInfoRuntimeApi at work.
import type { AccountId } from '@taonet/wire'
import { implementApi } from '../../api.ts'
import { AlphaDividendsPerSubnet } from '../../chapters/emission/table.ts'
import { lockedAlpha } from '../../chapters/locks/available.ts'
import { lockOf } from '../../chapters/locks/standing.ts'
import { stored } from '../../chapters/locks/sums.ts'
import { Lock } from '../../chapters/locks/table.ts'
import { uidOf } from '../../chapters/neurons/registry.ts'
import { feeOf } from '../../chapters/staking/pool.ts'
import { stakeOf } from '../../chapters/staking/stake.ts'
import { StakingHotkeys } from '../../chapters/staking/table.ts'
import { netuids, subnetExists } from '../../chapters/subnets/registry.ts'
import { Alpha, type NetUid, ROOT, Tao } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { stakeInfoApi } from '../stake-info.ts'
import type { StakeInfo } from '../types/stake-info.ts'

/** What of the coldkey's stake on the subnet is locked for this very hotkey. */
const locked = (world: World, hotkey: AccountId, coldkey: AccountId, netuid: NetUid): Alpha =>
  Lock.has(world, coldkey, netuid, hotkey) ? lockedAlpha(world, coldkey, netuid) : Alpha(0n)

const stakeInfo = (world: World, hotkey: AccountId, coldkey: AccountId, netuid: NetUid): StakeInfo => ({
  hotkey,
  coldkey,
  netuid,
  stake: stakeOf(world, hotkey, coldkey, netuid),
  locked: locked(world, hotkey, coldkey, netuid),
  emission: AlphaDividendsPerSubnet.get(world, netuid, hotkey),
  // Dividends are paid in alpha alone, and nothing is drained any more.
  tao_emission: Tao(0n),
  drain: 0n,
  is_registered: uidOf(world, netuid, hotkey) !== undefined,
})

/** Without what has all been taken out again. */
function* stakesOf(world: World, coldkey: AccountId): Generator<StakeInfo> {
  const all = netuids(world)
  for (const hotkey of StakingHotkeys.get(world, coldkey))
    for (const netuid of all)
      if (stakeOf(world, hotkey, coldkey, netuid) > 0n) yield stakeInfo(world, hotkey, coldkey, netuid)
}

export const stakeInfoAnswers = implementApi(stakeInfoApi, {
  get_stake_info_for_coldkey: (world, { coldkey_account }) => stakesOf(world, coldkey_account),
  *get_stake_info_for_coldkeys(world, { coldkey_accounts }): Generator<[AccountId, StakeInfo[]]> {
    for (const coldkey of coldkey_accounts) yield [coldkey, [...stakesOf(world, coldkey)]]
  },
  get_stake_info_for_hotkey_coldkey_netuid: (world, { hotkey_account, coldkey_account, netuid }) =>
    subnetExists(world, netuid) ? stakeInfo(world, hotkey_account, coldkey_account, netuid) : undefined,
  get_stake_fee(world, { origin, destination, amount }) {
    const [from, to] = [origin?.[1], destination?.[1]]
    // One fee is paid for a move: at its destination when the origin is root, and none on one subnet.
    const netuid = from === undefined || from === ROOT ? to : from
    return netuid === undefined || from === to ? 0n : feeOf(world, netuid, amount)
  },
  get_coldkey_lock(world, { coldkey, netuid }) {
    const now = lockOf(world, coldkey, netuid)
    return now && stored(now, world.block)
  },
})
