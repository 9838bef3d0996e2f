// Small stakes on foreign hotkeys are paid out, so that nobody keeps books for dust (chain-weights-staking §5.2).
import type { AccountId } from '@taonet/wire'
import { type NetUid, ROOT } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { dropPendingBelowThreshold } from '../children/pending.ts'
import { rootStakeChanged } from '../emission/root-stake.ts'
import { fitLockToStake } from '../locks/available.ts'
import { ownerOf } from './accounts.ts'
import { valueAtSpot } from './pool.ts'
import { decreaseStake, stakeOf } from './stake.ts'
import { AlphaV2, NominatorMinRequiredStake } from './table.ts'
import { unstakeFrom } from './unstake.ts'

/** Nothing happens to the owner's own stake, nor to a nomination worth the minimum. What no pool buys is erased. */
export function clearSmallNomination(
  world: World,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
): void {
  if (ownerOf(world, hotkey) === coldkey) return
  const alpha = stakeOf(world, hotkey, coldkey, netuid)
  if (alpha === 0n || valueAtSpot(world, netuid, alpha) >= NominatorMinRequiredStake.get(world)) return
  const paidOut = attempt(world, () => unstakeFrom(world, hotkey, coldkey, netuid, alpha, { fee: true }))
  if (!paidOut.ok) {
    decreaseStake(world, hotkey, coldkey, netuid, alpha)
    if (netuid === ROOT) rootStakeChanged(world, hotkey, coldkey, -alpha)
  }
  fitLockToStake(world, coldkey, netuid)
}

/** What follows when a coldkey took some of its stake away: nothing small stays, and too little lends nothing new. */
export function settleUnstake(world: World, hotkey: AccountId, coldkey: AccountId, netuid: NetUid): void {
  clearSmallNomination(world, hotkey, coldkey, netuid)
  dropPendingBelowThreshold(world, hotkey)
}

/** All of them at once, after the minimum was raised (chain-registry §3.5). */
export function clearSmallNominations(world: World): void {
  for (const [[hotkey, coldkey, netuid]] of AlphaV2.entries(world)) {
    clearSmallNomination(world, hotkey, coldkey, netuid)
  }
}
