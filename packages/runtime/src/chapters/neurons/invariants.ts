// What always holds of seats (chain-registry §3.6).
import { invariant } from '../../failure.ts'
import { type NetUid, Uid } from '../../nouns.ts'
import type { Reads } from '../../world.ts'
import { vectorsHaveLength } from '../epoch/vectors.ts'
import { netuids } from '../subnets/registry.ts'
import { BlockAtRegistration, IsNetworkMember, Keys, MaxAllowedUids, SubnetworkN, Uids } from './table.ts'

/** @throws Bug when a subnet's seats do not add up. */
export function neuronsInvariants(world: Reads): void {
  let seats = 0
  for (const netuid of netuids(world)) {
    seatsInvariant(world, netuid)
    seats += SubnetworkN.get(world, netuid)
  }
  let members = 0
  for (const [[hotkey, netuid], member] of IsNetworkMember.entries(world)) {
    invariant(
      member === Uids.has(world, netuid, hotkey),
      `membership of ${hotkey} on subnet ${netuid} disagrees with its uid`,
    )
    if (member) members += 1
  }
  invariant(members === seats, `${members} memberships for ${seats} seats`)
}

function seatsInvariant(world: Reads, netuid: NetUid): void {
  const count = SubnetworkN.get(world, netuid)
  invariant(count <= MaxAllowedUids.get(world, netuid), `subnet ${netuid} has more uids than seats`)
  invariant(
    [...Keys.entries(world, netuid)].length === count,
    `subnet ${netuid}: Keys is not SubnetworkN long`,
  )
  invariant(
    [...Uids.entries(world, netuid)].length === count,
    `subnet ${netuid}: Uids is not SubnetworkN long`,
  )
  for (let at = 0; at < count; at++) {
    const uid = Uid(at)
    invariant(
      Uids.get(world, netuid, Keys.get(world, netuid, uid)) === uid,
      `subnet ${netuid}: uid ${uid} and its hotkey disagree`,
    )
    invariant(BlockAtRegistration.has(world, netuid, uid), `subnet ${netuid}: uid ${uid} has no registration`)
  }
  invariant(vectorsHaveLength(world, netuid, count), `subnet ${netuid}: a row has not one entry for each uid`)
}
