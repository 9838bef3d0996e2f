// What must always hold of commitments (chain-governance §6.10).
import { invariant } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { CommitmentOf, TimelockedIndex } from './table.ts'

/** The index of sealed fields lists exactly the commitments that have some, in order. */
export function commitmentsInvariants(world: Reads): void {
  const index = TimelockedIndex.get(world)
  for (const [i, [netuid, who]] of index.entries()) {
    const [before, other] = index[i - 1] ?? [-1, '']
    invariant(
      netuid > before || (netuid === before && who > other),
      'the index of sealed fields is out of order',
    )
  }
  let sealed = 0
  for (const [, { info }] of CommitmentOf.entries(world)) {
    if (info.fields.some(field => field.type === 'TimelockEncrypted')) sealed++
  }
  invariant(sealed === index.length, `${sealed} commitments are sealed, ${index.length} are listed`)
}
