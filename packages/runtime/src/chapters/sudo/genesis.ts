// The first sudo key.
import type { GenesisSpec } from '../../genesis-spec.ts'
import type { World } from '../../world.ts'
import { sudo } from './table.ts'

export function sudoGenesis(world: World, spec: GenesisSpec): void {
  if (spec.sudo !== undefined) sudo.storage.Key.put(world, spec.sudo)
}
