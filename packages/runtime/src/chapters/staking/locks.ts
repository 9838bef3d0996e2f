// What of a coldkey's alpha is locked now, and so cannot leave (chain-weights-staking §5.9).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Alpha, type NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { SubnetOwnerHotkey } from '../subnets/table.ts'
import { rollForward } from './conviction.ts'
import { coldkeyStake } from './stake.ts'
import { Lock, MaturityRate, PerpetualLock, staking, UnlockRate } from './table.ts'

/** Alpha-rao locked on the subnet at this block, decay counted in. */
export function lockedAlpha(world: World, coldkey: AccountId, netuid: NetUid): Alpha {
  const rates = { unlock: UnlockRate.get(world), maturity: MaturityRate.get(world) }
  const perpetual = PerpetualLock.get(world, coldkey, netuid)
  const owner = SubnetOwnerHotkey.get(world, netuid)
  let sum = 0n
  for (const [[, , hotkey], lock] of Lock.entries(world, coldkey, netuid)) {
    const blocks = BigInt(world.block) - lock.last_update
    const kind = { perpetual, ownerLock: hotkey === owner }
    sum += rollForward({ mass: lock.locked_mass, conviction: lock.conviction }, blocks, rates, kind).mass
  }
  return Alpha(sum)
}

/** Refuses StakeUnavailable when the coldkey would hold less on the subnet than it has locked. */
export function ensureUnlocked(world: World, coldkey: AccountId, netuid: NetUid, amount: Alpha): void {
  const locked = lockedAlpha(world, coldkey, netuid)
  if (locked === 0n) return
  ensure(coldkeyStake(world, coldkey, netuid) - locked >= amount, staking.error.StakeUnavailable)
}
