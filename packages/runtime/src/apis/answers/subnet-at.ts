// A subnet, and one mechanism of it, as a block left it: what the readers of its fields are given.
import type { AccountId } from '@taonet/wire'
import { hotkeys } from '../../chapters/neurons/registry.ts'
import { ownerOf } from '../../chapters/staking/accounts.ts'
import { inheritedStake, type WeightedStake } from '../../chapters/staking/stake.ts'
import { mechanismExists, netuids, storageIndex, subnetExists } from '../../chapters/subnets/registry.ts'
import { MechId, type NetUid, type StorageIndex, ZERO_ACCOUNT } from '../../nouns.ts'
import type { World } from '../../world.ts'

export class SubnetAt {
  readonly world: World
  readonly netuid: NetUid
  readonly index: StorageIndex
  #hotkeys: readonly AccountId[] | undefined
  #stakes: readonly WeightedStake[] | undefined

  constructor(world: World, netuid: NetUid, mechanism = MechId(0)) {
    this.world = world
    this.netuid = netuid
    this.index = storageIndex(mechanism, netuid)
  }

  /** In the order of uids. */
  get hotkeys(): readonly AccountId[] {
    this.#hotkeys ??= hotkeys(this.world, this.netuid)
    return this.#hotkeys
  }

  /** What each uid weighs (chain-epoch §2.2(3)). */
  get stakes(): readonly WeightedStake[] {
    this.#stakes ??= this.hotkeys.map(hotkey => inheritedStake(this.world, hotkey, this.netuid))
    return this.#stakes
  }

  coldkeyOf(hotkey: AccountId): AccountId {
    return ownerOf(this.world, hotkey) ?? ZERO_ACCOUNT
  }

  /** A row of one value for each uid, at its full length whatever is stored. */
  each<T>(stored: readonly T[], blank: T): T[] {
    return this.hotkeys.map((_, uid) => stored[uid] ?? blank)
  }
}

/** None for a subnet or mechanism that does not exist: never an error (wire-runtime-apis §3). */
export function ofSubnet<T>(
  world: World,
  netuid: NetUid,
  answer: (subnet: SubnetAt) => T,
  mechanism = MechId(0),
): T | undefined {
  const exists = mechanism === 0 ? subnetExists(world, netuid) : mechanismExists(world, netuid, mechanism)
  return exists ? answer(new SubnetAt(world, netuid, mechanism)) : undefined
}

export function* ofAllSubnets<T>(world: World, answer: (subnet: SubnetAt) => T): Generator<T> {
  for (const netuid of netuids(world)) yield answer(new SubnetAt(world, netuid))
}
