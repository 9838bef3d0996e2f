// How many mechanisms a subnet runs, and how emission is split among them (chain-epoch §2.11).
import { ensure } from '../../failure.ts'
import { MechId, type NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { dropMechanismVectors, openMechanismVectors } from '../epoch/vectors.ts'
import { MaxAllowedUids, SubnetworkN } from '../neurons/table.ts'
import { clearMechanismWeights } from '../weights/rows.ts'
import { mechanismCount, storageIndex } from './registry.ts'
import { MaxMechanismCount, MechanismCountCurrent, MechanismEmissionSplit, subnets } from './table.ts'

/** Seats of a subnet times its mechanisms. */
const MAX_UIDS_OF_ALL = 256
/** A split's parts make this. */
const WHOLE = 65_535

/** Refuses with TooManyUIDsPerMechanism. */
export function ensureUidsFit(uids: number, mechanisms: number): void {
  ensure(uids * mechanisms <= MAX_UIDS_OF_ALL, subnets.error.TooManyUIDsPerMechanism)
}

/** Changes the number of mechanisms; the split returns to equal shares, and what removed ones had is erased. */
export function changeMechanismCount(world: World, netuid: NetUid, count: number): void {
  ensure(count >= 1 && count <= MaxMechanismCount.get(world), subnets.error.InvalidValue)
  ensureUidsFit(MaxAllowedUids.get(world, netuid), count)
  const before = mechanismCount(world, netuid)
  if (count === before) return
  for (let gone = count; gone < before; gone++) {
    dropMechanismVectors(world, netuid, MechId(gone))
    clearMechanismWeights(world, storageIndex(MechId(gone), netuid))
  }
  for (let added = before; added < count; added++) {
    openMechanismVectors(world, netuid, MechId(added), SubnetworkN.get(world, netuid))
  }
  MechanismCountCurrent.put(world, netuid, MechId(count))
  MechanismEmissionSplit.remove(world, netuid)
  world.emit(subnets.event.MechanismCountSet({ netuid, count }))
}

/** Absent = equal shares. Refuses with InvalidValue. */
export function changeEmissionSplit(
  world: World,
  netuid: NetUid,
  split: readonly number[] | undefined,
): void {
  if (split === undefined) {
    MechanismEmissionSplit.remove(world, netuid)
  } else {
    ensure(split.length >= 1 && split.length <= mechanismCount(world, netuid), subnets.error.InvalidValue)
    ensure(split.reduce((sum, part) => sum + part, 0) === WHOLE, subnets.error.InvalidValue)
    MechanismEmissionSplit.put(world, netuid, [...split])
  }
  world.emit(subnets.event.MechanismEmissionSplitSet({ netuid, split: split && [...split] }))
}
