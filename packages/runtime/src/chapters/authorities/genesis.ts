// The first authorities: each counts as much as any other.
import type { GenesisSpec } from '../../genesis-spec.ts'
import type { World } from '../../world.ts'
import { addAuthor } from '../aura/authors.ts'
import { GENESIS_POWER, MAX_AUTHORITIES, Power } from './table.ts'

/** Throws TypeError for more authorities than a chain may have. */
export function authoritiesGenesis(world: World, { authorities }: GenesisSpec): void {
  if (authorities.length > MAX_AUTHORITIES) throw new TypeError(`genesis: ${authorities.length} authorities`)
  for (const account of authorities) {
    Power.put(world, account, GENESIS_POWER)
    addAuthor(world, account)
  }
}
