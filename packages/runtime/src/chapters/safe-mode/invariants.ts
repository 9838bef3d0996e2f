// What always holds of safe mode.
import { invariant } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { blockNumber } from '../system/block.ts'
import { EnteredUntil } from './table.ts'

/** @throws Bug when safe mode should have ended before. */
export function safeModeInvariants(world: Reads): void {
  const until = EnteredUntil.get(world)
  invariant(until === undefined || until >= blockNumber(world), `safe mode outlived block ${until}`)
}
