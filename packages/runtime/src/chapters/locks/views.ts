// The mode of locks the other way round, as clients of the subnet pallet read it (wire-storage).
import { type ComputedRow, computed } from '../../computed.ts'
import { locks, PerpetualLock } from './table.ts'

export const locksViews: readonly ComputedRow[] = [
  computed(locks.storage.DecayingLock, function* (world) {
    for (const [keys, perpetual] of PerpetualLock.entries(world)) if (perpetual) yield [keys, false] as const
  }),
]
