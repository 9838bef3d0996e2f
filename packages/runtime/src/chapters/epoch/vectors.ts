// The rows of an epoch have one entry for each uid: they grow, are wiped and are compacted with the seats
// (chain-registry §3.6).
import type { Cell } from '../../cell.ts'
import type { netuid as netuidColumn } from '../../nouns.ts'
import { type MechId, type NetUid, Uid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { mechanismIndices, storageIndex } from '../subnets/registry.ts'
import {
  Active,
  Bonds,
  Consensus,
  Dividends,
  Emission,
  Incentive,
  StakeWeight,
  ValidatorPermit,
  ValidatorTrust,
} from './table.ts'

type Vector<T> = Cell<readonly [typeof netuidColumn], T[], T[]>

const withAt = <T>(list: readonly T[], at: number, value: T): T[] => {
  const copy = [...list]
  copy[at] = value
  return copy
}

const at = <T>(cell: Vector<T>, blank: T) => ({
  set: (world: World, netuid: NetUid, uid: Uid): void =>
    cell.update(world, netuid, list => withAt(list, uid, blank)),
  keep: (world: World, netuid: NetUid, survivors: readonly Uid[]): void =>
    cell.update(world, netuid, list => pick(list, survivors, blank)),
  length: (world: Reads, netuid: NetUid): number => cell.get(world, netuid).length,
})

const pick = <T>(list: readonly T[], survivors: readonly Uid[], blank: T): T[] =>
  survivors.map(uid => list[uid] ?? blank)

/** What a uid begins with in each row that has one entry for each uid. */
const VECTORS = [
  at(Active, true),
  at(Emission, 0n),
  at(Consensus, 0),
  at(Dividends, 0),
  at(ValidatorTrust, 0),
  at(ValidatorPermit, false),
  at(StakeWeight, 0),
]

function blank(world: World, netuid: NetUid, uid: Uid): void {
  for (const vector of VECTORS) vector.set(world, netuid, uid)
  for (const index of mechanismIndices(world, netuid))
    Incentive.update(world, index, list => withAt(list, uid, 0))
}

/** A new uid at the end. */
export function appendNeuronVectors(world: World, netuid: NetUid, uid: Uid): void {
  blank(world, netuid, uid)
}

/** A uid changes hands: nothing of its former holder stays; others' bonds to it are masked at the next epoch. */
export function clearNeuronVectors(world: World, netuid: NetUid, uid: Uid): void {
  blank(world, netuid, uid)
  for (const index of mechanismIndices(world, netuid)) Bonds.remove(world, index, uid)
}

/** Only `survivors` (ascending) stay, closed up to the left. */
export function compactNeuronVectors(world: World, netuid: NetUid, survivors: readonly Uid[]): void {
  for (const vector of VECTORS) vector.keep(world, netuid, survivors)
  const moved = new Map(survivors.map((uid, place) => [uid, Uid(place)]))
  for (const index of mechanismIndices(world, netuid)) {
    Incentive.update(world, index, list => pick(list, survivors, 0))
    const rows = [...Bonds.entries(world, index)]
    Bonds.clear(world, index)
    for (const [[, uid], bonds] of rows) {
      const place = moved.get(uid)
      if (place === undefined) continue
      const kept = bonds.flatMap(([to, bond]): [Uid, number][] => {
        const target = moved.get(to)
        return target === undefined ? [] : [[target, bond]]
      })
      Bonds.put(world, index, place, kept)
    }
  }
}

/** Room for the uids of a mechanism that a subnet begins to run. */
export function openMechanismVectors(world: World, netuid: NetUid, mechanism: MechId, uids: number): void {
  Incentive.put(world, storageIndex(mechanism, netuid), new Array<number>(uids).fill(0))
}

/** A mechanism ends. */
export function dropMechanismVectors(world: World, netuid: NetUid, mechanism: MechId): void {
  const index = storageIndex(mechanism, netuid)
  Incentive.remove(world, index)
  Bonds.clear(world, index)
}

/** Whether every row has one entry for each of `uids`. */
export const vectorsHaveLength = (world: Reads, netuid: NetUid, uids: number): boolean =>
  VECTORS.every(vector => vector.length(world, netuid) === uids) &&
  mechanismIndices(world, netuid).every(index => Incentive.get(world, index).length === uids)

/** A miner asked for a fresh start: no validator keeps a bond towards it, in any mechanism (chain-epoch §2.6). */
export function resetBonds(world: World, netuid: NetUid, uid: Uid): void {
  for (const index of mechanismIndices(world, netuid)) {
    for (const [[, from], bonds] of Bonds.entries(world, index)) {
      if (!bonds.some(([to]) => to === uid)) continue
      Bonds.put(
        world,
        index,
        from,
        bonds.filter(([to]) => to !== uid),
      )
    }
  }
}
