// What must always hold of emission: waiting alpha is there, and the index of root's coldkeys is exact
// (chain-emission §1.6, §1.9; chain-weights-staking §5.3).
import { U96F32 } from '@taonet/wire'
import { invariant } from '../../failure.ts'
import { type NetUid, ROOT } from '../../nouns.ts'
import type { Reads } from '../../world.ts'
import { coldkeyStake } from '../staking/stake.ts'
import { StakingHotkeys, SubnetAlphaOut, SubnetProtocolAlpha, TotalHotkeyAlpha } from '../staking/table.ts'
import { subnetsBesideRoot } from './eligibility.ts'
import { pendingAlpha } from './pending.ts'
import {
  MinerBurned,
  NumStakingColdkeys,
  RootClaimable,
  StakingColdkeys,
  StakingColdkeysByIndex,
  SubnetMovingPrice,
} from './table.ts'

/** Staked, bought by the chain or waiting: all of it is counted outside the pool. */
function alphaHolds(world: Reads): void {
  const staked = new Map<NetUid, bigint>()
  for (const [[, netuid], alpha] of TotalHotkeyAlpha.entries(world)) {
    staked.set(netuid, (staked.get(netuid) ?? 0n) + alpha)
  }
  for (const netuid of subnetsBesideRoot(world)) {
    const waiting = pendingAlpha(world, netuid)
    const owned = (staked.get(netuid) ?? 0n) + SubnetProtocolAlpha.get(world, netuid) + waiting
    const out = SubnetAlphaOut.get(world, netuid)
    invariant(owned <= out, `subnet ${netuid}: ${owned} alpha staked, bought or waiting, and ${out} out`)
  }
}

function fractionsHold(world: Reads): void {
  for (const netuid of subnetsBesideRoot(world)) {
    const price = SubnetMovingPrice.get(world, netuid)
    // Not "at most 1": root may choose a moving alpha above 1 (chain-emission §1.4 bounds the spot price alone).
    invariant(price >= 0n, `subnet ${netuid}: the moving price is negative`)
    invariant(MinerBurned.get(world, netuid) <= U96F32.one, `subnet ${netuid}: more withheld than earned`)
  }
  for (const [[hotkey], rates] of RootClaimable.entries(world)) {
    const ascending = rates.every(([netuid], i) => i === 0 || (rates[i - 1]?.[0] ?? ROOT) < netuid)
    invariant(ascending, `rates of ${hotkey} are out of order`)
  }
}

/** Exactly those with root stake, each once, without gaps. */
function indexHolds(world: Reads): void {
  const count = NumStakingColdkeys.get(world)
  let listed = 0n
  for (const [[position], coldkey] of StakingColdkeysByIndex.entries(world)) {
    listed += 1n
    invariant(position < count, `coldkey ${coldkey} stands at ${position} of ${count}`)
    invariant(StakingColdkeys.get(world, coldkey) === position, `${coldkey} does not know its position`)
    invariant(coldkeyStake(world, coldkey, ROOT) > 0n, `${coldkey} is listed and has no root stake`)
  }
  invariant(listed === count, `${listed} coldkeys are listed, ${count} counted`)
  for (const [[coldkey]] of StakingHotkeys.entries(world)) {
    const holds = coldkeyStake(world, coldkey, ROOT) > 0n
    invariant(holds === StakingColdkeys.has(world, coldkey), `${coldkey}: root stake and index disagree`)
  }
}

export function emissionInvariants(world: Reads): void {
  alphaHolds(world)
  fractionsHold(world)
  indexHolds(world)
}
