// Which subnets exist, who may act for one, and the account that holds its TAO (chain-registry §3.1, chain-epoch §2.1).
import { type AccountId, accountId } from '@taonet/wire'
import { badOrigin, ensure } from '../../failure.ts'
import { MechId, type NetUid, ROOT, StorageIndex } from '../../nouns.ts'
import type { Origin, Reads, World } from '../../world.ts'
import { MechanismCountCurrent, NetworksAdded, SubnetOwner, subnets } from './table.ts'

/** Subnets that the storage index of a mechanism leaves room for. */
export const SUBNETS_PER_MECHANISM = 4096
const LARGEST_INDEX = 65_535

export const subnetExists = (world: Reads, netuid: NetUid): boolean => NetworksAdded.get(world, netuid)

export function ensureSubnetExists(world: Reads, netuid: NetUid): void {
  ensure(subnetExists(world, netuid), subnets.error.SubnetNotExists)
}

/** Root included, in the order of encoded keys: ascending while below 256 (chain-emission §1.0). */
export function netuids(world: Reads): NetUid[] {
  const found: NetUid[] = []
  for (const [[netuid], added] of NetworksAdded.entries(world)) if (added) found.push(netuid)
  return found
}

/** How many there are beside root. */
export const subnetCount = (world: Reads): number => netuids(world).filter(netuid => netuid !== ROOT).length

/** The owner's coldkey; anybody else is refused with BadOrigin. */
export function ensureSubnetOwner(world: World, origin: Origin, netuid: NetUid): AccountId {
  ensure(origin.type === 'signed', badOrigin)
  ensure(SubnetOwner.get(world, netuid) === origin.account, badOrigin)
  return origin.account
}

export function ensureOwnerOrRoot(world: World, origin: Origin, netuid: NetUid): 'owner' | 'root' {
  if (origin.type === 'root') return 'root'
  ensureSubnetOwner(world, origin, netuid)
  return 'owner'
}

const PREFIX = '0x6d6f646c73756274656e7372'
const TAIL = '00'.repeat(18)

/** "modl" ‖ "subtensr" ‖ netuid as little-endian u16, padded with zeros. */
export function subnetAccount(netuid: NetUid): AccountId {
  const byte = (value: number): string => value.toString(16).padStart(2, '0')
  return accountId(PREFIX + byte(netuid % 256) + byte(Math.floor(netuid / 256)) + TAIL)
}

/** Whether an account belongs to some subnet: no key pair leads to it. */
export const isSubnetAccount = (account: AccountId): boolean =>
  account.startsWith(PREFIX) && account.endsWith(TAIL)

/** Saturates like the u16 it is: guards are asked about mechanisms that cannot exist. */
export const storageIndex = (mechanism: MechId, netuid: NetUid): StorageIndex =>
  StorageIndex(Math.min(LARGEST_INDEX, mechanism * SUBNETS_PER_MECHANISM + netuid))

export const mechanismCount = (world: Reads, netuid: NetUid): number =>
  MechanismCountCurrent.get(world, netuid)

export const mechanismExists = (world: Reads, netuid: NetUid, mechanism: MechId): boolean =>
  subnetExists(world, netuid) && mechanism < mechanismCount(world, netuid)

/** Storage indices of all mechanisms of a subnet, ascending. */
export const mechanismIndices = (world: Reads, netuid: NetUid): StorageIndex[] =>
  Array.from({ length: mechanismCount(world, netuid) }, (_, mechanism) =>
    storageIndex(MechId(mechanism), netuid),
  )
