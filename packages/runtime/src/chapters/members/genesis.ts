// The first members.
import type { GenesisSpec } from '../../genesis-spec.ts'
import type { World } from '../../world.ts'
import { IsMember, MembersOnly } from './table.ts'

/** Throws TypeError for a list that lets nobody act, ever. */
export function membersGenesis(world: World, { members, sudo }: GenesisSpec): void {
  if (members === undefined) return
  if (members.length === 0 && sudo === undefined) throw new TypeError('genesis: no members, and no sudo key')
  MembersOnly.put(world, true)
  for (const account of members) IsMember.put(world, account, true)
}
