// The first authorities: each counts as much as any other.
import type { GenesisSpec } from '../../genesis-spec.ts'
import type { World } from '../../world.ts'
import { addAuthor } from '../aura/authors.ts'
import { GENESIS_POWER, Power } from './table.ts'

export function authoritiesGenesis(world: World, { authorities }: GenesisSpec): void {
  for (const account of authorities) {
    Power.put(world, account, GENESIS_POWER)
    addAuthor(world, account)
  }
}
