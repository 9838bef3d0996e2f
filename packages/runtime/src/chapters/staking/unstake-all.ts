// Everything a coldkey has on a hotkey, subnet by subnet (chain-weights-staking §5.2).
import type { AccountId } from '@taonet/wire'
import { type NetUid, ROOT, Tao } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { netuids } from '../subnets/registry.ts'
import { SubtokenEnabled } from '../subnets/table.ts'
import { ensureHotkeyExists } from './accounts.ts'
import { moveToSubnet, stakeInto } from './add.ts'
import { settleUnstake } from './nominations.ts'
import { ensureRemovable } from './remove.ts'
import { stakeOf } from './stake.ts'
import { unstakeFrom } from './unstake.ts'

/** TAO from the subnets whose stake may be removed; the others are left as they are. */
function unstakeWhereAllowed(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  where: readonly NetUid[],
): Tao {
  ensureHotkeyExists(world, hotkey)
  let sum = 0n
  for (const netuid of where) {
    if (!SubtokenEnabled.get(world, netuid)) continue
    const alpha = stakeOf(world, hotkey, coldkey, netuid)
    if (!attempt(world, () => ensureRemovable(world, coldkey, hotkey, netuid, alpha)).ok) continue
    sum += unstakeFrom(world, hotkey, coldkey, netuid, alpha, { fee: true })
    settleUnstake(world, hotkey, coldkey, netuid)
  }
  return Tao(sum)
}

export function unstakeAll(world: World, coldkey: AccountId, hotkey: AccountId): void {
  unstakeWhereAllowed(world, coldkey, hotkey, netuids(world))
}

/** Refuses AmountTooLow when there was nothing to unstake. */
export function unstakeAllAlpha(world: World, coldkey: AccountId, hotkey: AccountId): void {
  const subnets = netuids(world).filter(netuid => netuid !== ROOT)
  const tao = unstakeWhereAllowed(world, coldkey, hotkey, subnets)
  const moved = tao === 0n ? tao : moveToSubnet(world, coldkey, ROOT, tao)
  stakeInto(world, hotkey, coldkey, ROOT, moved, { fee: true })
}
