// Root dividends on their way to those who staked on root: a rate per rao that each position claims by
// (chain-emission §1.9).
import { type AccountId, I96F32 } from '@taonet/wire'
import { type Alpha, type NetUid, ROOT } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { ownerOf } from '../staking/accounts.ts'
import { hotkeyStake, increaseStakeIfPossible, stakeOf } from '../staking/stake.ts'
import { claimableRate, owedRootDividend } from './root-claim.ts'
import { RootClaimable, RootClaimed } from './table.ts'

/** Raises the hotkey's rate; a dividend larger than the root stake it would be spread over goes to the owner as stake. */
export function addRootDividend(world: World, netuid: NetUid, hotkey: AccountId, amount: Alpha): void {
  const rootStake = hotkeyStake(world, hotkey, ROOT)
  if (amount > rootStake) {
    const owner = ownerOf(world, hotkey)
    if (owner !== undefined) increaseStakeIfPossible(world, hotkey, owner, netuid, amount)
    return
  }
  const more = claimableRate(amount, rootStake)
  RootClaimable.update(world, hotkey, rates => {
    const sums = new Map(rates)
    sums.set(netuid, I96F32.add(sums.get(netuid) ?? I96F32.zero, more))
    return [...sums].sort(([a], [b]) => a - b)
  })
}

/** Whatever nobody claimed of a subnet that ends; the watermarks have it in their keys and go with them (§1.9). */
export function dropRootDividends(world: World, netuid: NetUid): void {
  for (const [[hotkey], rates] of RootClaimable.entries(world)) {
    const left = rates.filter(([where]) => where !== netuid)
    if (left.length === 0) RootClaimable.remove(world, hotkey)
    else if (left.length < rates.length) RootClaimable.put(world, hotkey, left)
  }
}

/** Alpha-rao that a position may still claim of a rate. */
export const owedTo = (
  world: Reads,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
  rate: I96F32,
): bigint =>
  owedRootDividend(
    rate,
    stakeOf(world, hotkey, coldkey, ROOT),
    RootClaimed.get(world, netuid, hotkey, coldkey),
  )
