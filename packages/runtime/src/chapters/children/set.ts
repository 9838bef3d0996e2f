// Naming children: who may, with how much stake, and from when on (chain-emission §1.10).
import { type AccountId, saturateU64 } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { type NetUid, ROOT } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { neurons } from '../neurons/table.ts'
import { ensureOwns } from '../staking/accounts.ts'
import { hotkeyValue } from '../staking/stake.ts'
import { StakeThreshold } from '../staking/table.ts'
import { ensureSignerPace, stampSigner } from '../subnets/limits.ts'
import { blocksOf, type Wait } from '../subnets/pace.ts'
import { ensureSubnetExists } from '../subnets/registry.ts'
import { SIGNER_STAMP } from '../subnets/stamps.ts'
import { PendingChildKeyCooldown, SubnetOwnerHotkey, SubtokenEnabled } from '../subnets/table.ts'
import { applyChildren, ensureConsistent, type Link, writable } from './links.ts'
import { children, PendingChildKeys } from './table.ts'

/** Blocks between two lists of one hotkey on one subnet. The SDK's own suite waits for 50 on a chain with fast blocks. */
const LIMIT: Wait<bigint> = { live: 150n, fast: 40n }

/** At once while the subnet's token cannot be traded, otherwise after a cooldown; a newer list replaces a waiting one. */
export function setChildren(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  wanted: readonly Link[],
): void {
  ensureSignerPace(world, hotkey, netuid, SIGNER_STAMP.setChildren, blocksOf(world, LIMIT))
  ensure(netuid !== ROOT, neurons.error.RegistrationNotPermittedOnRootSubnet)
  ensureSubnetExists(world, netuid)
  ensureOwns(world, coldkey, hotkey)
  ensure(new Set(wanted.map(([, child]) => child)).size === wanted.length, children.error.DuplicateChild)
  ensureConsistent(world, hotkey, netuid, wanted)
  ensure(wanted.length === 0 || mayLend(world, hotkey, netuid), children.error.NotEnoughStakeToSetChildkeys)
  stampSigner(world, hotkey, netuid, SIGNER_STAMP.setChildren)
  if (!SubtokenEnabled.get(world, netuid)) {
    PendingChildKeys.remove(world, netuid, hotkey)
    applyChildren(world, hotkey, netuid, wanted)
    return
  }
  const cooldown = saturateU64(BigInt(world.block) + PendingChildKeyCooldown.get(world))
  PendingChildKeys.put(world, netuid, hotkey, [writable(wanted), cooldown])
  world.emit(
    children.event.SetChildrenScheduled({
      hotkey,
      netuid,
      cooldown_block: cooldown,
      children: writable(wanted),
    }),
  )
}

const mayLend = (world: Reads, hotkey: AccountId, netuid: NetUid): boolean =>
  hotkeyValue(world, hotkey) >= StakeThreshold.get(world) || SubnetOwnerHotkey.get(world, netuid) === hotkey
