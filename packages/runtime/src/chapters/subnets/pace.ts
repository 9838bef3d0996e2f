// Waits that a chain with fast blocks shortens as the reference's build for such blocks does: who develops against one
// need not sit them out (DESIGN §6).
import type { Reads, World } from '../../world.ts'
import { FastBlocks } from './table.ts'

/** Blocks, on a chain that lives and on one with fast blocks. */
export interface Wait<N extends number | bigint> {
  readonly live: N
  readonly fast: N
}

export const blocksOf = <N extends number | bigint>(world: Reads, wait: Wait<N>): N =>
  FastBlocks.get(world) ? wait.fast : wait.live

/** For genesis alone: the profile's constants say the same. */
export function choosePace(world: World, fast: boolean): void {
  if (fast) FastBlocks.put(world, true)
}
