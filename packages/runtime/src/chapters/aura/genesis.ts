// The first block authors.
import type { GenesisSpec } from '../../genesis-spec.ts'
import type { World } from '../../world.ts'
import { aura } from './table.ts'

export function auraGenesis(world: World, { authorities }: GenesisSpec): void {
  aura.storage.Authorities.put(world, [...authorities])
}
