// Chain-wide numbers that clients of the subnet pallet read under its name (wire-storage).
import { type ComputedRow, computed } from '../../computed.ts'
import { totalIssuance } from '../balances/ledger.ts'
import { blockEmission } from './block-emission.ts'
import { emission } from './table.ts'

export const emissionViews: readonly ComputedRow[] = [
  computed(emission.storage.TotalIssuance, world => [[[], totalIssuance(world)]]),
  computed(emission.storage.BlockEmission, world => [[[], blockEmission(totalIssuance(world))]]),
]
