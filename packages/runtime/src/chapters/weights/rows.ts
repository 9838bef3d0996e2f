// Rows of weights that follow the uids: a new uid, a replaced one, a compacted subnet (chain-registry §3.6).
import { type NetUid, type StorageIndex, Uid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { mechanismIndices } from '../subnets/registry.ts'
import { LastUpdate, TimelockedWeightCommits, WeightCommits, Weights } from './table.ts'

/** Block of the uid's last weights or commit in one mechanism; 0 = never. */
export const lastUpdate = (world: Reads, index: StorageIndex, uid: Uid): bigint =>
  LastUpdate.get(world, index)[uid] ?? 0n

export function noteUpdate(world: World, index: StorageIndex, uid: Uid): void {
  const updates = LastUpdate.get(world, index)
  // A mechanism added later has a shorter list: what is missing was never updated.
  const length = Math.max(updates.length, uid + 1)
  const now = Array.from({ length }, (_, one) => (one === uid ? BigInt(world.block) : (updates[one] ?? 0n)))
  LastUpdate.put(world, index, now)
}

/** A uid is added at the end. */
export function appendWeightRow(world: World, netuid: NetUid, uid: Uid): void {
  for (const index of mechanismIndices(world, netuid)) noteUpdate(world, index, uid)
}

/** A uid changes hands: its own weights go, and others' weights to it become explicit zeros. */
export function clearWeightRow(world: World, netuid: NetUid, uid: Uid): void {
  for (const index of mechanismIndices(world, netuid)) {
    Weights.remove(world, index, uid)
    for (const [[, from], row] of Weights.entries(world, index)) {
      if (!row.some(([to, weight]) => to === uid && weight !== 0)) continue
      Weights.put(
        world,
        index,
        from,
        row.map(([to, weight]) => [to, to === uid ? 0 : weight]),
      )
    }
    noteUpdate(world, index, uid)
  }
}

/** Uids are compacted: `kept` lists the survivors ascending, each takes the place of its position. */
export function compactWeightRows(world: World, netuid: NetUid, kept: readonly Uid[]): void {
  const place = new Map(kept.map((uid, position) => [uid, Uid(position)]))
  for (const index of mechanismIndices(world, netuid)) {
    const rows = [...Weights.entries(world, index)]
    Weights.clear(world, index)
    for (const [[, from], row] of rows) {
      const now = place.get(from)
      if (now === undefined) continue
      const left = row.flatMap(([to, weight]): [Uid, number][] => {
        const target = place.get(to)
        return target === undefined ? [] : [[target, weight]]
      })
      Weights.put(world, index, now, left)
    }
    const updates = LastUpdate.get(world, index)
    LastUpdate.put(
      world,
      index,
      kept.map(uid => updates[uid] ?? 0n),
    )
  }
}

/** Nothing is left of a mechanism that was taken away. */
export function clearMechanismWeights(world: World, index: StorageIndex): void {
  Weights.clear(world, index)
  LastUpdate.remove(world, index)
  WeightCommits.clear(world, index)
  TimelockedWeightCommits.clear(world, index)
}
