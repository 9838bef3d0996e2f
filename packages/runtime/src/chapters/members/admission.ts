// Whose extrinsics a chain takes that is not open to everybody.
import type { AccountId } from '@taonet/wire'
import type { Reads } from '../../world.ts'
import { ownerOf } from '../staking/accounts.ts'
import { sudo } from '../sudo/table.ts'
import { IsMember, MembersOnly } from './table.ts'

/**
 * A member, a hotkey whose coldkey is one, and the sudo key, which else could lock itself out. Only who signs is asked about:
 * what a member sends for somebody else, by proxy or multisig, the member answers for.
 */
export function maySign(world: Reads, signer: AccountId): boolean {
  if (!MembersOnly.get(world) || IsMember.get(world, signer)) return true
  const coldkey = ownerOf(world, signer)
  if (coldkey !== undefined && IsMember.get(world, coldkey)) return true
  return sudo.storage.Key.get(world) === signer
}
