// The rows of System that tell of the block itself: written when it begins and when it ends.
import { blockDigest, type Hash } from '@taonet/wire'
import { invariant } from '../../failure.ts'
import type { EventRecord } from '../../runtime-port.ts'
import type { Reads, World } from '../../world.ts'
import { BLOCK_HASH_COUNT } from './limits.ts'
import { system } from './table.ts'

const rows = system.storage

export const blockNumber = (world: Reads): number => rows.Number.get(world)

export const parentOf = (world: Reads): Hash => rows.ParentHash.get(world)

/** Hash of a kept block; undefined when it is too old or does not exist yet. */
export const blockHash = (world: Reads, number: number): Hash | undefined =>
  rows.BlockHash.has(world, number) ? rows.BlockHash.get(world, number) : undefined

export const eventsOf = (world: Reads): readonly EventRecord[] => rows.Events.get(world)

export function beginBlock(world: World): void {
  const { block, parentHash } = world
  invariant(block === blockNumber(world) + 1, `block ${block} does not follow block ${blockNumber(world)}`)
  rows.Number.put(world, block)
  rows.ParentHash.put(world, parentHash)
  rows.Digest.put(world, blockDigest(block, world.time))
  rows.BlockHash.put(world, block - 1, parentHash)
  // The genesis hash stays: every signature is checked against it.
  const forgotten = block - 1 - BLOCK_HASH_COUNT
  if (forgotten > 0) rows.BlockHash.remove(world, forgotten)
}

export interface BlockTotals {
  readonly extrinsics: number
  readonly events: readonly EventRecord[]
  /** Picoseconds by class. */
  readonly normal: bigint
  readonly mandatory: bigint
}

const time = (ref_time: bigint) => ({ ref_time, proof_size: 0n })

export function endBlock(world: World, totals: BlockTotals): void {
  rows.ExtrinsicCount.put(world, totals.extrinsics)
  rows.BlockWeight.put(world, {
    normal: time(totals.normal),
    operational: time(0n),
    mandatory: time(totals.mandatory),
  })
  rows.Events.put(world, [...totals.events])
  rows.EventCount.put(world, totals.events.length)
}
