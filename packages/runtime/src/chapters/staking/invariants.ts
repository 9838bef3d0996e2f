// What must always hold of stake, pools and their books (chain-weights-staking §5.1, §5.3).
import { U64_MAX } from '@taonet/wire'
import { invariant } from '../../failure.ts'
import { type NetUid, ROOT } from '../../nouns.ts'
import type { Reads } from '../../world.ts'
import { freeBalance } from '../balances/ledger.ts'
import { EXISTENTIAL_DEPOSIT } from '../balances/table.ts'
import { subnetAccount } from '../subnets/registry.ts'
import { stakeOf } from './stake.ts'
import {
  AlphaV2,
  OwnedHotkeys,
  Owner,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetProtocolAlpha,
  SubnetTAO,
  TotalHotkeyAlpha,
  TotalHotkeySharesV2,
  TotalStake,
} from './table.ts'

/** Positions are floored, so they never exceed their pool; shares drift by one part in 1e20 per change. */
function sharesHold(world: Reads): void {
  const sums = new Map<string, { value: bigint; positions: bigint }>()
  for (const [[hotkey, coldkey, netuid]] of AlphaV2.entries(world)) {
    const pool = TotalHotkeyAlpha.key(hotkey, netuid)
    const sum = sums.get(pool) ?? { value: 0n, positions: 0n }
    const own = stakeOf(world, hotkey, coldkey, netuid)
    sums.set(pool, { value: sum.value + own, positions: sum.positions + 1n })
  }
  for (const [[hotkey, netuid], total] of TotalHotkeyAlpha.entries(world)) {
    const sum = sums.get(TotalHotkeyAlpha.key(hotkey, netuid)) ?? { value: 0n, positions: 0n }
    invariant(sum.value <= total + sum.positions, `positions of ${hotkey} on ${netuid} exceed its stake`)
    invariant(
      TotalHotkeySharesV2.has(world, hotkey, netuid) || sum.value === 0n,
      `${hotkey} has positions on ${netuid} and no shares`,
    )
  }
}

function alphaHolds(world: Reads): void {
  const staked = new Map<NetUid, bigint>()
  for (const [[, netuid], alpha] of TotalHotkeyAlpha.entries(world)) {
    staked.set(netuid, (staked.get(netuid) ?? 0n) + alpha)
  }
  for (const [netuid, alpha] of staked) {
    const owned = alpha + SubnetProtocolAlpha.get(world, netuid)
    const out = SubnetAlphaOut.get(world, netuid)
    invariant(owned <= out, `subnet ${netuid} has ${owned} alpha owned and ${out} out`)
    invariant(out + SubnetAlphaIn.get(world, netuid) <= U64_MAX, `subnet ${netuid} has too much alpha`)
  }
}

function taoHolds(world: Reads): void {
  let sum = 0n
  for (const [[netuid], tao] of SubnetTAO.entries(world)) {
    sum += tao
    // A new subnet's pool may count up to the existential deposit more than its owner could move (chain-registry §3.1).
    const held = freeBalance(world, subnetAccount(netuid)) + EXISTENTIAL_DEPOSIT
    invariant(held >= tao, `subnet ${netuid} counts ${tao} rao and holds less`)
    invariant(netuid !== ROOT || tao - SubnetAlphaOut.get(world, ROOT) === 0n, 'TAO and stake of root differ')
  }
  invariant(TotalStake.get(world) >= sum, `subnets hold ${sum} rao, more than the total`)
}

function ownersHold(world: Reads): void {
  let owned = 0
  for (const [[coldkey], hotkeys] of OwnedHotkeys.entries(world)) {
    owned += hotkeys.length
    for (const hotkey of hotkeys) {
      invariant(Owner.get(world, hotkey) === coldkey, `${coldkey} lists ${hotkey}, which is not its own`)
    }
  }
  let owners = 0
  for (const [[hotkey], coldkey] of Owner.entries(world)) {
    owners++
    invariant(OwnedHotkeys.get(world, coldkey).includes(hotkey), `${coldkey} does not list ${hotkey}`)
  }
  invariant(owned === owners, 'a hotkey is listed twice')
}

export function stakingInvariants(world: Reads): void {
  sharesHold(world)
  alphaHolds(world)
  taoHolds(world)
  ownersHold(world)
}
